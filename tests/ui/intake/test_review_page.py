from dataclasses import replace

import pytest

from clerk_app.domain.findings import Finding
from clerk_app.ui.intake.review_page import ReviewPage
from clerk_app.ui.intake.state import IntakeState


@pytest.fixture
def page(context, qtbot):
    page = ReviewPage(context)
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.fixture
def heard(page):
    heard: list[object] = []
    page.form_changed.connect(heard.append)
    return heard


def test_showing_a_form_changes_nothing(page, state_of, heard):
    page.show_state(state_of(note="Хитно", signed_on_paper=True, insisted=True, language="en"))
    assert heard == []
    assert page._remark.toPlainText() == "Хитно"
    assert page._language.value() == "en"


def test_what_is_edited_is_in_the_form(page, state_of, heard):
    state = state_of()
    page.show_state(state)
    page._signed.click()
    assert heard == [replace(state.form, signed_on_paper=True)]
    page.show_state(replace(state, form=heard[0]))
    page._remark.setPlainText("Хитно")
    assert heard[-1] == replace(state.form, signed_on_paper=True, note="Хитно")


def test_what_is_missing_is_told_and_stops_nothing(page, state_of, texts, qtbot):
    state = state_of()
    page.show_state(state)
    assert page._insisted.isVisible()
    assert page._note.accessibleName() == texts.many("intake.received_with_findings", len(state.findings))
    with qtbot.waitSignal(page.accept_wanted):
        page.accept_button.click()


def test_where_nothing_is_missing_nobody_can_insist(page, state_of, texts):
    state = state_of()
    page.show_state(IntakeState(state.form, state.service))
    assert not page._insisted.isVisible()
    assert page._note.accessibleName() == texts.text("intake.all_in_order")


def test_the_focus_goes_to_what_receives(page, state_of, qtbot):
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.show_state(IntakeState(state_of().form, of_person=(Finding(code="x", where=""),)))
    page.take_focus()
    assert page.accept_button.hasFocus()


def test_what_is_missing_is_read_by_its_names_with_the_day_until_when(page, state_of):
    page.show_state(state_of("public-area"))
    assert page._lacks.isVisible()
    said = page._lacks.accessibleName()
    assert "01.12.2026." in said
    assert "Скица" in said


def test_where_nothing_is_missing_nothing_is_read(page, state_of):
    state = state_of()
    page.show_state(replace(state, assessment=replace(state.assessment, findings=(Finding("number_wrong", "x"),))))
    assert not page._lacks.isVisible()


def test_statements_are_ticked_one_by_one(page, state_of, heard):
    state = state_of("child-allowance")
    page.show_state(state)
    assert list(page._ticks) == ["household", "changes"]
    page._ticks["changes"].check.click()
    assert heard == [replace(state.form, statements=("changes",))]
    page.show_state(replace(state, form=heard[0]))
    assert [tick.is_checked() for tick in page._ticks.values()] == [False, True]


def test_the_whole_signed_paper_needs_no_ticks(page, state_of):
    page.show_state(state_of("child-allowance", signed_on_paper=True))
    assert not page._statements.isVisible()


def test_statements_of_another_service_are_other_ticks(page, state_of):
    page.show_state(state_of("birth-extract"))
    (first,) = page._ticks.values()
    page.show_state(state_of("property-tax"))
    (second,) = page._ticks.values()
    assert first is not second
    assert "пријави" in second.check.accessibleName()


def test_an_unsigned_statement_is_brought_to_the_hand(page, state_of):
    page.activateWindow()
    page.show_state(state_of("child-allowance"))
    page.take_focus("statement.changes")
    assert page._ticks["changes"].check.hasFocus()
