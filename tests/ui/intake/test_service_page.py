import pytest
from PySide6.QtCore import Qt

from clerk_app.domain.errors import Unavailable
from clerk_app.ui.intake.service_page import ServicePage


@pytest.fixture
def asked():
    return []


@pytest.fixture
def page(context, desk, asked, qtbot):
    def find(text):
        asked.append(text)
        if text == "квар":
            raise Unavailable("catalogue_empty")
        return desk.actions.choosing.find(text)

    page = ServicePage(context, find)
    qtbot.addWidget(page)
    page.show()
    return page


def listed(page):
    return [service.id for service in page._table.rows_model.rows]


def test_typing_narrows_and_the_first_is_chosen(page, state_of):
    page.show_state(state_of())
    assert len(listed(page)) > 1
    page._field.setText("izvod")
    assert listed(page)[0] == page._table.current_row().id == "birth-extract"


def test_enter_takes_what_is_chosen(page, state_of, desk, qtbot):
    page.show_state(state_of())
    page._field.setText("izvod")
    with qtbot.waitSignal(page.service_chosen) as chosen:
        qtbot.keyClick(page._field, Qt.Key.Key_Return)
    assert chosen.args == [desk.service("birth-extract")]


def test_nothing_found_takes_nothing(page, state_of, qtbot):
    page.show_state(state_of())
    page._field.setText("хххх")
    assert listed(page) == []
    with qtbot.assertNotEmitted(page.service_chosen):
        qtbot.keyClick(page._field, Qt.Key.Key_Return)


def test_an_error_is_said_at_the_field_and_goes_with_the_next_letter(page, state_of, texts):
    page.show_state(state_of())
    page._field.setText("квар")
    assert page._row.message == texts.text("error.catalogue_empty")
    page._field.setText("извод")
    assert page._row.message == texts.text("intake.find_hint")


def test_the_catalogue_is_asked_only_when_something_changes(page, state_of, asked):
    page.show_state(state_of())
    page.show_state(state_of())
    assert asked == [""]


def test_the_folded_step_says_name_and_deadline(page, state_of, texts):
    state = state_of("public-area")
    name, _, deadline = page.summary(state).partition(" · ")
    assert name == texts.wording(state.service.name)
    assert deadline == texts.many("deadline.days", state.service.deadline.days)
