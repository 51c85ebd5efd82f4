import pytest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from clerk_app.domain.errors import Unavailable
from clerk_app.ports.cards import CardTrouble, IdCard, TextRead
from clerk_app.ui.held_dialog import HeldDialog
from clerk_app.ui.person_bar import PersonBar
from clerk_app.ui.person_beside import PersonBeside
from clerk_app.ui.person_panel import PersonPanel
from tests.support.all_screens import paper_flow
from tests.support.fake_frame import context_of
from tests.support.fake_neighbours import CARD_HOLDER

READ = TextRead("reader", IdCard(person=CARD_HOLDER))


class OnScreen:
    """Whether the screen is in front, and how often a request was begun."""

    def __init__(self):
        self.shown = True
        self.begun = 0

    def begin(self):
        self.begun += 1


@pytest.fixture
def screen():
    return OnScreen()


@pytest.fixture
def field():
    return QLineEdit()


@pytest.fixture
def beside(context, desk, screen, page, field, qtbot):
    beside = PersonBeside(context, desk.place, paper_flow(desk), lambda: screen.shown, screen.begin)
    column = QVBoxLayout(page)
    column.addWidget(beside.widget)
    column.addWidget(field)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    beside.renew()
    return beside


def number(beside):
    return beside.widget._number


def test_a_card_brings_the_focus_to_the_one_button(beside, desk, screen):
    desk.at_counter.take(READ)
    assert beside.widget.button.hasFocus()
    beside.widget.button.click()
    assert screen.begun == 1


def test_a_card_leaves_the_focus_with_who_types(beside, desk, field):
    field.setFocus()
    desk.at_counter.take(READ)
    assert field.hasFocus()


def test_another_screen_in_front_is_left_alone(beside, desk, screen, texts):
    screen.shown = False
    desk.at_counter.take(READ)
    assert beside.widget.button.text() == texts.text("person.new_request_typed")
    screen.shown = True
    beside.renew()
    assert beside.widget.button.text() == texts.text("person.new_request")


def test_trouble_is_said_calmly(beside, desk, context):
    desk.at_counter.take(CardTrouble("reader", Unavailable("card_removed")))
    words, role = context.frame.said[0]
    assert "извађена" in words
    assert role == "warning"


def test_a_look_at_the_number_is_noted_and_ends(beside, desk):
    desk.at_counter.take(READ)
    beside.unmask()
    assert number(beside) == CARD_HOLDER.id_number
    assert [look.activity for look in desk.looks.noted] == ["unmask"]
    beside._hide_number()
    assert number(beside) == ""


def test_nobody_can_be_looked_at_where_nobody_is(beside, desk):
    beside.unmask()
    assert desk.looks.noted == []


def test_the_report_is_offered_on_whoever_is_there(beside, desk, page):
    beside.held()
    assert page.findChild(HeldDialog) is None
    desk.at_counter.take(READ)
    beside.held()
    assert page.findChild(HeldDialog)._whose == CARD_HOLDER.id_number


def test_large_text_has_the_bar(texts, dress, desk, page):
    narrow = context_of(texts, dress("light", 2.0), page)
    made = [
        PersonBeside(each, desk.place, paper_flow(desk), lambda: True, lambda: None).widget
        for each in (narrow, context_of(texts, dress("light"), page))
    ]
    assert [type(widget) for widget in made] == [PersonBar, PersonPanel]


def test_a_panel_that_went_hears_no_more(beside, desk, settle):
    beside.widget.deleteLater()
    settle()
    desk.at_counter.take(READ)
