"""A visit in its steps, for the parts of the eID screen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.contract.eid import EidAccount
from clerk_app.domain.people import IdDocument, Person
from clerk_app.ui.eid.state import EidForm

CITIZEN = Person(
    id_number="0101990990000",
    surname="Пробић",
    given_name="Проба",
    birth_date="1990-01-01",
    document=IdDocument(kind="id_card", number="009994321", expires="2031-05-01"),
    source="card",
)
BASIC = EidAccount("basic", "unconfirmed", "p•••@primer.example", "•••567")


@pytest.fixture
def form() -> EidForm:
    """The citizen, seen by face and document, whose account is not known yet."""
    begun = EidForm(register_act="0a" * 16, issue_act="0b" * 16, biometric=True, face=True)
    return replace(begun, person=CITIZEN, email="proba@primer.example", phone="060 123 45 67", read_back=True)
