from dataclasses import replace
from datetime import date

import pytest

from clerk_app.domain.casework import CaseWork
from clerk_app.ui.casework.panel import MOST_WAYS, WorkPanel
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.label import Label
from tests.support.cases_day import mine

TODAY = date(2026, 11, 23)
WAYS = ("next_state", "call_supplement", "hand_case", "supplement", "withdraw")


@pytest.fixture
def panel(context, qtbot):
    made = WorkPanel(context)
    qtbot.addWidget(made)
    made.show()
    return made


def said(panel, settle):
    settle()
    return [label.text() for label in panel.findChildren(Label) if label.isVisible()]


def test_it_says_who_works_on_it_and_until_when(panel, desk, settle):
    panel.show_case(mine(desk), TODAY, "mprimeric", WAYS)
    assert {"М. Примерић (ви)", "21.12.2026. · још 28 дана"} <= set(said(panel, settle))


def test_of_what_is_ended_no_day_is_counted(panel, desk, settle):
    panel.show_case(replace(mine(desk), state="arhiviran"), TODAY, "mprimeric", ())
    assert not any("још" in words for words in said(panel, settle))


def test_a_case_of_another_counter_says_so(panel, desk, settle):
    panel.show_case(replace(mine(desk), work=CaseWork(origin="office")), TODAY, "mprimeric", ())
    assert "на другом шалтеру" in said(panel, settle)


def test_the_first_ways_are_buttons_that_carry_their_key_and_ask_for_their_command(panel, desk, settle):
    heard: list[object] = []
    panel.command_wanted.connect(heard.append)
    panel.show_case(mine(desk), TODAY, "mprimeric", WAYS)
    settle()
    buttons = [button for button in panel.findChildren(Button) if button.isVisible()]
    assert len(buttons) == MOST_WAYS
    for button in buttons:
        button.click()
    assert heard == list(WAYS[:MOST_WAYS])
