"""Appointments: in working hours, one at a time, closed by what became of them, on a slip of paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from clerk_app.actions.appointing import Appointment
from clerk_app.domain.errors import Invalid, Refused, Unavailable
from clerk_app.ports.paper import Proof
from tests.actions.eid_counter import EidCounter

NAME, PHONE = "Проба Пробић", "+381601234567"


@pytest.fixture
def at(tmp_path: Path) -> Iterator[EidCounter]:
    opened = EidCounter(tmp_path)
    yield opened
    opened.close()


def when(counter: EidCounter, day: int, hour: int, minute: int = 0) -> datetime:
    local: datetime = counter.world.clock.local()
    return local.replace(day=day, hour=hour, minute=minute, second=0, microsecond=0)


def test_an_appointment_is_booked_listed_and_closed(at: EidCounter) -> None:
    later = at.appointing.book(f" {NAME} ", "060 123 45 67", when(at, 25, 9), note=" са пасошем ")
    first = at.appointing.book("Узор Узорић", PHONE, when(at, 24, 8), email="uzor@primer.example")
    assert (later.name, later.phone, later.note) == (NAME, PHONE, "са пасошем")
    assert at.appointing.all() == (first, later)
    at.appointing.close(first, "missed")
    at.appointing.close(later, "done")
    assert [(one.name, one.outcome) for one in at.appointing.all()] == [("Узор Узорић", "missed"), (NAME, "done")]
    assert at.kinds() == ["eid.booked", "eid.booked", "eid.attended", "eid.attended"]


def test_the_first_free_time_is_proposed_and_a_taken_one_is_not_given_twice(at: EidCounter) -> None:
    proposed = at.appointing.proposed()
    assert proposed == when(at, 24, 8)
    booked = at.appointing.book(NAME, PHONE, proposed)
    assert at.appointing.proposed() == when(at, 24, 8, 30)
    with pytest.raises(Invalid, match="slot_taken"):
        at.appointing.book(NAME, PHONE, proposed)
    at.appointing.close(booked, "cancelled")
    at.appointing.book(NAME, PHONE, proposed)


@pytest.mark.parametrize(
    ("name", "phone", "day", "hour", "code", "field"),
    [
        ("  ", PHONE, 24, 9, "eid_name_missing", "name"),
        (NAME, "", 24, 9, "eid_phone_form", "phone"),
        (NAME, PHONE, 23, 7, "slot_past", "at"),
        (NAME, PHONE, 28, 9, "slot_day_off", "at"),
        (NAME, PHONE, 24, 20, "slot_hours", "at"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    at: EidCounter, name: str, phone: str, day: int, hour: int, code: str, field: str
) -> None:
    with pytest.raises(Invalid, match=code) as caught:
        at.appointing.book(name, phone, when(at, day, hour))
    assert caught.value.field == field
    assert at.appointing.all() == ()


def test_the_slip_says_when_and_that_it_did_not_come_out(at: EidCounter) -> None:
    booked = at.appointing.book(NAME, PHONE, when(at, 24, 8))
    at.appointing.print_slip(booked)
    assert [(facts.name, facts.at) for facts in at.paper.slips] == [(NAME, booked.at)]
    at.printer.outcomes.append(Proof("not_printed", "printer_no_paper"))
    with pytest.raises(Unavailable, match="appointment_slip_lost") as caught:
        at.appointing.print_slip(booked)
    assert caught.value.params == {"reason": "printer_no_paper"}
    assert at.appointing.all() == (booked,)


def test_who_may_not_register_books_nobody(at: EidCounter) -> None:
    at.counter.sign_in("adm", "administrator")
    with pytest.raises(Refused, match="not_permitted"):
        at.appointing.book(NAME, PHONE, when(at, 24, 8))
    with pytest.raises(Refused, match="not_permitted"):
        at.appointing.close(Appointment(subject=bytes(16), name=NAME, phone=PHONE, at=""), "done")
