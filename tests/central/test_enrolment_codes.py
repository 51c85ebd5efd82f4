"""Open codes: seen by whoever made them, taken back, and gone once they are used or over."""

from __future__ import annotations

import pytest

from clerk_app.central.enrolment import VALID
from clerk_app.central.enrolment_codes import EnrolmentCodes
from clerk_app.contract.enrolment import parse
from clerk_app.domain.errors import Refused
from tests.central.conftest import Running


def codes(centre: Running) -> EnrolmentCodes:
    parts = centre.central.parts
    return EnrolmentCodes(parts.database, parts.keys.municipality, parts.now)


def test_a_code_is_open_until_it_is_used(centre: Running) -> None:
    office = centre.office()
    made = centre.central.parts.enrolment.make_code(office, "1", "Ана")
    (only,) = codes(centre).open()
    assert (only.office, only.counter, only.made_by, only.made) == (office, "1", "Ана", centre.clock.at)
    assert only.expires == centre.clock.at + VALID
    assert parse(made).secret.encode() not in only.digest
    centre.desk(printed=made)
    assert codes(centre).open() == ()
    with pytest.raises(Refused, match="code_unknown"):
        codes(centre).withdraw(only.digest, "Ана")


def test_a_code_that_is_taken_back_makes_no_desk(centre: Running) -> None:
    made = centre.central.parts.enrolment.make_code(centre.office(), "1", "Ана")
    codes(centre).withdraw(codes(centre).open()[0].digest, "Ева")
    assert codes(centre).open() == ()
    with pytest.raises(Refused, match="enrolment_code_wrong"):
        centre.desk(printed=made)


def test_a_code_is_over_after_its_time(centre: Running) -> None:
    centre.central.parts.enrolment.make_code(centre.office(), "1", "Ана")
    centre.clock.at += VALID + 1
    assert codes(centre).open() == ()


def test_every_counter_is_a_place(centre: Running) -> None:
    office = centre.office()
    assert (office, "1") in {(place.office, place.counter) for place in codes(centre).places()}
