from dataclasses import replace

import pytest

from clerk_app.contract.eid import EidAccount
from clerk_app.domain.errors import Refused, Unavailable
from clerk_app.domain.people import IdDocument
from clerk_app.ports.cards import IdCard, TextRead
from clerk_app.ports.paper import Proof
from clerk_app.ui.eid.booking import BookingDialog
from clerk_app.ui.eid.shown_sheet import ShownSheet
from clerk_app.ui.screens.eid import EidScreen
from tests.support.fake_neighbours import CARD_HOLDER

HOLDER = replace(CARD_HOLDER, document=IdDocument(kind="id_card", number="009990417", expires="2031-05-01"))


@pytest.fixture
def screen(stage, desk):
    """The citizen's card is in the reader, and the clerk has compared the face."""
    desk.news.card_news.connect(desk.at_counter.take)
    desk.news.card_news.emit(TextRead("reader", IdCard(person=HOLDER)))
    stage.go("eid")
    made = stage.screen(EidScreen)
    made._on_form_changed(replace(made.visit.form, face=True))
    return made


def confirm(stage):
    stage.shell.commands.run("confirm")
    stage.settle()


def registered(stage, screen):
    confirm(stage)
    screen._on_form_changed(
        replace(screen.visit.form, email="jelena@primer.example", phone="060 123 45 67", read_back=True)
    )
    confirm(stage)


def kinds(desk):
    return [entry.header.kind for entry in desk.actions.eid._world.entries.all()]


def test_from_the_card_to_the_sheet_by_one_key(stage, desk, screen):
    confirm(stage)
    assert screen.visit.form.step == "contact"
    registered(stage, screen)
    assert screen.visit.form.step == "sheet"
    confirm(stage)
    assert kinds(desk) == ["eid.registered", "eid.issued", "eid.given"]
    assert "Параметри су предати" in stage.words()
    first = screen.visit.form
    confirm(stage)  # the same key again gives nobody a second sheet
    assert kinds(desk) == ["eid.registered", "eid.issued", "eid.given"]
    assert screen.visit.form.person != first.person
    assert "WXYZ" not in stage.words()


def test_new_parameters_after_a_sheet_take_a_step_of_their_own(stage, desk, screen):
    registered(stage, screen)
    confirm(stage)
    stage.shell.commands.run("show_parameters")
    stage.settle()
    assert stage.window.findChild(ShownSheet) is None
    screen._on_wanted("again")
    stage.settle()
    confirm(stage)
    assert kinds(desk)[1:] == ["eid.issued", "eid.given", "eid.issued", "eid.given"]


def test_who_has_an_account_goes_straight_to_the_parameters(stage, desk, screen):
    desk.eid_line.accounts[HOLDER.id_number] = EidAccount("basic", "active", "j•••@primer.example", "•••567")
    confirm(stage)
    assert screen.visit.form.step == "sheet"
    assert "j•••@primer.example" in stage.words()


def test_a_blocked_account_stops_there(stage, desk, screen):
    desk.eid_line.accounts[HOLDER.id_number] = EidAccount("high", "blocked", "j•••@primer.example", "•••567")
    confirm(stage)
    confirm(stage)
    assert screen.visit.form.step == "account"
    assert "блокиран" in stage.words()


def test_without_a_line_an_appointment_is_offered_and_booked(stage, desk, screen):
    desk.eid_line.error = Unavailable("line_down")
    confirm(stage)
    assert "Нема везе са центром" in stage.words()
    stage.shell.commands.run("book")
    stage.settle()
    stage.window.findChild(BookingDialog).phone.setText("060 123 45 67")
    stage.window.findChild(BookingDialog)._on_verb()
    stage.settle()
    assert kinds(desk) == ["eid.booked"]
    assert "24.11.2026. 08:00" in stage.words()


def test_a_lost_sheet_asks_for_new_ones_under_another_id(stage, desk, screen):
    registered(stage, screen)
    desk.printer.proof = Proof("unknown", "printer_timeout")
    act = screen.visit.form.issue_act
    confirm(stage)
    assert "Лист није предат" in stage.words()
    assert screen.visit.form.issue_act != act
    desk.printer.proof = Proof("printed")
    confirm(stage)
    assert kinds(desk)[1:] == ["eid.issued", "eid.voided", "eid.issued", "eid.given"]


def test_a_lost_answer_is_asked_for_again_under_the_same_id(stage, desk, screen):
    registered(stage, screen)
    desk.eid_line.lost, act = True, screen.visit.form.issue_act
    confirm(stage)
    assert screen.visit.form.issue_act == act
    confirm(stage)
    assert list(desk.eid_line.issued) == [act]


def test_parameters_that_are_gone_are_not_asked_for_again(stage, desk, screen):
    registered(stage, screen)
    desk.eid_line.error, act = Refused("parameters_gone"), screen.visit.form.issue_act
    confirm(stage)
    assert screen.visit.form.issue_act != act
    assert "више се не дају" in stage.words()


def test_a_shown_sheet_is_void_when_another_screen_comes(stage, desk, screen):
    registered(stage, screen)
    stage.shell.commands.run("show_parameters")
    stage.settle()
    assert stage.window.findChild(ShownSheet).isVisible()
    stage.go("home")
    assert kinds(desk)[-1] == "eid.voided"


def test_an_expired_document_is_told_plainly_and_nothing_is_asked(stage, desk, screen):
    screen._on_form_changed(
        replace(screen.visit.form, person=replace(HOLDER, document=replace(HOLDER.document, expires="2020-01-01")))
    )
    confirm(stage)
    assert "истекао рок" in stage.words()
    assert screen.visit.form.account is None


def test_the_field_that_is_missing_has_the_focus(stage, desk, screen):
    screen._on_form_changed(replace(screen.visit.form, face=False))
    confirm(stage)
    assert "Упоредите лице" in stage.words()
    assert stage.window.focusWidget().text() == stage.texts.text("eid.face")


def test_another_card_begins_another_visit_and_none_ends_this_one(stage, desk, screen):
    other = replace(HOLDER, id_number="2308003990429", given_name="Узор")
    desk.news.card_news.emit(TextRead("reader", IdCard(person=other)))
    assert (screen.visit.form.person, screen.visit.form.face, screen.visit.form.step) == (other, False, "person")


def test_it_stands_behind_home_and_only_for_who_may(stage, desk):
    stage.go("home")
    assert "eid" in [each.id for each in stage.shell.commands.available()]
    stage.shell.commands.run("eid")
    assert stage.shell.current_id == "eid"
    assert EidScreen.rail_place == "home"
