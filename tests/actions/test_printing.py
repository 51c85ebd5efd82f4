"""A print job from commit to proof: paper says what is true, nothing prints by itself, and no original comes twice."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from clerk_app.actions.printing import Registrations
from clerk_app.contract import canonical
from clerk_app.domain.bodies import ReceiptPrinted
from clerk_app.domain.errors import Refused, SignIn, Unavailable
from clerk_app.ports.desk_file import JobState, PrintJob
from clerk_app.ports.paper import Proof
from tests.support.desk_at_work import STALL, DeskAtWork, items

UNKNOWN = Proof("unknown", "printer_no_proof")
NO_PAPER = Proof("not_printed", "printer_no_paper")


class Killed(Exception):
    """Stands for the end of the process at a named point."""


def printed(desk: DeskAtWork, subject: bytes) -> list[ReceiptPrinted]:
    entries = desk.bodies.entries(subject)
    return [
        canonical.decode(entry.body, ReceiptPrinted)
        for entry in entries
        if entry.header.kind == "receipt.printed" and entry.body is not None
    ]


def test_a_proven_print_is_recorded_and_its_job_ends(desk):
    subject, job = desk.with_job()
    done = desk.printing.print_original(job, subject, wait=0)
    assert (done.state, done.attempts, done.copy) == (JobState.PRINTED, 1, 0)
    assert desk.jobs.open() == ()
    assert printed(desk, subject) == [ReceiptPrinted(job=job.hex(), copy=0, proof="printer")]
    assert desk.printer.printed == [(job, False)]
    assert desk.requests.view(subject).receipts == 1


def test_without_a_link_the_receipt_waits_for_nothing(desk):
    subject, job = desk.with_job()
    desk.printing.print_original(job, subject, wait=0)
    assert desk.paper.said[0].unique is None


def test_with_a_link_the_receipt_waits_for_the_number_and_bears_both(desk):
    subject, job = desk.with_job()
    lane = threading.Thread(target=desk.printing.print_original, args=(job, subject, 30.0))
    lane.start()
    desk.registered(seq=1)
    lane.join(timeout=30)
    assert not lane.is_alive()
    (facts,) = desk.paper.said
    assert facts.unique is not None
    assert (facts.unique.compact(), facts.body.number) == ("004812736/2026", desk.requests.view(subject).number)
    assert printed(desk, subject)[0].unique_number == "004812736/2026"


def test_a_number_that_does_not_come_in_time_is_not_waited_for_longer(desk):
    subject, job = desk.with_job()
    assert desk.printing.print_original(job, subject, wait=0.01).state == JobState.PRINTED
    assert desk.paper.said[0].unique is None


def test_news_of_other_requests_do_not_end_the_wait():
    registrations, asked = Registrations(), []

    def known() -> bool:
        asked.append(True)
        if len(asked) < 3:
            threading.Thread(target=registrations.came).start()
        return len(asked) == 3

    assert registrations.wait(known, 30)
    assert len(asked) == 3
    assert not registrations.wait(lambda: False, 0)


def test_what_nobody_knows_is_asked_of_the_clerk(desk):
    desk.printer.outcomes = [UNKNOWN]
    subject, job = desk.with_job()
    done = desk.printing.run(job, subject)
    assert (done.state, done.reason) == (JobState.UNKNOWN, "printer_no_proof")
    assert printed(desk, subject) == []
    confirmed = desk.printing.confirm(done)
    assert confirmed.state == JobState.PRINTED
    assert printed(desk, subject) == [ReceiptPrinted(job=job.hex(), copy=0, proof="clerk")]


def test_a_printer_that_gives_no_reason_for_its_doubt_is_worded_all_the_same(desk):
    desk.printer.outcomes = [Proof("unknown")]
    subject, job = desk.with_job()
    assert desk.printing.run(job, subject).reason == "print_unknown"


@pytest.mark.parametrize("outcome", [NO_PAPER, Unavailable("printer_no_paper")])
def test_what_was_not_printed_says_why_and_touches_no_request(desk, outcome):
    desk.printer.outcomes = [outcome]
    subject, job = desk.with_job()
    done = desk.printing.run(job, subject)
    assert (done.state, done.reason) == (JobState.FAILED, "printer_no_paper")
    assert desk.kinds() == ["request.received"]
    assert desk.requests.view(subject).receipts == 0


def test_without_the_municipality_there_is_no_receipt_but_a_request(tmp_path):
    fresh = DeskAtWork(tmp_path)
    fresh.sign_in()
    subject, job = fresh.with_job()
    assert fresh.printing.run(job, subject).reason == "reference_missing"
    assert fresh.printer.printed == []
    fresh.reference.keep(items(STALL))
    assert fresh.printing.run(fresh.printing.reprint(subject).id, subject).state == JobState.PRINTED
    fresh.close()


def test_what_surely_left_no_paper_is_printed_as_it_was(desk):
    desk.printer.outcomes = [NO_PAPER]
    subject, job = desk.with_job()
    desk.printing.run(job, subject)
    again = desk.printing.reprint(subject)
    assert (again.id, again.copy) == (job, 0)
    assert desk.printing.run(again.id, subject).attempts == 2
    assert desk.printer.printed == [(job, False), (job, True)]
    assert desk.states(subject) == [(JobState.PRINTED, 0, "receipt")]


def test_after_doubt_the_next_one_says_that_it_is_a_copy(desk):
    desk.printer.outcomes = [UNKNOWN]
    subject, job = desk.with_job()
    desk.printing.run(job, subject)
    again = desk.printing.reprint(subject)
    assert again.copy == 1
    desk.printing.run(again.id, subject)
    assert desk.states(subject) == [(JobState.DROPPED, 0, "receipt"), (JobState.PRINTED, 1, "receipt")]
    assert desk.paper.said[-1].copy == 1
    assert desk.printer.printed[-1] == (again.id, True)


def test_copies_are_numbered_in_order(desk):
    subject, job = desk.with_job()
    desk.printing.run(job, subject)
    copies = []
    for _ in range(3):
        again = desk.printing.reprint(subject)
        desk.clock.pass_time(seconds=30)
        desk.printing.run(again.id, subject)
        copies.append(again.copy)
    assert copies == [1, 2, 3]
    assert [body.copy for body in printed(desk, subject)] == [0, 1, 2, 3]


def test_a_request_that_was_taken_without_a_printer_gets_its_original_later(desk):
    subject = desk.receive().view.subject
    again = desk.printing.reprint(subject)
    assert (again.copy, again.kind) == (0, "receipt")


def test_once_the_unique_number_is_known_a_second_receipt_bears_it_and_then_copies_do(desk):
    subject, job = desk.with_job()
    desk.printing.run(job, subject)
    desk.registered(seq=1)
    second = desk.printing.reprint(subject)
    assert (second.kind, second.copy) == ("second", 0)
    desk.printing.run(second.id, subject)
    copy = desk.printing.reprint(subject)
    assert (copy.kind, copy.copy) == ("receipt", 1)
    desk.printing.run(copy.id, subject)
    assert [body.unique_number for body in printed(desk, subject)] == ["", "004812736/2026", "004812736/2026"]


def test_an_original_that_bore_both_numbers_has_copies_and_no_second(desk):
    subject, job = desk.with_job()
    desk.registered(seq=1)
    desk.printing.run(job, subject)
    again = desk.printing.reprint(subject)
    assert (again.kind, again.copy) == ("receipt", 1)


def test_an_original_with_both_numbers_that_the_clerk_confirmed_has_copies_too(desk):
    desk.printer.outcomes = [UNKNOWN]
    subject, job = desk.with_job()
    desk.registered(seq=1)
    desk.printing.confirm(desk.printing.run(job, subject))
    assert printed(desk, subject)[0].unique_number == "004812736/2026"
    assert desk.printing.reprint(subject).copy == 1


def test_a_number_that_comes_while_it_prints_is_not_said_to_be_on_the_paper(desk):
    subject, job = desk.with_job()
    desk.printer.meanwhile = lambda: desk.registered(seq=1)
    desk.printing.run(job, subject)
    assert printed(desk, subject)[0].unique_number == ""
    desk.printer.meanwhile = lambda: None
    assert desk.printing.reprint(subject).kind == "second"


def test_a_job_that_ended_is_not_printed_again(desk):
    subject, job = desk.with_job()
    desk.printing.drop(desk.job(subject, job))
    with pytest.raises(Refused, match="print_job_closed"):
        desk.printing.run(job, subject)
    assert desk.printer.printed == []


@pytest.mark.parametrize("ended", ["confirm", "drop"])
def test_a_job_ends_once(desk, ended):
    desk.printer.outcomes = [UNKNOWN]
    subject, job = desk.with_job()
    seen = desk.printing.run(job, subject)
    getattr(desk.printing, ended)(seen)
    count = len(printed(desk, subject))
    for press in (desk.printing.confirm, desk.printing.drop):
        with pytest.raises(Refused, match="print_job_closed"):
            press(seen)
    assert len(printed(desk, subject)) == count


def test_a_request_that_is_not_here_is_not_printed(desk):
    with pytest.raises(Refused, match="request_unknown"):
        desk.printing.reprint(bytes(16))


@pytest.mark.parametrize("press", ["confirm", "drop", "reprint"])
def test_behind_the_lock_nobody_decides_about_paper(desk, press):
    subject, job = desk.with_job()
    asked: PrintJob | bytes = subject if press == "reprint" else desk.job(subject, job)
    desk.sessions.lock()
    with pytest.raises(SignIn, match="locked"):
        getattr(desk.printing, press)(asked)


def reopened(desk: DeskAtWork, folder: Path) -> DeskAtWork:
    desk.close()
    again = DeskAtWork(folder, clock=desk.clock, entropy=desk.entropy)
    again.sign_in()
    return again


@pytest.mark.parametrize(("point", "on_paper"), [("before_print", 0), ("after_print_proof", 1)])
def test_a_crash_while_printing_asks_the_clerk_and_prints_nothing_by_itself(desk, tmp_path, point, on_paper):
    subject, job = desk.with_job()

    def end_at(reached: str) -> None:
        if reached == point:
            raise Killed

    desk.reached = end_at
    with pytest.raises(Killed):
        desk.printing.run(job, subject)
    assert len(desk.printer.printed) == on_paper
    again = reopened(desk, tmp_path)
    (moved,) = again.printing.recover()
    assert (moved.state, moved.reason) == (JobState.UNKNOWN, "print_interrupted")
    assert again.printer.printed == []
    assert again.printing.recover() == ()
    again.printing.confirm(moved)
    assert [body.proof for body in printed(again, subject)] == ["clerk"]
    again.close()


def test_a_crash_before_the_lane_came_to_it_leaves_a_job_that_surely_did_not_print(desk, tmp_path):
    subject, job = desk.with_job()
    again = reopened(desk, tmp_path)
    (moved,) = again.printing.recover()
    assert (moved.state, moved.reason) == (JobState.FAILED, "print_not_begun")
    assert again.printing.reprint(subject).id == job
    again.close()


def test_a_crash_between_record_and_end_of_the_job_records_nothing_twice(desk, tmp_path):
    subject, job = desk.with_job()

    def end_at_record(reached: str) -> None:
        if reached == "after_commit":
            raise Killed

    desk.reached = end_at_record
    with pytest.raises(Killed):
        desk.printing.run(job, subject)
    again = reopened(desk, tmp_path)
    (moved,) = again.printing.recover()
    again.printing.confirm(moved)
    assert [body.proof for body in printed(again, subject)] == ["printer"]
    view = again.requests.view(subject)
    assert view is not None
    assert view.receipts == 1
    again.close()


def grant_of_print(desk: DeskAtWork, subject: bytes) -> str:
    return desk.bodies.entries(subject)[-1].header.grant


def test_a_copy_is_printed_under_the_grant_of_whoever_asked_for_it(desk):
    subject, job = desk.with_job()
    desk.printing.run(job, subject)
    desk.clock.pass_time(days=90)
    desk.sign_in("j.uzoric")
    desk.printing.run(desk.printing.reprint(subject).id, subject)
    assert grant_of_print(desk, subject) == desk.sessions.current().grant.id


@pytest.mark.parametrize("gone", ["lock", "end"])
def test_an_original_goes_on_printing_when_its_clerk_turns_away(desk, gone):
    subject, job = desk.with_job()
    mine = desk.sessions.current().grant.id
    getattr(desk.sessions, gone)()
    assert desk.printing.run(job, subject).state == JobState.PRINTED
    assert grant_of_print(desk, subject) == mine


def test_nobody_prints_under_a_grant_that_may_not(desk):
    subject, job = desk.with_job()
    mine = desk.sessions.current().grant.id
    desk.sign_in("a.probic", "administrator")
    desk.printing.run(job, subject)
    assert grant_of_print(desk, subject) == mine


def test_taking_and_printing_from_two_threads_keep_one_chain(desk):
    jobs = [desk.with_job() for _ in range(15)]

    def print_all() -> None:
        for subject, job in jobs:
            desk.printing.run(job, subject)

    lane = threading.Thread(target=print_all)
    lane.start()
    for _ in range(15):
        desk.receive()
    lane.join(timeout=60)
    with desk.file.database.reading() as connection:
        chain = connection.execute("SELECT seq, prev, hash FROM journal_entry ORDER BY seq").fetchall()
    assert [seq for seq, _, _ in chain] == list(range(1, 46))
    assert [prev for _, prev, _ in chain] == [bytes(32), *(own for _, _, own in chain[:-1])]
    assert len({desk.requests.view(subject).number for subject, _ in jobs}) == 15


def test_a_desk_that_has_stopped_prints_what_it_has_and_writes_nothing(desk):
    subject, _job = desk.with_job()
    desk.restores.stop("centre", 9)
    job = desk.printing.reprint(subject)
    assert desk.printing.run(job.id, subject).state is JobState.PRINTED
    assert printed(desk, subject) == []
