from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from clerk_app.actions import visiting
from clerk_app.domain.errors import Unavailable
from clerk_app.ports.cards import CardGone, CardTrouble, IdCard, TextRead
from clerk_app.sync.link import LinkState
from clerk_app.ui.screens.home import HomeScreen
from tests.support.desk_day import VESNA, newest, registered_one
from tests.support.fake_neighbours import CARD_HOLDER, NOW
from tests.support.filed import file_online

CARD = TextRead("reader", IdCard(person=CARD_HOLDER))


def table_of(stage):
    return stage.shell._screens["home"]._list.table


def test_the_morning_is_listed_newest_first_with_its_counts(stage, desk):
    stage.go("home")
    rows = table_of(stage).rows_model.rows
    assert [row.view.received_at for row in rows] == sorted((row.view.received_at for row in rows), reverse=True)
    assert len(rows) == desk.requests.counts().today
    assert stage.shell._screens["home"]._list.tabs.tabText(0) == "Данас"


def test_enter_on_a_row_opens_that_request(stage, desk):
    stage.go("home")
    QTest.keyClick(table_of(stage), Qt.Key.Key_Down)
    second = table_of(stage).current_row()
    QTest.keyClick(table_of(stage), Qt.Key.Key_Return)
    assert stage.shell._current.id == "detail"
    assert second.view.number in stage.words()


def test_another_tab_lists_another_scope_and_is_kept(stage, desk):
    stage.go("home")
    stage.shell._screens["home"]._list.tabs.choose("all")
    everything = len(table_of(stage).rows_model.rows)
    assert everything == len(desk.requests._all())
    stage.go("requests")
    stage.go("home")
    assert len(table_of(stage).rows_model.rows) == everything


def test_a_card_brings_the_person_and_takes_the_focus_to_the_one_button(stage, desk):
    stage.go("home")
    desk.at_counter.take(CARD)
    assert "Јелена Примерић" in stage.words()
    assert CARD_HOLDER.id_number not in stage.words()
    assert stage.window.focusWidget().text() == "Нови захтев за ову особу"


def test_a_card_does_not_take_the_focus_from_somebody_who_types(stage, desk):
    stage.go("home")
    field = QLineEdit(stage.window)
    field.show()
    field.setFocus()
    desk.at_counter.take(CARD)
    assert field.hasFocus()


def test_the_number_is_shown_on_demand_and_the_look_is_written_down(stage, desk):
    desk.at_counter.take(CARD)
    stage.go("home")
    stage.shell.commands.run("show_jmbg")
    assert CARD_HOLDER.id_number in stage.words()
    assert [look.activity for look in desk.looks.noted] == ["unmask"]
    stage.shell._screens["home"]._person._hide_number()
    assert CARD_HOLDER.id_number not in stage.words()


def test_nobody_at_the_counter_is_unmasked(stage, desk):
    stage.go("home")
    stage.shell.commands.run("show_jmbg")
    assert desk.looks.noted == []


def test_a_card_that_is_taken_away_takes_the_person_with_it(stage, desk):
    desk.at_counter.take(CARD)
    stage.go("home")
    desk.at_counter.take(CardGone("reader"))
    assert "Јелена Примерић" not in stage.words()


def test_trouble_with_a_card_is_said(stage, desk):
    stage.go("home")
    desk.at_counter.take(CardTrouble("reader", Unavailable("card_removed")))
    assert "извађена" in stage.shell.toast.accessibleName()


def test_without_a_line_a_calm_note_says_what_works_and_what_is_kept(stage, desk):
    stage.go("home")
    since = int((NOW - timedelta(hours=1)).timestamp()) * 1_000_000
    desk.news.link_changed.emit(LinkState(kind="down", since=since, requests=58, waiting=58, exchanged=since))
    assert "Радите без везе." in stage.words()
    assert "58 захтева" in stage.words()
    desk.news.link_changed.emit(LinkState(kind="good"))
    assert "Радите без везе." not in stage.words()


