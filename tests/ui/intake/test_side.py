from dataclasses import replace

import pytest

from clerk_app.actions.intake_form import IntakeForm
from clerk_app.domain.findings import Finding
from clerk_app.ui.intake.side import IntakeSide, where_text
from clerk_app.ui.intake.state import IntakeState
from clerk_app.ui.request_list import rows_of
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.link_line import LinkLine
from tests.support.desk_day import EXTRACT
from tests.support.fake_neighbours import CARD_HOLDER


@pytest.fixture
def side(context, qtbot):
    side = IntakeSide(context)
    qtbot.addWidget(side)
    side.show()
    return side


@pytest.fixture
def links(side, settle):
    def shown():
        settle()
        return [link.accessibleName() for link in side._findings.findChildren(LinkLine) if link.isVisible()]

    return shown


def test_the_first_few_to_mend_lead_to_their_fields(side, state_of, links, qtbot):
    state = state_of("public-area")
    side.show_state(state)
    to_mend = [finding for finding in state.findings if not finding.where.startswith("proof")]
    assert len(links()) == 3
    with qtbot.waitSignal(side.finding_chosen) as chosen:
        side._findings.findChildren(LinkLine)[0].click()
    assert chosen.args == [to_mend[0]]


def test_the_rest_is_counted(side, state_of, links, settle, texts):
    state = state_of("public-area")
    side.show_state(state)
    settle()
    to_mend = sum(not finding.where.startswith("proof") for finding in state.findings)
    said = [label.accessibleName() for label in side._findings.findChildren(Label)]
    assert texts.many("intake.more_findings", to_mend - 3) in said
    assert side._findings.aside.accessibleName() == str(to_mend)


def test_records_that_may_be_missing_stand_apart(side, state_of):
    side.show_state(state_of("public-area"))
    assert side._missing.isVisible()
    side.show_state(IntakeState(state_of().form))
    assert not side._missing.isVisible()
    assert not side._fee.isVisible()


def test_the_fee_so_far_is_summed(side, state_of, texts):
    state = state_of("public-area")
    side.show_state(state)
    total = texts.amount(state.assessment.fee.total)
    assert side._total.accessibleName() == texts.text("intake.fee_total", total=total)


def test_what_did_not_change_is_not_drawn_anew(side, state_of, settle):
    side.show_state(state_of("public-area"))
    before = side._findings.findChildren(LinkLine)
    side.show_state(state_of("public-area", note="друго"))
    settle()
    assert side._findings.findChildren(LinkLine) == before


def test_a_place_is_named_as_people_name_it(state_of, context, texts):
    state = state_of("public-area")
    field, proof = state.service.sections[0].fields[0], state.service.proofs[0]
    places = {
        f"{state.service.sections[0].code}.{field.code}": texts.wording(field.label),
        f"proof.{proof.code}": texts.wording(proof.label),
        "proof.unknown": "unknown",
        "applicant.phone": texts.text("person.phone"),
        "applicant": texts.text("intake.step.person"),
        "nowhere.at_all": texts.text("intake.step.form"),
    }
    assert {where: where_text(state, Finding(code="x", where=where), context) for where in places} == places


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("representative.surname", "Заступник: Презиме или назив"),
        ("representative.document", "Заступник: Лична исправа"),
        ("representation.until", "Заступање"),
        ("paper.time", "Папир"),
        ("statement.truth", "Изјава"),
    ],
)
def test_people_papers_and_statements_have_names_too(context, where, words):
    assert where_text(IntakeState(IntakeForm(id="d")), Finding("x", where), context) == words


def test_what_came_before_in_the_visit_stands_with_numbers_and_the_sum(side, state_of, desk, settle):
    views = [desk.receive(CARD_HOLDER, "birth-extract", EXTRACT), desk.receive(CARD_HOLDER, "local-tax-clearance")]
    side.show_state(replace(state_of(), earlier=rows_of(views, desk.actions.choosing)))
    settle()
    said = [label.accessibleName() for label in side._visit.findChildren(Label) if label.isVisible()]
    assert f"{views[0].number} Извод из матичне књиге рођених" in said
    assert "1.310,00 РСД" in said
    side.show_state(state_of())
    settle()
    assert not side._visit.isVisible()
