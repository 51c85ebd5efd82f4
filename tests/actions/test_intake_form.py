"""What the rules say of a form before anything is received: of the people on it, and of what it is for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.actions.intake_form import IntakeForm, offered_proofs, person_findings
from tests.support.desk_at_work import STALL
from tests.support.specimens import APPLICANT


@pytest.mark.parametrize(
    ("born", "codes"), [("1985-05-11", []), ("31.02.1985", ["date_impossible"]), ("2090-01-01", ["date_too_late"])]
)
def test_a_date_of_birth_that_cannot_be_is_noted_and_stops_nothing(born, codes):
    form = IntakeForm(id="d", applicant=replace(APPLICANT, birth_date=born))
    found = person_findings(form, "2026-11-23")
    assert [each.code for each in found if each.where == "applicant.birth_date"] == codes


def test_a_form_is_begun_as_soon_as_anything_stands_in_it_that_somebody_would_miss() -> None:
    empty = IntakeForm(id="d")
    assert not empty.begun
    assert not replace(empty, language="hu", delivery="post").begun
    for changed in (
        replace(empty, note="дошла сама"),
        replace(empty, service=STALL.id),
        replace(empty, applicant=APPLICANT),
    ):
        assert changed.begun


def test_the_body_obtains_what_it_can_unless_the_citizen_chooses_otherwise() -> None:
    obtained = {proof.code for proof in STALL.proofs if proof.source != "citizen"}
    offered = offered_proofs(STALL)
    assert obtained
    assert {choice.proof for choice in offered} == obtained
    assert {choice.by for choice in offered} == {"body"}
