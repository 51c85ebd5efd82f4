"""Every service of the catalogue as a clerk takes it: filled, empty where a citizen insists, and charged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from clerk_app.actions.intake_form import offered_proofs
from clerk_app.central.catalogue import examine
from clerk_app.contract import catalogue
from clerk_app.domain import forms
from clerk_app.domain.bodies import EnclosureRef, FeeCharged, RequestReceived
from clerk_app.domain.catalogue import Service
from clerk_app.domain.fees import suggested_exemption
from tests.actions.counter import CATALOGUE, Counter
from tests.store.desk import DESK
from tests.support.filled import COMPANY, FOREIGNER, applicant_for, filled

SERVICES = [catalogue.load(path.read_bytes()) for path in sorted(CATALOGUE.glob("*.toml"))]
every_service = pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.id)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    made = Counter(tmp_path)
    yield made
    made.close()


def body_of(counter: Counter, subject: bytes) -> RequestReceived:
    body = counter.bodies.received(subject)
    assert body is not None
    return body


def enclosed(counter: Counter, service: Service, folder: Path) -> tuple[EnclosureRef, ...]:
    """Everything that the citizen brings."""
    paper = folder / "paper.png"
    paper.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    brought = [proof.code for proof in service.proofs if proof.source == "citizen"]
    return tuple(counter.enclosures.keep(paper, code, code, original=False) for code in brought)


def test_all_rows_of_the_table_are_there() -> None:
    assert len(SERVICES) == 25
    assert {service.department.en for service in SERVICES} >= {"Civil registry", "Social affairs", "Registry office"}


@every_service
def test_a_filled_form_is_received_whole(counter: Counter, service: Service, tmp_path: Path) -> None:
    known = counter.knows(service)
    today = counter.desk.clock.local().date().isoformat()
    values = filled(service, today)
    brought = enclosed(counter, service, tmp_path)
    received = counter.receive(
        known,
        applicant_for(service),
        values=values,
        proofs=offered_proofs(service),
        enclosures=brought,
        statements=tuple(statement.code for statement in service.statements),
    )
    body = body_of(counter, received.view.subject)
    assert received.view.findings == body.findings == ()
    state = forms.fill(service, values, today)
    assert body.form == state.values
    shown = {field.key for section in state.sections for row in section.rows for field in row}
    assert set(body.form) == shown, "every field that is shown has its value"
    assert body.deadline or service.deadline.kind == "booked"
    assert examine(body, DESK, service, service.version) == []


@every_service
def test_fees_and_exemptions_are_the_same_on_both_sides(counter: Counter, service: Service) -> None:
    known = counter.knows(service)
    values = filled(service, counter.desk.clock.local().date().isoformat())
    whole = body_of(counter, counter.receive(known, applicant_for(service), values=values).view.subject).fee
    for exemption in service.exemptions:
        received = counter.receive(known, applicant_for(service), values=values, exemption=exemption.code)
        body = body_of(counter, received.view.subject)
        assert body.fee.exemption == exemption.code
        assert body.fee.total < whole.total or not whole.total
        assert examine(body, DESK, service, service.version) == []
    dearer = FeeCharged(total=whole.total + 1)
    body = replace(
        body_of(counter, counter.receive(known, applicant_for(service), values=values).view.subject), fee=dearer
    )
    assert [finding.code for finding in examine(body, DESK, service, service.version)] == ["fee_differs"]


@every_service
def test_an_empty_form_is_received_when_the_citizen_insists(counter: Counter, service: Service) -> None:
    received = counter.receive(counter.knows(service), applicant_for(service), insisted=True)
    body = body_of(counter, received.view.subject)
    assert "required_missing" in {finding.code for finding in body.findings}
    assert body.insisted
    assert examine(body, DESK, service, service.version) == []


@every_service
def test_who_may_apply_is_noted_and_never_refused(counter: Counter, service: Service) -> None:
    known = counter.knows(service)
    for kind, person in (
        ("natural", applicant_for(replace(service, applicants=("natural",)))),
        ("legal", COMPANY),
        ("foreigner", FOREIGNER),
    ):
        found = counter.receive(known, person).view.findings
        noted = "applicant_not_foreseen" in {finding.code for finding in found}
        assert noted == (kind not in service.applicants)


@every_service
def test_a_purpose_names_at_most_one_exemption(service: Service) -> None:
    today = "2026-11-23"
    purposes = [
        (forms.key_of(section, 0, field.code), choice.code)
        for section in service.sections
        for field in section.fields
        for choice in field.choices
        if field.code == "purpose"
    ]
    for key, purpose in purposes:
        found = suggested_exemption(service, {key: purpose}, today)
        assert (found.code if found else "") == (purpose if purpose in {e.code for e in service.exemptions} else "")
