from datetime import date

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QDesktopServices

from clerk_app.actions.intake_form import IntakeForm
from clerk_app.domain.errors import CounterError
from clerk_app.ports.desk_file import JobState
from clerk_app.ui.paper_flow import PaperFlow
from tests.support.cases_day import MISSING, called, cases_desk
from tests.support.desk_day import busy_desk, newest, registered_one
from tests.support.fake_neighbours import CARD_HOLDER


@pytest.fixture
def flow(desk, tmp_path, viewer):
    kept: list[bytes] = []

    def keep(name, pdf):
        kept.append(pdf)
        return tmp_path / f"{name}-{len(kept)}.pdf"

    return PaperFlow(desk.place, desk.paper, keep)


@pytest.fixture
def told(desk):
    told: list[object] = []
    desk.news.print_changed.connect(told.append)
    return told


def test_a_print_is_told_to_everybody(flow, desk, told):
    view = desk.receive(CARD_HOLDER, "marriage")
    job = desk.jobs.of(view.subject)[0]
    flow.print_original(job.id, view.subject)
    assert [(each.id, each.state) for each in told] == [(job.id, JobState.PRINTED)]


def test_printing_again_makes_another_job_and_calls_back(flow, desk, told):
    done: list[object] = []
    flow.reprint(newest(desk).subject, done.append)
    assert done == told
    assert [job.copy for job in desk.jobs.of(newest(desk).subject)] == [0, 1]


def test_the_sheet_is_drawn_without_a_number_and_opened(flow, desk, viewer):
    service = desk.service("birth-extract")
    form = IntakeForm(id="d", applicant=CARD_HOLDER, service=service.id, service_version=1, values={})
    flow.show_sheet(form, service)
    assert [facts.body.number for facts in desk.paper.requests] == [""]
    assert viewer.opened == ["request-1.pdf"]


def test_without_a_person_there_is_no_sheet(flow, desk, viewer):
    service = desk.service("birth-extract")
    flow.show_sheet(IntakeForm(id="d", service=service.id, service_version=1, values={}), service)
    assert (desk.paper.requests, viewer.opened) == ([], [])


def test_the_request_as_received_has_its_number(flow, desk, viewer):
    flow.show_request(newest(desk).subject)
    assert [facts.body.number for facts in desk.paper.requests] == [newest(desk).number]
    assert viewer.opened == ["request-1.pdf"]


def test_a_request_that_is_not_here_opens_nothing(flow, viewer):
    flow.show_request(bytes(16))
    flow.show_slips(bytes(16))
    assert viewer.opened == []


def test_every_slip_is_opened(flow, desk, viewer):
    flow.show_slips(registered_one(desk).subject)
    assert len(viewer.opened) == len(desk.paper.slips) >= 1
    assert all(not slip.annulled for slip in desk.paper.slips)


def test_printing_again_is_a_look_that_is_written_down_first(flow, desk):
    before = len(desk.looks.noted)
    flow.reprint(newest(desk).subject)
    assert [(look.activity, look.subject) for look in desk.looks.noted[before:]] == [("print", newest(desk).subject)]


def test_a_paper_that_cannot_be_made_is_told(flow, desk, told):
    failed: list[CounterError] = []
    desk.news.paper_failed.connect(failed.append)
    flow.reprint(bytes(16))
    assert [error.code for error in failed] == ["request_unknown"]
    assert told == []


def test_who_may_not_print_is_told_and_nothing_prints(flow, desk, told):
    failed: list[CounterError] = []
    desk.news.paper_failed.connect(failed.append)
    subject = newest(desk).subject
    desk.sessions.lock()
    flow.reprint(subject)
    flow.show_request(subject)
    assert [error.code for error in failed] == ["locked", "locked"]
    assert told == []


def test_what_is_held_is_opened_and_its_looks_are_noted(viewer, tmp_path):
    desk = busy_desk("supervisor")
    flow = PaperFlow(desk.place, desk.paper, lambda name, _pdf: tmp_path / f"{name}.pdf")
    done: list[str] = []
    failed: list[Exception] = []
    before, owner = len(desk.looks.noted), QObject()
    for whose in (CARD_HOLDER.id_number, newest(desk).subject):
        flow.show_held(
            whose,
            "sr-Cyrl",
            owner,
            shown=lambda _part, _whole: None,
            done=lambda: done.append("done"),
            failed=failed.append,
        )
    assert viewer.opened == ["held.pdf", "held.pdf"]
    assert (done, failed) == (["done", "done"], [])
    assert {look.activity for look in desk.looks.noted[before:]} == {"export"}


def test_a_computer_that_opens_no_pdf_says_so(flow, desk):
    failed: list[CounterError] = []
    desk.news.paper_failed.connect(failed.append)
    QDesktopServices.unsetUrlHandler("file")
    flow.show_request(newest(desk).subject)
    assert [error.code for error in failed] == ["no_pdf_viewer"]


def test_receipts_of_a_visit_are_shown_together_and_each_is_a_look(flow, desk, viewer):
    subjects = [newest(desk).subject, registered_one(desk).subject]
    looks = len(desk.looks.noted)
    flow.show_receipts(subjects)
    ((first, second),) = desk.paper.sheets
    assert [first.body.number, first.unique, second.unique is None] == [newest(desk).number, None, False]
    assert viewer.opened == ["receipts-1.pdf"]
    assert [look.subject for look in desk.looks.noted[looks:]] == subjects


def test_a_call_to_supplement_is_opened_and_is_a_look(viewer, tmp_path):
    desk = cases_desk()
    flow = PaperFlow(desk.place, desk.paper, lambda name, _pdf: tmp_path / f"{name}.pdf")
    flow.show_call(called(desk).subject)
    assert viewer.opened == ["call.pdf"]
    assert desk.looks.noted[-1].activity == "print"
    assert [facts.missing for facts in desk.paper.calls] == [MISSING]


def test_the_sheet_of_a_day_is_opened(flow, desk, viewer):
    flow.show_day(date(2026, 11, 23), "en")
    assert viewer.opened == ["day-1.pdf"]
    assert [(facts.day.date, facts.language) for facts in desk.paper.days] == [("2026-11-23", "en")]
