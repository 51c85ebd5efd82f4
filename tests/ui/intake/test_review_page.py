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
