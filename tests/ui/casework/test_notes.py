from dataclasses import replace
from datetime import date, timedelta

import pytest

from clerk_app.actions.casework import Brought
from clerk_app.domain.casework import CaseWork
from clerk_app.ui.casework.notes import CaseNotes, call_words
from tests.support.cases_day import MISSING, called, given_up, mine
from tests.support.stage import texts_in

TODAY = date(2026, 11, 23)


@pytest.fixture
def notes(context, qtbot):
    made = CaseNotes(context)
    qtbot.addWidget(made)
    return made


def test_nothing_is_said_where_there_is_nothing(notes, desk):
    notes.show_case(called(desk), TODAY)
    notes.show_case(mine(desk), TODAY)
    assert notes.isHidden()


def test_a_call_says_what_is_missing_and_until_when(notes, desk):
    notes.show_case(called(desk), TODAY)
    said = notes.call.accessibleName()
    assert not notes.isHidden()
    assert "рок 04.12.2026. · још 11 дана" in said
    assert all(each in said for each in MISSING)


def test_a_call_whose_day_has_passed_is_red(desk):
    title, _about, role = call_words(called(desk), date(2026, 12, 7), texts_in())
    assert (role, "истекао пре 3 дана" in title) == ("error", True)


def test_a_call_of_which_only_the_state_is_known_says_that(desk):
    view = replace(called(desk), work=CaseWork())
    title, about, role = call_words(view, TODAY, texts_in())
    assert (title, about, role) == (
        "Позив на допуну: чека се странка",
        "Шта недостаје, није наведено.",
        "warning",
    )


def test_that_the_party_gave_it_up_is_said_with_the_reason_until_the_case_has_ended(notes, desk):
    view = given_up(desk)
    notes.show_case(view, TODAY)
    assert "Не треба више" in notes.withdrawn.accessibleName()
    assert "закључком" in notes.withdrawn.accessibleName()
    notes.show_case(replace(view, state="obustavljen"), TODAY)
    assert "закључком" not in notes.withdrawn.accessibleName()
    assert notes.call.isHidden()


def test_what_was_brought_here_waits_for_the_centre_and_is_not_asked_for_again(desk):
    view = called(desk)
    desk.actions.casework.supplement(view.subject, Brought(form={}, note="донела"))
    title, about, role = call_words(called(desk), TODAY, texts_in())
    assert (title, role) == ("Допуна је примљена овде", "success")
    assert "центар" in about
    desk.clock.at += timedelta(minutes=1)
    desk.actions.casework.supplement(view.subject, Brought(form={}, note="још"))
    assert call_words(called(desk), TODAY, texts_in())[2] == "success"
