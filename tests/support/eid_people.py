"""People of nowhere who want an eID account: of age, with a biometric document, unless a test says otherwise."""

from __future__ import annotations

from dataclasses import replace

from clerk_app.domain.catalogue import Wording
from clerk_app.domain.eid import EidDocument, EidIdentity, EidPolicy

POLICY = EidPolicy(
    min_age=16,
    documents=("id_card", "passport"),
    opens="08:00",
    closes="15:00",
    slot_minutes=30,
    days_ahead=30,
    agreement=Wording(sr="Подаци за налог.", en="Data for the account."),
)
CARD = EidDocument(kind="id_card", tail="4321", expires="2031-05-01", biometric=True)
CITIZEN = EidIdentity(
    id_number="0101990990000", surname="Пробић", given_name="Проба", birth_date="1990-01-01", document=CARD
)
OTHER = EidIdentity(
    id_number="2308003990429", surname="Узорић", given_name="Узор", birth_date="2003-08-23", document=CARD
)
EMAIL, PHONE = "proba.probic@primer.example", "+381601234567"


def with_document(**changed: object) -> EidIdentity:
    """The citizen with another document."""
    return replace(CITIZEN, document=replace(CARD, **changed))  # type: ignore[arg-type] # tests give what it takes


def born(date: str, number: str) -> EidIdentity:
    """The citizen with another birth date, and the number that goes with it."""
    return replace(CITIZEN, birth_date=date, id_number=number)
