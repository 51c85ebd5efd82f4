"""Visits at the intake, on the real windows over a desk in memory."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clerk_app.actions import visiting
from clerk_app.domain.bodies import Representation
from clerk_app.domain.people import Person
from clerk_app.ports.cards import CardGone, IdCard, TextRead
from clerk_app.ui.intake.state import Another
from clerk_app.ui.intake.visits import Visits
from clerk_app.ui.widgets.link_line import LinkLine
from tests.support.all_screens import all_screens
from tests.support.desk_day import EXTRACT, STOJAN, VESNA
from tests.support.fake_neighbours import CARD_HOLDER
from tests.support.stage import Stage

COMPANY = Person(id_kind="company", id_number="101134702", surname="Узор д.о.о.")


@pytest.fixture
def stage(desk, fonts):
    made = Stage(all_screens(desk))
    yield made
    made.close()


@pytest.fixture
def screen(stage):
    return stage.shell._screens["intake"]


def insert(desk, person):
    desk.at_counter.take(TextRead("reader", IdCard(person=person)))


def begun(stage, desk, person=CARD_HOLDER, service="birth-extract"):
    stage.go("intake", person)
    stage.shell._screens["intake"]._on_service_chosen(desk.service(service))
    stage.settle()


def receive(stage, desk, service="birth-extract"):
    screen = stage.shell._screens["intake"]
    screen._on_service_chosen(desk.service(service))
    if service == "birth-extract":
        screen._on_form_changed(replace(screen._taking.form, values=dict(EXTRACT)))
    screen._go_to("review")
    stage.shell.commands.run("accept")
    stage.settle()


def bodies(desk):
    return [desk.bodies.received(view.subject) for view in reversed(desk.requests._all())]


def test_a_visit_is_put_aside_and_goes_on_at_the_very_field(stage, desk, screen):
    stage.window.activateWindow()
    begun(stage, desk)
    copies = screen._view._folds[2].page._fields["request.copies"].control
    copies.setFocus()
    QTest.keyClicks(copies, "3")
    before = screen._taking.form
    stage.shell.commands.run("hold_visit")
    assert screen._taking.form.applicant is None
    assert "Примерић Јелена" in stage.shell.toast.accessibleName()
    assert "Примерић Јелена · од 08:52" in stage.words()
    stage.shell.commands.run("take_up")
    stage.settle()
    assert screen._taking.form == before
    assert screen._view._folds[2].page._fields["request.copies"].control.hasFocus()
    assert "од 08:52" not in stage.words()


def test_an_empty_form_is_not_held(stage, desk, screen):
    stage.go("intake")
    stage.shell.commands.run("hold_visit")
    assert "Нема шта" in stage.shell.toast.accessibleName()
    assert visiting.held(desk.actions.intake) == ()


def test_taking_one_up_holds_the_one_that_is_open(stage, desk, screen):
    begun(stage, desk)
    stage.shell.commands.run("hold_visit")
    stage.go("intake", STOJAN)
    stage.shell.commands.run("take_up")
    assert screen._taking.form.applicant == CARD_HOLDER
    assert [kept.form.applicant for kept in visiting.held(desk.actions.intake)] == [STOJAN]
    assert "Примерић Јелена · од" not in stage.words()


def test_the_card_of_another_offers_to_hold_this_and_begin_for_them(stage, desk, screen):
    begun(stage, desk)
    insert(desk, STOJAN)
    assert "У читачу је картица друге особе: Стојан Пробић" in stage.words()
    assert screen._taking.form.applicant == CARD_HOLDER
    stage.shell.commands.run("hold_visit")
    assert (screen._taking.form.applicant, screen._taking.form.step) == (STOJAN, "service")
    assert "картица друге особе" not in stage.words()
    assert [kept.form.applicant for kept in visiting.held(desk.actions.intake)] == [CARD_HOLDER]


def test_a_card_that_is_taken_away_takes_the_note_with_it(stage, desk, screen):
    begun(stage, desk)
    insert(desk, STOJAN)
    desk.at_counter.take(CardGone("reader"))
    assert "картица друге особе" not in stage.words()


def test_a_card_fills_a_form_in_which_nobody_is(stage, desk, screen):
    stage.go("intake")
    insert(desk, STOJAN)
    assert (screen._taking.form.applicant, screen._taking.form.step) == (STOJAN, "service")


def test_a_card_elsewhere_changes_no_form(stage, desk, screen):
    stage.go("intake")
    stage.go("requests")
    insert(desk, STOJAN)
    assert screen._taking.form.applicant is None


def test_whoever_is_in_the_reader_becomes_the_representative_by_one_key(stage, desk, screen):
    begun(stage, desk)
    insert(desk, STOJAN)
    stage.shell.commands.run("as_representative")
    form = screen._taking.form
    assert (form.applicant, form.representative, form.step) == (CARD_HOLDER, STOJAN, "person")
    assert form.representation == Representation()
    assert "картица друге особе" not in stage.words()


def test_a_representative_taken_for_the_applicant_is_put_right(stage, desk, screen):
    insert(desk, STOJAN)
    stage.go("intake", STOJAN)
    stage.shell.commands.run("as_representative")
    assert (screen._taking.form.applicant, screen._taking.form.representative) == (None, STOJAN)


def test_for_a_company_its_legal_representative_speaks(stage, desk, screen):
    stage.go("intake", COMPANY)
    insert(desk, STOJAN)
    stage.shell.commands.run("as_representative")
    assert screen._taking.form.representation == Representation(kind="legal_representative")


def test_without_a_card_nobody_becomes_the_representative(stage, desk, screen):
    begun(stage, desk)
    stage.shell.commands.run("as_representative")
    assert screen._taking.form.representative is None
    assert "нема картице" in stage.shell.toast.accessibleName()


def test_a_person_who_comes_meanwhile_loses_nothing_of_the_one_before(stage, desk, screen):
    begun(stage, desk)
    stage.go("home")
    stage.go("intake", VESNA)
    assert screen._taking.form.applicant == VESNA
    assert [kept.form.service for kept in visiting.held(desk.actions.intake)] == ["birth-extract"]


def test_one_more_service_is_of_the_same_visit_and_the_side_tells_what_came_before(stage, desk, screen):
    stage.go("intake", CARD_HOLDER)
    receive(stage, desk)
    stage.shell.commands.run("next_service")
    assert (screen._taking.form.applicant, screen._taking.form.step) == (CARD_HOLDER, "service")
    assert "640,00 РСД" in stage.words()
    receive(stage, desk, "local-tax-clearance")
    first, second = bodies(desk)[-2:]
    assert first.visit == second.visit != ""
    assert stage.shell._current.id == "visit"


def test_a_request_of_another_day_begins_a_visit_of_its_own(desk):
    view = desk.receive(CARD_HOLDER, "birth-extract", visit="aa")
    body = replace(desk.bodies.received(view.subject), received_local="2026-11-22T08:00:00+01:00")
    today = desk.clock.local().date().isoformat()
    form = visiting.another_of(desk.actions.intake, view.subject, body, today)
    assert (form.earlier, form.visit == "aa") == ((), False)
    same = visiting.another_of(desk.actions.intake, view.subject, desk.bodies.received(view.subject), today)
    assert (same.earlier, same.visit) == ((view.subject.hex(),), "aa")
    assert Another(view.subject, body).body.visit == "aa"


def test_papers_are_entered_one_after_the_other(stage, desk, screen):
    stage.go("intake", CARD_HOLDER)
    stage.shell.commands.run("on_paper")
    time = screen._view._folds[0].page.paper.fields["time"]
    QTest.keyClicks(time, "8.10")
    assert screen._taking.form.paper.clerk == "М. Примерић"
    receive(stage, desk)
    assert stage.shell._current.id == "intake"
    assert (screen._taking.form.paper.time, screen._taking.form.paper.day) == ("", "2026-11-23")
    assert screen._taking.form.applicant is None
    (body,) = [each for each in bodies(desk) if each.on_paper]
    assert body.received_local == "2026-11-23T08:10:00+01:00"
    assert body.on_paper.entered_local == "2026-11-23T08:52:00+01:00"


def test_a_request_that_was_not_on_paper_after_all_says_nothing_of_it(stage, desk, screen):
    stage.go("intake", CARD_HOLDER)
    stage.shell.commands.run("on_paper")
    stage.shell.commands.run("on_paper")
    assert screen._taking.form.paper is None


def test_a_stack_that_is_left_for_a_moment_goes_on(stage, desk, screen):
    stage.go("intake", CARD_HOLDER)
    stage.shell.commands.run("on_paper")
    receive(stage, desk)
    stage.go("home")
    stage.go("intake")
    assert screen._taking.form.paper is not None


def test_the_line_over_the_page_takes_a_visit_up_with_a_click(stage, desk, screen):
    begun(stage, desk)
    stage.shell.commands.run("hold_visit")
    stage.settle()
    assert isinstance(screen.visits, Visits)
    QTest.mouseClick(screen.visits.held.findChildren(LinkLine)[0], Qt.MouseButton.LeftButton)
    assert screen._taking.form.applicant == CARD_HOLDER
