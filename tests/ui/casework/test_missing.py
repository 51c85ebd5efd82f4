from dataclasses import replace

import pytest

from clerk_app.domain.bodies import EnclosureRef, ProofChoice
from clerk_app.domain.findings import Finding
from clerk_app.ui.casework.missing import missing_of, proofs_to_see
from clerk_app.ui.detail.opened import Opening
from tests.support.cases_day import mine

SKETCH = EnclosureRef(sha256="1" * 64, size=9, media_type="image/png", title="Скица", proof="sketch")


@pytest.fixture
def opened(desk):
    found = Opening(desk.place, desk.jobs, desk.bodies).renew(mine(desk).subject)
    assert found is not None
    return replace(found, view=replace(found.view, findings=()))


def test_a_record_that_the_party_brings_is_missing_until_it_is_enclosed(opened, context):
    assert "Скица са мерама" in missing_of(opened, context)
    enclosed = replace(opened, body=replace(opened.body, enclosures=(SKETCH,)))
    assert "Скица са мерама" not in missing_of(enclosed, context)
    assert "sketch" not in dict(proofs_to_see(enclosed, context))


def test_a_record_that_the_party_chose_to_bring_is_missing_too(opened, context):
    (other, *_) = (proof for proof in opened.service.proofs if proof.source != "citizen")
    by_party = replace(opened.body, proofs=(ProofChoice(proof=other.code, by="party"),))
    assert len(missing_of(replace(opened, body=by_party), context)) == len(missing_of(opened, context)) + 1


def test_an_empty_field_is_named_and_another_finding_is_said(opened, context):
    findings = (
        Finding("required_missing", "applicant.phone"),
        Finding("document_expired", "applicant.document"),
        Finding("required_missing", "proof.sketch"),
    )
    told = missing_of(replace(opened, view=replace(opened.view, findings=findings)), context)
    assert len(told) == len(missing_of(opened, context)) + 2
    assert any(words.endswith("исправи је истекао рок важења.") for words in told)


def test_without_a_definition_only_findings_can_be_told(opened, context):
    assert missing_of(replace(opened, service=None), context) == ()
    assert proofs_to_see(replace(opened, service=None), context) == ()


def test_a_record_that_this_form_does_not_ask_for_is_not_missing(opened, context):
    asked = tuple(replace(proof, required="false") for proof in opened.service.proofs)
    told = missing_of(replace(opened, service=replace(opened.service, proofs=asked)), context)
    assert "Скица са мерама" not in told
