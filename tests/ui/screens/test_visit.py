from dataclasses import replace

import pytest

from clerk_app.ports.desk_file import JobState
from clerk_app.ui.screens.visit import VisitScreen
from tests.support.desk_day import EXTRACT
from tests.support.fake_neighbours import CARD_HOLDER


@pytest.fixture
def shown(stage, desk):
    """A visit with two requests, shown after the second."""
    views = [desk.receive(CARD_HOLDER, name, dict(EXTRACT)) for name in ("birth-extract", "local-tax-clearance")]
    for view in views:
        desk.actions.printing.run(desk.jobs.of(view.subject)[0].id, view.subject)
    form = replace(
        desk.actions.intake.begin(CARD_HOLDER), visit="aa", earlier=tuple(view.subject.hex() for view in views)
    )
    stage.go("visit", form)
    return views


def test_everything_of_the_visit_is_listed_with_numbers_and_the_sum(stage, desk, shown):
    words = stage.words()
    rows = stage.screen(VisitScreen)._table.rows_model.rows
    assert [row.view.number for row in rows] == [view.number for view in shown]
    assert "Јелена Примерић" in words
    assert "Таксе укупно 1.310,00 РСД" in words
    assert "2 захтева" in words


def test_enter_opens_the_request_that_is_chosen(stage, desk, shown):
    stage.screen(VisitScreen)._table.choose(shown[1].subject)
    stage.shell.commands.run("open")
    assert stage.shell._current.id == "detail"
    assert shown[1].number in stage.words()


def test_one_more_service_goes_on_with_the_visit(stage, desk, shown):
    assert stage.window.focusWidget() is stage.screen(VisitScreen)._next
    stage.shell.commands.run("next_service")
    form = stage.shell._screens["intake"]._taking.form
    assert (form.visit, form.applicant, len(form.earlier)) == ("aa", CARD_HOLDER, 2)


def test_all_receipts_are_printed_by_one_key_and_say_that_they_are_copies(stage, desk, shown):
    stage.shell.commands.run("print_visit")
    for view in shown:
        assert [(job.copy, job.state) for job in desk.jobs.of(view.subject)] == [
            (0, JobState.PRINTED),
            (1, JobState.PRINTED),
        ]


def test_all_receipts_are_shown_as_one_document(stage, desk, shown, viewer):
    stage.shell.commands.run("visit_sheets")
    ((first, second),) = desk.paper.sheets
    assert [first.body.number, second.body.number] == [view.number for view in shown]


def test_an_annulled_request_is_no_longer_summed(stage, desk, shown):
    desk.actions.annulling.annul(shown[0].subject, "грешка")
    desk.news.requests_changed.emit(frozenset({shown[0].subject}))
    assert "Таксе укупно 670,00 РСД" in stage.words()


def test_it_stays_still_when_another_screen_is_in_front(stage, desk, shown):
    stage.go("home")
    desk.news.requests_changed.emit(frozenset())
    assert not stage.screen(VisitScreen)._shown


def test_without_a_visit_it_shows_nothing(stage, desk):
    stage.go("visit")
    assert "0 захтева" in stage.words()
    stage.shell.commands.run("next_service")
    assert stage.shell._current.id == "visit"


def test_the_way_back_leads_to_the_counter(stage, desk, shown):
    stage.shell.commands.run("back")
    assert stage.shell._current.id == "home"
