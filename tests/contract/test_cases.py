"""Words about cases on the wire: small where there is little to say, read by older and newer programs alike."""

from __future__ import annotations

import msgspec
import pytest

from clerk_app.contract import canonical
from clerk_app.contract.cases import PORTAL, Amended, Case, Earlier, Handed, Payment, Supplemented, Withdrawn
from clerk_app.domain import numbers
from clerk_app.domain.errors import Invalid
from tests.support.lone_desk import received, subject

CASE = Case(subject=subject("A7", 4), received=received("A7", 4), at=11, serial=1, year=2026, state="zaveden")


@pytest.mark.parametrize(
    "told",
    [
        CASE,
        Handed(1, "omodelic", "Огњен Моделић", "usluzni-centar", "молим", "A7"),
        Amended(1, {"a.b": "c"}, "A7"),
        Supplemented(1, {"a.b": "c"}, ("Извод",), "донела", "2026-12-31", "A7"),
        Withdrawn(1, "не треба", "A7"),
        Payment(1, "paid"),
    ],
)
def test_each_word_is_read_as_it_was_written(told: object) -> None:
    assert canonical.decode(canonical.encode(told), type(told)) == told


def test_what_has_nothing_to_say_costs_nothing() -> None:
    assert canonical.encode(Handed(1, "omodelic")) == b'{"at":1,"handler":"omodelic"}'
    assert b"withdrawn" not in canonical.encode(CASE)


def test_what_a_later_centre_adds_does_not_stop_this_program() -> None:
    later = canonical.encode(Withdrawn(1)).replace(b'{"at":1', b'{"at":1,"shelf":"7"')
    assert canonical.decode(later, Withdrawn) == Withdrawn(1)


def test_a_word_without_its_time_is_none() -> None:
    with pytest.raises(Invalid):
        canonical.decode(b'{"reason":"x"}', Withdrawn)


def test_no_desk_is_called_as_the_portal_is() -> None:
    assert numbers.parse(numbers.provisional("A7", 4)) is not None
    assert numbers.parse(f"{PORTAL}-000004-X") is None


def test_a_case_brings_what_was_told_of_it_before_and_is_the_same_without_it() -> None:
    told = CASE.with_earlier((Earlier(2, "findings", msgspec.Raw(b'{"at":1,"findings":[]}')),))
    assert b'"earlier":[[2,"findings",{"at":1,"findings":[]}]]' in canonical.encode(told)
    again = canonical.decode(canonical.encode(told), Case)
    assert (again.earlier, again.with_earlier(())) == (told.earlier, CASE)
