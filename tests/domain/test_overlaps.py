"""Who may write over what: every way in which a change can meet what stands in a field."""

from __future__ import annotations

import pytest

from clerk_app.domain.overlaps import Changing, Touch, Weighed, weigh

NOW = {"a": "there", "b": "there"}


def change(base: int, entry: int = 9, unseen: frozenset[str] = frozenset(), **form: str) -> Changing:
    return Changing(by="A1", base=base, form=form, entry=entry, unseen=unseen)


@pytest.mark.parametrize(
    ("touch", "changing", "outcome"),
    [
        (None, change(0, a="here"), Weighed({"a": "here"})),
        (Touch(5, "B2", 3), change(5, a="here"), Weighed({"a": "here"})),
        (Touch(6, "B2", 3), change(5, a="here"), Weighed({}, ("a",))),
        (Touch(6, "ogi"), change(5, a="here"), Weighed({}, ("a",))),
        (Touch(6, "B2", 3), change(5, a="there"), Weighed()),
        (Touch(6, "A1", 8), change(5, a="here"), Weighed({"a": "here"})),
        (Touch(6, "A1", 10), change(5, a="here"), Weighed()),
        (Touch(4, "B2", 3), change(5, unseen=frozenset("a"), a="here"), Weighed({}, ("a",))),
        (Touch(4, "A1", 3), change(5, unseen=frozenset("a"), a="here"), Weighed({"a": "here"})),
    ],
    ids=[
        "nobody wrote it",
        "seen",
        "not seen",
        "a handler's, not seen",
        "the same",
        "own, before",
        "own, after: came too late",
        "another's that is never told",
        "own that is never told",
    ],
)
def test_a_change_meets_what_stands_there(touch: Touch | None, changing: Changing, outcome: Weighed) -> None:
    assert weigh(NOW, {"a": touch} if touch else {}, changing) == outcome


def test_fields_are_weighed_each_for_itself() -> None:
    touches = {"a": Touch(6, "B2", 3), "b": Touch(4, "B2", 2)}
    assert weigh(NOW, touches, change(5, b="2", c="3", a="1")) == Weighed({"b": "2", "c": "3"}, ("a",))
