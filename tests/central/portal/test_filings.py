"""A filing becomes the body of a request, judged by the same rules as at a desk."""

from __future__ import annotations

from dataclasses import replace

from clerk_app.central.portal.accounts import Citizen
from clerk_app.central.portal.filings import body_of, local
from clerk_app.contract.portal import Filing
from clerk_app.domain.catalogue import Exemption, Fee, Wording
from clerk_app.domain.people import Person
from tests.domain.services import stall

AT = 1_790_000_000_000_000
NUMBER = "EU-2026-000001-2"
OWNER = Citizen("jasna", Person(id_number="1403989905121", surname="Примерић", given_name="Јасна", phone="+38160"))
FEE = Fee(code="request", label=Wording(sr="Такса"), level="local", tariff="1", amount=32000, valid_from="2021-01-01")
SERVICE = replace(
    stall(), fees=(FEE,), exemptions=(Exemption(code="public_body", label=Wording(sr="Орган"), covers=("local",)),)
)


def test_it_has_the_moment_the_fee_and_the_people_of_the_account() -> None:
    body = body_of(Filing(key="12345678", service=SERVICE.id, email="a@b.example"), OWNER, SERVICE, NUMBER, AT)
    assert (body.number, body.received_local, body.clerk) == (NUMBER, local(AT).isoformat(), "")
    assert body.fee.total == 32000
    assert (body.applicant.phone, body.applicant.email) == ("+38160", "a@b.example")
    assert body.representative is None
    assert body.representation is None


def test_an_exemption_counts_as_at_a_desk() -> None:
    filing = Filing(key="12345678", service=SERVICE.id, exemption="public_body")
    assert body_of(filing, OWNER, SERVICE, NUMBER, AT).fee.total == 0


def test_a_person_who_is_spoken_for_is_looked_at_and_tidied() -> None:
    filing = Filing(key="12345678", service=SERVICE.id, applicant=Person(id_number="123\0", surname="\u202eПробић"))
    body = body_of(filing, OWNER, SERVICE, NUMBER, AT)
    assert (body.applicant.id_number, body.applicant.surname) == ("123", "Пробић")
    assert body.representative == OWNER.person
    assert {"jmbg_form", "name_incomplete"} <= {finding.code for finding in body.findings}


def test_enclosures_have_titles_and_no_file() -> None:
    filing = Filing(key="12345678", service=SERVICE.id, enclosures=("Скица", " \0 "))
    (ref,) = body_of(filing, OWNER, SERVICE, NUMBER, AT).enclosures
    assert (ref.title, ref.sha256, ref.size) == ("Скица", "", 0)
