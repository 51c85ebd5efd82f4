from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clerk_app.actions import visiting
from clerk_app.ui.dialog_over import DialogOver
from clerk_app.ui.screens.home import HomeScreen
from clerk_app.ui.screens.intake import IntakeScreen
from tests.support.all_screens import all_screens
from tests.support.desk_day import STOJAN
from tests.support.stage import Stage


@pytest.fixture
def stage(desk, fonts):
    made = Stage(all_screens(desk))
    yield made
    made.close()


@pytest.fixture
def begun(desk):
    """A request that was begun for somebody, and one of which nothing is known but its step."""
    intake, service = desk.actions.intake, desk.service("birth-extract")
    older = replace(intake.begin(), note="касније")
    newer = replace(intake.begin(STOJAN), service=service.id, service_version=service.version, step="form")
    intake.save(older)
    intake.save(newer)
    return older, newer


def drafts_tab(stage: Stage) -> HomeScreen:
    stage.go("home")
    home = stage.screen(HomeScreen)
    home._list.tabs.choose("drafts")
    return home


def test_drafts_stand_under_their_tab_with_their_count(stage, begun):
    home = drafts_tab(stage)
    assert home._drafts.isVisible()
    assert not home._list.table.isVisible()
    assert home._list.tabs.accessibleTabName(home._list.tabs.currentIndex()) == "Нацрти 2"
    rows = home._drafts.rows_model
    said = [[str(rows.data(rows.index(line, column))) for column in range(1, 4)] for line in range(2)]
    assert ["Пробић Стојан", "Извод из матичне књиге рођених", "Образац"] in said
    assert ["особа још није унета", "услуга још није изабрана", "Особа"] in said


def test_enter_goes_on_with_the_draft(stage, begun):
    home = drafts_tab(stage)
    home._drafts.choose(begun[1].id)
    QTest.keyClick(home._drafts, Qt.Key.Key_Return)
    assert stage.shell.current_id == "intake"
    assert stage.screen(IntakeScreen)._taking.form == begun[1]


def test_delete_asks_and_then_discards(stage, desk, begun):
    home = drafts_tab(stage)
    home._drafts.choose(begun[0].id)
    stage.shell.commands.run("discard_draft")
    (asked,) = stage.window.findChildren(DialogOver)
    assert len(desk.actions.intake.drafts()) == 2
    asked.verb.click()
    assert desk.actions.intake.drafts() == (begun[1],)
    assert "Нацрт је обрисан." in stage.words()
    assert len(home._drafts.rows_model.rows) == 1


def test_what_is_kept_stays(stage, desk, begun):
    drafts_tab(stage)
    stage.shell.commands.run("discard_draft")
    (asked,) = stage.window.findChildren(DialogOver)
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    assert len(desk.actions.intake.drafts()) == 2


def test_a_draft_that_was_discarded_does_not_come_back_with_the_next_request(stage, begun):
    drafts_tab(stage)
    stage.go("intake", begun[0])
    home = drafts_tab(stage)
    home._drafts.choose(begun[0].id)
    home._drafts._throw_away(begun[0])
    stage.go("intake")
    assert stage.screen(IntakeScreen)._taking.form.id != begun[0].id


def test_delete_is_bound_only_where_there_are_drafts(stage, begun):
    stage.go("home")
    assert not stage.shell.commands.action("discard_draft").isEnabled()
    drafts_tab(stage)
    assert stage.shell.commands.action("discard_draft").isEnabled()


def test_without_drafts_it_says_so(stage):
    drafts_tab(stage)
    assert "Нема започетих захтева." in stage.words()


def test_the_focus_goes_with_the_table_that_is_shown(stage, begun):
    stage.go("home")
    home = stage.screen(HomeScreen)
    stage.window.activateWindow()
    home._list.table.setFocus()
    home._list.tabs.choose("drafts")
    assert stage.window.focusWidget() is home._drafts
    home._list.tabs.choose("all")
    assert stage.window.focusWidget() is home._list.table


def test_a_held_visit_is_marked_among_the_drafts(stage, desk, begun):
    visiting.hold(desk.actions.intake, begun[1], since="2026-11-23T08:41:00+01:00")
    home = drafts_tab(stage)
    model = home._drafts.rows_model
    marks = {model.rows[line].form.id: model.columns[0].cell(model.rows[line]).spoken for line in range(2)}
    assert marks == {begun[0].id: "нацрт", begun[1].id: "на чекању"}
