"""A request at the fake desk that was changed here and elsewhere: some fields on both sides, some on one."""

from __future__ import annotations

from datetime import timedelta

from clerk_app.contract import canonical
from clerk_app.domain.amendments import FormTold
from clerk_app.domain.bodies import RequestCorrected
from clerk_app.domain.case_file import Change, Way
from clerk_app.domain.requests import CentreState, OutboxState
from clerk_app.ports.desk_file import NewEntry
from clerk_app.ports.outbox import Attention
from clerk_app.ports.outbox import OutboxState as Fate
from tests.support.desk_day import newest
from tests.support.fake_desk import FakeDesk
from tests.support.fake_neighbours import NOW, micros

HERE = {
    "claim.kind": "first",
    "members[0].income": "58000,00",
    "members[0].jmbg": "1105985980020",
    "members[1].given_name": "Стојанка",
}
THERE = {
    "claim.kind": "renewal",
    "members[0].jmbg": "2308003990429",
    "claim.earlier_until": "2027-05-11",
    "claim.account": "840000000000000184",
}
OVERLAPS = ("claim.kind", "members[0].income", "members[0].jmbg")
VERSION, BASE = 7, 5


def conflicting(desk: FakeDesk, fields: tuple[str, ...] = OVERLAPS) -> bytes:
    """Its subject; the entry that was written here is held, and somebody at the centre was first."""
    subject = newest(desk).subject
    desk.journal.centre[subject] = CentreState(version=BASE, unique_number="004812739/2026", state="zaveden")
    body = RequestCorrected(base_version=BASE, form=HERE)
    entry = desk.journal.record(
        NewEntry(kind="request.corrected", subject=subject, grant="g1", body=canonical.encode(body))
    )
    told_elsewhere(desk, subject, THERE, VERSION)
    seqs = [each.header.seq for each in desk.journal.subjects[subject]]
    desk.case_files.ways[subject] = {seq: Way() for seq in seqs} | {entry.header.seq: Way(mark="held", code="conflict")}
    desk.journal.marks[subject] = OutboxState(mark="held", code="conflict")
    current = {f"current.{name}": THERE.get(name, "61000,00") for name in fields}
    params = {"fields": ",".join(sorted(fields)), "version": str(VERSION)} | current
    desk.outbox.items.append(
        Attention(
            subject=subject,
            seq=entry.header.seq,
            kind="request.corrected",
            state=Fate.HELD,
            code="conflict",
            params=params,
            since=micros(NOW),
        )
    )
    return subject


def told_elsewhere(desk: FakeDesk, subject: bytes, form: dict[str, str], version: int) -> None:
    """The centre tells that somebody else changed these fields."""
    at = micros(NOW - timedelta(hours=15))
    told = FormTold(at=at, desk="B2", form=form, entry=9)
    desk.case_files.forms.setdefault(subject, []).append(Change(version=version, kind="amended", body=told))
    state = desk.journal.centre[subject]
    desk.journal.centre[subject] = CentreState(version=version, unique_number=state.unique_number, state=state.state)
