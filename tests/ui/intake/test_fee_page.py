from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from clerk_app.domain.bodies import FeeCharged, FeeLine
from clerk_app.ui.intake.fee_page import FeePage, fee_rows, total_text


@pytest.fixture
def page(context, qtbot):
    page = FeePage(context)
    qtbot.addWidget(page)
    return page


def test_each_line_has_name_tariff_and_amount(state_of, texts):
    state = state_of("public-area")
    rows = fee_rows(state.assessment.fee, state.service, texts)
    name = texts.wording(state.service.fees[0].label)
    assert rows[0][0].startswith(name)
    assert rows[0][1] == texts.amount(state.assessment.fee.lines[0].amount)


def test_a_line_newer_than_the_definition_has_its_code(state_of, texts):
    fee = FeeCharged(lines=(FeeLine(code="new_fee", level="local", tariff="9", amount=100),), total=100)
    assert "new_fee" in fee_rows(fee, state_of().service, texts)[0][0]


def test_nothing_due_says_why(texts):
    assert total_text(FeeCharged(total=133000), texts) == "1.330,00 РСД"
    assert total_text(FeeCharged(exemption="x"), texts) == texts.text("receipt.fee_exempt")
    assert total_text(FeeCharged(), texts) == texts.text("receipt.fee_none")


def test_the_exemptions_are_the_services_and_a_choice_changes_the_form(page, state_of, qtbot):
    state = state_of("public-area")
    page.show_state(state)
    assert page._exemption.count() == 1 + len(state.service.exemptions)
    with qtbot.waitSignal(page.form_changed) as changed:
        qtbot.keyClick(page._exemption, Qt.Key.Key_Down)
    assert changed.args == [replace(state.form, exemption=state.service.exemptions[0].code)]


def test_what_was_chosen_is_shown_and_another_service_brings_its_own(page, state_of):
    code = state_of("public-area").service.exemptions[1].code
    page.show_state(state_of("public-area", exemption=code))
    assert page._exemption.value() == code
    other = state_of("birth-extract")
    page.show_state(other)
    assert page._exemption.value() == ""
    assert page._exemption.count() == 1 + len(other.service.exemptions)


def test_the_folded_step_says_the_sum(page, state_of, texts):
    state = state_of("public-area")
    assert page.summary(state) == texts.amount(state.assessment.fee.total)


def test_a_suggested_exemption_says_that_it_can_be_changed(page, state_of, texts):
    suggested = replace(state_of("birth-extract", exemption="school"), suggested="school")
    page.show_state(suggested)
    assert (page._exemption.value(), page._row.message) == ("school", texts.text("intake.exemption_suggested"))
    page.show_state(replace(suggested, form=replace(suggested.form, exemption="")))
    assert page._row.message == ""
