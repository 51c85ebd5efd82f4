"""Two sides of a request, chosen by keys: what is kept, what is recorded, and what comes meanwhile."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clerk_app.contract import canonical
from clerk_app.domain.bodies import RequestCorrected
from clerk_app.domain.merging import Choice
from clerk_app.ui.merging.third import ThirdDialog
from clerk_app.ui.screens.merge import MergeScreen
from tests.support.conflict_day import THERE, conflicting, told_elsewhere

KIND, INCOME, JMBG = "claim.kind", "members[0].income", "members[0].jmbg"


@pytest.fixture
def subject(desk):
    return conflicting(desk)


@pytest.fixture
def screen(stage, subject):
    stage.go("merge", subject)
    return stage.screen(MergeScreen)


def press(stage, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(stage.application.focusWidget() or stage.window, key, modifier)
    stage.settle()


def recorded(desk, subject):
    entry = desk.journal.subjects[subject][-1]
    return canonical.decode(entry.body, RequestCorrected)


def test_from_the_card_by_enter(stage, subject):
    stage.go("attention", subject)
    press(stage, Qt.Key.Key_Space)
    assert "Упореди и изабери" in stage.words()
    assert "наша полази од 5" in stage.words()


def test_arrows_choose_and_ctrl_enter_records(stage, screen, desk, subject):
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left):
        press(stage, key)
    assert "изабрано 3 од 3" in stage.words()
    screen._page.note_typed.emit("са личне карте")
    stage.shell.commands.run("confirm")
    stage.settle()
    body = recorded(desk, subject)
    assert {name: body.form[name] for name in (KIND, JMBG, INCOME)} == {
        KIND: "first", JMBG: THERE[JMBG], INCOME: "58000,00",
    }  # fmt: skip
    assert (body.note, body.base_version, len(body.resolves)) == ("са личне карте", 7, 1)
    assert desk.asked.exchanges == 1
    assert "Избор је сачуван" in stage.words()


def test_while_a_field_is_open_nothing_is_recorded_and_the_hand_goes_there(stage, screen, desk, subject):
    before = len(desk.journal.subjects[subject])
    press(stage, Qt.Key.Key_Left)
    stage.shell.commands.run("confirm")
    stage.settle()
    assert "Изаберите шта важи" in stage.words()
    assert screen._page.focused().field == JMBG
    assert len(desk.journal.subjects[subject]) == before


def test_a_third_value_holds_for_its_field(stage, screen, desk, subject):
    press(stage, Qt.Key.Key_E)
    dialog = next(one for one in stage.window.findChildren(ThirdDialog) if one.isVisible())
    dialog.value_given.emit("renewal")
    dialog.reject()
    stage.settle()
    assert screen._begun[subject].choices[KIND] == Choice("third", "renewal")


def test_esc_leaves_and_nothing_is_lost(stage, screen, subject):
    press(stage, Qt.Key.Key_Left)
    screen._page.note_typed.emit("белешка")
    stage.shell.commands.run("back")
    stage.settle()
    assert screen.has_work()
    stage.go("merge", subject)
    assert "изабрано 1 од 3" in stage.words()
    assert screen._page._note.text() == "белешка"


def test_what_is_changed_once_more_is_to_be_chosen_anew_and_the_rest_stays(stage, screen, desk, subject):
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Right):
        press(stage, key)
    told_elsewhere(desk, subject, {JMBG: "0801987900345"}, 8)
    desk.news.requests_changed.emit(frozenset({subject}))
    stage.settle()
    assert set(screen._begun[subject].choices) == {KIND}
    assert "080198" in stage.words()


def test_what_is_special_is_shown_when_asked_and_the_look_is_written_down(stage, screen, desk):
    assert "58000" not in stage.words()
    screen._page.reveal_wanted.emit()
    stage.settle()
    assert "58000,00" in stage.words()
    assert desk.looks.noted[-1].activity == "unmask"
    stage.go("home")
    stage.go("merge")
    assert "58000" not in stage.words()


def test_what_is_chosen_by_its_command_is_the_field_with_the_focus(stage, screen, subject):
    stage.shell.commands.run("merge_centre")
    assert screen._begun[subject].choices == {KIND: Choice("centre")}


def test_where_nothing_is_held_any_more_it_says_so_and_goes_back(stage, desk, subject):
    desk.outbox.items.clear()
    stage.go("home")
    stage.go("merge", subject)
    assert "нема шта да се бира" in stage.words()