def test_a_desk_that_has_stopped_says_so_over_the_list_which_stays(stage, desk):
    stage.go("home")
    desk.stop()
    assert "Овај шалтер је стао" in stage.words()
    assert "Радите без везе." not in stage.words()
    stage.shell.commands.run("open")
    assert stage.shell._current.id == "detail"


def test_printing_from_the_list_makes_a_copy(stage, desk):
    stage.go("home")
    stage.shell.commands.run("print_receipt")
    assert [job.copy for job in desk.jobs.of(newest(desk).subject)] == [0, 1]


def test_news_renew_the_list_only_while_it_is_shown(stage, desk):
    stage.go("home")
    before = len(table_of(stage).rows_model.rows)
    view = desk.receive(CARD_HOLDER, "marriage")
    desk.news.requests_changed.emit(frozenset({view.subject}))
    assert len(table_of(stage).rows_model.rows) == before + 1
    stage.go("devices")
    desk.news.requests_changed.emit(frozenset({desk.receive(CARD_HOLDER, "marriage").subject}))
    assert len(table_of(stage).rows_model.rows) == before + 1


def test_who_may_see_no_requests_is_told_so_and_sees_no_names(stage, desk):
    desk.role = "administrator"
    desk.sign_in()
    stage.go("home")
    said = stage.words()
    assert "Ваша улога не види захтеве." in said
    assert newest(desk).applicant not in said
    assert not table_of(stage).rows_model.rows


def test_an_empty_list_says_why(stage, desk):
    desk.clock.at += timedelta(days=3)
    stage.go("home")
    assert "Данас још нема захтева." in stage.words()


def test_printing_again_says_how_it_ended(stage, desk):
    stage.go("home")
    stage.shell.commands.run("print_receipt")
    assert stage.shell.toast.accessibleName() == "Потврда о пријему, поновљен отисак 1: одштампано"


def test_the_requests_of_the_person_are_one_key_away(stage, desk):
    stage.go("home")
    assert not stage.shell.commands.action("her_requests").isEnabled()
    desk.at_counter.take(CARD)
    stage.shell.commands.run("her_requests")
    assert stage.shell.current_id == "requests"
    assert stage.shell._screens["requests"]._field.text() == CARD_HOLDER.full_name()


def test_without_a_card_no_card_is_claimed(stage, desk):
    stage.go("home")
    assert "Нема картице у читачу" in stage.words()
    desk.at_counter.take(CARD)
    assert "Картица у читачу" in stage.words()


def test_what_waits_from_the_portal_is_counted_and_listed(stage, desk):
    view = file_online(desk, VESNA, "public-area", payment="issued")
    stage.go("home")
    screen = stage.shell._screens["home"]
    tabs = screen._list.tabs
    place = [tabs.tabData(index) for index in range(tabs.count())].index("portal")
    assert (tabs.tabText(place), tabs._count(place)) == ("Портал", 1)
    tabs.choose("portal")
    assert [row.view for row in screen._list.table.rows_model.rows] == [view]


def test_held_visits_stand_over_the_list_and_one_key_goes_on(stage, desk):
    intake = desk.actions.intake
    form = visiting.hold(intake, intake.begin(CARD_HOLDER), since="2026-11-23T08:41:00+01:00")
    stage.go("home")
    assert "Примерић Јелена · од 08:41" in stage.words()
    stage.shell.commands.run("take_up")
    assert stage.shell._current.id == "intake"
    assert stage.shell._screens["intake"]._taking.form == replace(form, held_at="")


def test_ones_own_cases_that_press_are_told_and_one_key_leads_to_them(stage, desk):
    desk.role = "handler"
    desk.sign_in()
    subject = registered_one(desk).subject
    desk.actions.casework.take(subject)
    desk.actions.casework.call(subject, ("извод",), "2026-11-28")
    stage.go("home")
    assert not stage.screen(HomeScreen)._mine.isVisible()
    desk.clock.at += timedelta(days=6)
    desk.news.requests_changed.emit(frozenset({subject}))
    assert "1 ваш предмет касни" in stage.words()
    stage.screen(HomeScreen)._mine.button.click()
    assert stage.shell.current_id == "requests"
    assert stage.shell._screens["requests"]._scope == "mine"
