"""The form as a desk shows it: what the centre told, with own changes on top as long as they are open."""

from __future__ import annotations

import pytest

from clerk_app.domain.amendments import FormTold, base_of, own_changes, standing, told_changes
from clerk_app.domain.bodies import RequestCorrected
from clerk_app.domain.case_bodies import RequestSupplemented
from clerk_app.domain.case_file import CaseFile, Change, Way
from clerk_app.domain.requests import Happening

RECEIVED = {"a": "received", "s": "secret"}
WAITING, HELD, ACCEPTED = Way(mark="waiting"), Way(mark="held", code="conflict"), Way()


def corrected(seq: int, base: int = 1, **form: str) -> Happening:
    return Happening(seq=seq, at=seq, subject=b"s", body=RequestCorrected(base_version=base, form=form))


def told(version: int, desk: str = "B2", entry: int = 0, hidden: tuple[str, ...] = (), **form: str) -> Change:
    return Change(
        version=version, kind="amended", body=FormTold(at=version, desk=desk, entry=entry, form=form, hidden=hidden)
    )


def file(own: list[Happening], forms: list[Change], **ways: Way) -> CaseFile:
    numbered = {int(name[1:]): way for name, way in ways.items()}
    return CaseFile(subject=b"s", desk="A1", own=tuple(own), forms=tuple(forms), ways=numbered)


@pytest.mark.parametrize(
    ("way", "shown"),
    [
        (WAITING, "own"),
        (Way(mark="sending"), "own"),
        (ACCEPTED, "own"),
        (HELD, "received"),
        (Way(mark="refused"), "received"),
        (Way(code="resolved"), "received"),
    ],
    ids=["waiting", "sending", "accepted and not told yet", "held", "refused", "another took its place"],
)
def test_an_own_change_lies_on_top_unless_the_centre_did_not_take_it(way: Way, shown: str) -> None:
    assert standing(RECEIVED, file([corrected(2, a="own")], [], _2=way))["a"] == shown


def test_what_came_after_an_own_change_is_not_hidden_by_it() -> None:
    case = file([corrected(2, a="own")], [told(2, "A1", 2, a="own"), told(3, a="later")])
    assert standing(RECEIVED | {"a": "later"}, case)["a"] == "later"


def test_a_special_value_is_shown_to_whoever_wrote_it_until_somebody_else_changes_it() -> None:
    mine = [corrected(2, s="mine")]
    assert standing(RECEIVED, file(mine, [told(2, "A1", 2, ("s",))]))["s"] == "mine"
    assert "s" not in standing(RECEIVED, file(mine, [told(2, "A1", 2, ("s",)), told(3, "B2", 7, ("s",))]))
    assert standing(RECEIVED, file([*mine, corrected(3, 3, s="anew")], [told(3, "B2", 7, ("s",))], _3=WAITING))[
        "s"
    ] == ("anew")


def test_what_was_taken_before_a_case_came_whole_is_part_of_it() -> None:
    whole = Change(version=5, kind="case", body=FormTold(at=5, form={"a": "whole"}, whole=True))
    assert standing({"a": "whole"}, file([corrected(2, 1, a="own")], [whole]))["a"] == "whole"
    assert standing({"a": "whole"}, file([corrected(2, 5, a="own")], [whole]))["a"] == "own"


def test_a_change_on_top_of_an_open_one_stands_where_that_one_stands() -> None:
    case = file([corrected(2, 3, a="own")], [], _2=WAITING)
    assert base_of(case, ("a",), 7) == 3
    assert base_of(case, ("b",), 7) == 7
    assert base_of(file([corrected(2, 3, a="own")], []), ("a",), 7) == 7


def test_supplements_are_changes_too() -> None:
    body = RequestSupplemented(base_version=4, received_local="", clerk="o", form={"a": "brought"})
    case = file([Happening(seq=2, at=2, subject=b"s", body=body)], [told(2, a="x")])
    (change,) = own_changes(case)
    assert (change.base, change.form, change.supplement) == (4, {"a": "brought"}, True)
    assert [one.version for one in told_changes(case)] == [2]
