import pytest

from clerk_app.domain.findings import Finding
from clerk_app.ui.intake.state import STEPS, IntakeState, finding_words, step_of


@pytest.mark.parametrize(
    ("where", "step"),
    [("applicant.surname", "person"), ("proof.sketch", "proofs"), ("fee", "fee"), ("place.to", "form"), ("", "form")],
)
def test_a_finding_is_mended_on_its_step(where, step):
    assert step_of(Finding(code="x", where=where)) == step
    assert step in STEPS


def test_before_there_is_a_service_only_the_person_is_judged(state_of):
    finding = Finding(code="required_missing", where="applicant.surname")
    state = IntakeState(state_of().form, of_person=(finding,))
    assert state.findings == (finding,)
    assert state.findings_of("person") == state.findings_at("applicant.surname") == (finding,)
    assert state.findings_of("form") == ()


def test_with_a_service_its_rules_judge(state_of):
    state = state_of()
    assert state.findings == state.assessment.findings
    assert state.findings_of("form")


def test_a_rule_of_the_service_has_its_own_words(state_of, texts):
    service = state_of("public-area").service
    rule = service.rules[0]
    finding = Finding(code="rule_broken", where=rule.field, params={"rule": rule.code})
    assert finding_words(finding, service, texts) == texts.wording(rule.message)
    missing = Finding(code="required_missing", where="place.to")
    assert finding_words(missing, service, texts) == finding_words(missing, None, texts)


@pytest.mark.parametrize(
    ("where", "step"),
    [
        ("representative.surname", "person"),
        ("representation.until", "person"),
        ("paper.day", "person"),
        ("statement.truth", "review"),
    ],
)
def test_people_and_papers_are_mended_at_the_person_and_statements_at_the_end(where, step):
    assert step_of(Finding(code="x", where=where)) == step
