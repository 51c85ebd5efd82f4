"""Several services in one visit, a visit put aside for another citizen, a stack of papers entered later."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.actions import visiting
from clerk_app.domain.bodies import Representation
from clerk_app.domain.on_paper import PaperEntry
from tests.support.desk_at_work import STALL, DeskAtWork
from tests.support.specimens import APPLICANT

BY = Representation(number="УОП-II:1-2026", seen=True)
OTHER = replace(APPLICANT, id_number="0505970980118", surname="Узорић", given_name="Весна", birth_date="1970-05-05")


def body_of(desk, received):
    body = desk.bodies.received(received.view.subject)
    assert body is not None
    return body


def test_one_more_service_goes_on_with_the_people_and_the_visit_and_nothing_else(desk):
    form = replace(
        desk.intake.begin(APPLICANT, "sr-Latn"), representative=OTHER, representation=BY, note="журно", exemption="x"
    )
    received = desk.intake.accept(form, STALL)
    last = visiting.with_received(form, received)
    more = visiting.another(desk.intake, last)
    assert (more.applicant, more.representative, more.representation) == (APPLICANT, OTHER, BY)
    assert (more.visit, more.language, more.step) == (form.visit, "sr-Latn", "service")
    assert (more.note, more.exemption, more.service) == ("", "", "")
    assert more.id != form.id
    again = desk.intake.accept(more, STALL)
    assert body_of(desk, received).visit == body_of(desk, again).visit != ""
    assert visiting.received_in(desk.requests, more) == (desk.requests.view(received.view.subject),)


def test_every_citizen_begins_a_visit_of_their_own(desk):
    assert desk.intake.begin(APPLICANT).visit != desk.intake.begin(APPLICANT).visit


def test_what_was_erased_since_is_no_longer_listed(desk):
    form = replace(desk.intake.begin(APPLICANT), earlier=("00" * 16,))
    assert visiting.received_in(desk.requests, form) == ()


def test_a_held_visit_is_there_after_the_program_ended_with_its_place_and_what_came_before(desk, tmp_path):
    first = desk.intake.begin(APPLICANT)
    last = visiting.with_received(first, desk.intake.accept(first, STALL))
    form = replace(visiting.another(desk.intake, last), step="form", service="stall", service_version=1)
    since = desk.clock.local().isoformat(timespec="seconds")
    visiting.hold(desk.intake, form, since=since, focus="place.area")
    desk.close()
    again = DeskAtWork(tmp_path, clock=desk.clock)
    again.sign_in()
    (kept,) = visiting.held(again.intake)
    assert kept.form == replace(form, held_at=since, focus="place.area")
    assert len(visiting.received_in(again.requests, kept.form)) == 1
    again.close()


def test_the_longest_waiting_stands_first_and_drafts_that_are_not_held_do_not(desk):
    def hold(person):
        form = desk.intake.begin(person)
        visiting.hold(desk.intake, form, since=desk.clock.local().isoformat(timespec="seconds"))
        desk.clock.pass_time(minutes=4)
        return form.id

    desk.intake.save(desk.intake.begin(OTHER))
    first, second = hold(APPLICANT), hold(OTHER)
    desk.intake.save(next(kept.form for kept in visiting.held(desk.intake) if kept.form.id == first))
    assert [kept.form.id for kept in visiting.held(desk.intake)] == [first, second]


def test_a_visit_taken_up_is_held_no_more_once_it_is_saved(desk):
    held = visiting.hold(desk.intake, desk.intake.begin(APPLICANT), since="2026-11-23T08:00:00+01:00", focus="x")
    desk.intake.save(visiting.taken_up(held))
    assert visiting.held(desk.intake) == ()
    assert [form.focus for form in desk.intake.drafts()] == ["x"]


def test_a_held_visit_is_kept_in_the_name_of_who_held_it_though_the_desk_is_locked(desk):
    form, by = desk.intake.begin(APPLICANT), desk.sessions.current().grant
    desk.sessions.lock()
    visiting.hold(desk.intake, form, since="2026-11-23T08:00:00+01:00", by=by)
    desk.sessions.unlock(by.user)
    assert [kept.form.id for kept in visiting.held(desk.intake)] == [form.id]


@pytest.mark.parametrize("paper", [None, PaperEntry(day="2026-11-22", time="8.10", number="14", clerk="Ј. П.")])
def test_the_next_paper_has_its_own_time_and_number(desk, paper):
    last = replace(desk.intake.begin(APPLICANT, "en"), paper=paper)
    following = visiting.next_paper(desk.intake, last)
    assert following.paper == (replace(paper, time="", number="") if paper else None)
    assert (following.applicant, following.language) == (None, "en")
    assert following.visit != last.visit
