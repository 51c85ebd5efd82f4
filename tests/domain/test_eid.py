"""Who may be registered for eID, and when somebody can be asked to come: rules whose numbers are the centre's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from clerk_app.domain.eid import (
    EidDocument,
    age_on,
    contact_wrong,
    first_slot,
    identity_of,
    malformed,
    masked_email,
    masked_phone,
    refusal,
    slot_wrong,
    slots,
    tail_of,
)
from clerk_app.domain.people import Person
from tests.support.eid_people import CARD, CITIZEN, POLICY, born, with_document

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=timezone(timedelta(hours=1)))


@pytest.mark.parametrize(
    ("birth", "today", "age"),
    [
        ("2010-11-23", date(2026, 11, 22), 15),
        ("2010-11-23", date(2026, 11, 23), 16),
        ("2008-02-29", date(2025, 2, 28), 16),
        ("2008-02-29", date(2025, 3, 1), 17),
    ],
)
def test_age_in_whole_years(birth: str, today: date, age: int) -> None:
    assert age_on(date.fromisoformat(birth), today) == age


def test_the_age_is_the_policys() -> None:
    young = born("2010-11-24", CITIZEN.id_number)
    assert refusal(young, POLICY, TODAY) == "under_age"
    assert refusal(young, replace(POLICY, min_age=15), TODAY) == ""
    assert refusal(CITIZEN, replace(POLICY, min_age=40), TODAY) == "under_age"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"expires": "2026-11-22"}, "document_expired"),
        ({"expires": "2026-11-23"}, ""),
        ({"biometric": False}, "document_not_biometric"),
        ({"kind": "other"}, "document_not_biometric"),
        ({"kind": "passport"}, ""),
    ],
)
def test_the_document_must_be_valid_and_biometric(changed: dict[str, object], code: str) -> None:
    assert refusal(with_document(**changed), POLICY, TODAY) == code
    assert refusal(with_document(**changed), replace(POLICY, documents=()), TODAY) == "document_not_biometric"


@pytest.mark.parametrize(
    ("identity", "code", "field"),
    [
        (CITIZEN, "", ""),
        (replace(CITIZEN, id_number="0101990990001"), "jmbg_check_digit", "id_number"),
        (replace(CITIZEN, id_kind="foreigner", id_number="123"), "eid_foreigner_number", "id_number"),
        (replace(CITIZEN, id_kind="foreigner", id_number="123456789"), "", ""),
        (replace(CITIZEN, given_name=""), "eid_name_missing", "surname"),
        (replace(CITIZEN, birth_date="1.1.1990"), "eid_birth_date_missing", "birth_date"),
        (with_document(tail=""), "eid_document_missing", "document"),
        (with_document(tail="123456789"), "eid_document_missing", "document"),
        (with_document(expires=""), "eid_expiry_missing", "expires"),
    ],
)
def test_what_is_missing_is_said_at_its_field(identity, code: str, field: str) -> None:
    assert malformed(identity) == (code, field)


def test_a_person_of_the_card_with_the_number_telling_the_birth_date() -> None:
    person = Person(id_number=CITIZEN.id_number, surname="Пробић", given_name="Проба", birth_date="1999-09-09")
    assert identity_of(person, CARD) == CITIZEN
    stranger = Person(id_kind="foreigner", id_number="123456789", birth_date="1999-09-09")
    made = identity_of(stranger, EidDocument())
    assert (made.id_kind, made.birth_date) == ("foreigner", "1999-09-09")
    assert tail_of(" 009 654-321 ") == "4321"


def test_contacts_are_checked_and_masked() -> None:
    assert contact_wrong("a@b.example", "+381601234567") == ("", "")
    assert contact_wrong("a@b", "+381601234567") == ("eid_email_form", "email")
    assert contact_wrong("a" * 120 + "@b.example", "+381601234567")[0] == "eid_email_form"
    assert contact_wrong("a@b.example", "060")[0] == "eid_phone_form"
    assert (masked_email("proba@b.example"), masked_email(""), masked_phone("+381601234567")) == (
        "p•••@b.example",
        "",
        "•••567",
    )


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (NOW.replace(day=24), ""),
        (NOW.replace(hour=8), "slot_past"),
        (NOW.replace(day=28), "slot_day_off"),
        (NOW.replace(year=2027, month=1, day=7), "slot_day_off"),
        (NOW + timedelta(days=32), "slot_too_far"),
        (NOW.replace(day=24, hour=15), "slot_hours"),
        (NOW.replace(day=24, minute=10), "slot_hours"),
    ],
)
def test_appointments_are_on_working_days_and_in_hours(at: datetime, code: str) -> None:
    assert slot_wrong(at, POLICY, NOW) == code


def test_slots_of_a_day_and_the_first_that_is_free() -> None:
    assert slots(replace(POLICY, opens="08:00", closes="10:00", slot_minutes=45)) == ("08:00", "08:45")
    first = first_slot(POLICY, NOW, frozenset())
    assert first == NOW.replace(day=24, hour=8)
    taken = frozenset({first.isoformat(timespec="minutes")})
    assert first_slot(POLICY, NOW, taken) == NOW.replace(day=24, hour=8, minute=30)
    assert first_slot(replace(POLICY, closes="08:00"), NOW, frozenset()) is None
    assert first_slot(POLICY, NOW.replace(day=27), frozenset()) == NOW.replace(day=30, hour=8)
