"""A desk goes on for the one before it: nothing is received twice, and the citizen gets a paper with the new number."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app.actions.intake_form import IntakeForm
from clerk_app.actions.taking_over import TakingOver
from clerk_app.contract import canonical
from clerk_app.domain.bodies import EnclosureRef, OrderTerms, RequestReceived
from clerk_app.domain.errors import Refused, Unavailable
from clerk_app.domain.journal import Entry
from clerk_app.ports.desk_file import Draft, JobState
from clerk_app.ports.earlier import EarlierRequest
from clerk_app.store.enclosures import DeskEnclosures
from tests.store.desk import body, subject
from tests.support.desk_at_work import DATABASE_KEY, DeskAtWork

READABLE = EnclosureRef(sha256="ab" * 32, size=3, media_type="application/pdf", title="Доказ")
GONE = EnclosureRef(sha256="cd" * 32, size=3, media_type="application/pdf", title="Други доказ")
LOCAL = "2026-11-20T09:30:00+01:00"


class Before:
    """The file of the desk before, with two requests, a change and a draft."""

    def __init__(self, changes: tuple[Entry, ...] = ()) -> None:
        first = body("A6-000001-0", 1, received_local=LOCAL, clerk="j.probic", enclosures=(READABLE, GONE))
        bodies = {1: first, 2: body("A6-000002-0", 2)}
        self.all = {seq: EarlierRequest(subject(seq), received) for seq, received in bodies.items()}
        self._changes = changes

    def requests(self, seqs: tuple[int, ...]) -> tuple[EarlierRequest, ...]:
        return tuple(self.all[seq] for seq in seqs if seq in self.all)

    def changes(self, seqs: tuple[int, ...]) -> tuple[Entry, ...]:
        return self._changes if seqs else ()

    def drafts(self) -> tuple[Draft, ...]:
        form = IntakeForm(id="d1", note="започето", enclosures=(READABLE, GONE))
        return (Draft(id="d1", content=canonical.encode(form), saved=5, clerk="j.probic"),)

    def enclosure(self, ref: EnclosureRef) -> Iterator[bytes]:
        if ref == GONE:
            raise Refused("enclosure_erased")
        yield b"pdf"


@pytest.fixture
def taking(desk: DeskAtWork, tmp_path: Path) -> TakingOver:
    database = desk.file.database
    enclosures = DeskEnclosures(
        database, tmp_path / "enclosures", database_key=DATABASE_KEY, centre_public=bytes(32), entropy=desk.entropy
    )
    return TakingOver(
        sessions=desk.sessions,
        journal=desk.journal,
        requests=desk.requests,
        drafts=desk.drafts,
        jobs=desk.jobs,
        enclosures=enclosures,
        new_job=desk.printing.new_job,
        terms=lambda: terms_by_number,
    )


def terms_by_number(body: RequestReceived) -> tuple[OrderTerms, ...]:
    return (OrderTerms(level="local", model="97", reference=body.number),)


def test_a_request_goes_on_under_a_new_number_with_everything_else_as_it_was(desk, taking):
    taken = taking.take(Before(), [1, 2])
    assert [one.view.number[:9] for one in taken] == ["A7-000001", "A7-000002"]
    kept = desk.bodies.received(subject(1))
    assert (kept.received_local, kept.clerk, kept.enclosures) == (LOCAL, "j.probic", (READABLE,))
    assert (kept.findings[-1].code, kept.findings[-1].params) == ("number_before", {"number": "A6-000001-0"})
    assert kept.fee.terms == terms_by_number(kept)
    assert taken[0].entry.header.grant == desk.sessions.current().grant.id


def test_a_new_receipt_waits_until_somebody_prints_it(desk, taking):
    taking.take(Before(), [1])
    (item,) = desk.attending.items()
    assert (item.print_job.state, item.print_job.reason) == (JobState.FAILED, "print_not_begun")
    assert item.view.subject == subject(1)


def test_a_second_time_nothing_is_received_again(desk, taking):
    taking.take(Before(), [1])
    assert [one.entry.header.subject for one in taking.take(Before(), [1, 2])] == [subject(2)]
    assert desk.kinds() == ["request.received"] * 2


def test_what_the_centre_has_stays_there(desk, taking):
    assert taking.take(Before(), []) == ()
    assert desk.kinds() == []


def test_a_change_of_what_the_centre_has_is_recorded_here(desk, taking, tmp_path):
    received = desk.receive()
    annulled = desk.annulling.annul(received.view.subject, "двапут унето")
    taking.take(Before(changes=(annulled,)), [7])
    assert desk.kinds() == ["request.received", "request.annulled", "request.annulled"]


def test_drafts_come_along_with_what_can_still_be_read(desk, taking):
    taking.take(Before(), [])
    (draft,) = desk.drafts.all("j.probic")
    form = canonical.decode(draft.content, IntakeForm)
    assert (form.note, form.enclosures, draft.saved) == ("започето", (READABLE,), 5)


def test_no_draft_comes_along_before_all_else_has(desk, taking):
    """It would come once more with the next attempt, though a clerk had received it in between."""

    class Failing(Before):
        def requests(self, seqs: tuple[int, ...]) -> tuple[EarlierRequest, ...]:
            raise Unavailable("disk_failed")

    with pytest.raises(Unavailable):
        taking.take(Failing(), [1])
    assert desk.drafts.all("j.probic") == ()


def test_only_who_may_receive_takes_over(desk, taking):
    desk.sign_in("a.admin", role="administrator")
    with pytest.raises(Refused, match="not_permitted"):
        taking.take(Before(), [1])
    assert desk.kinds() == []
