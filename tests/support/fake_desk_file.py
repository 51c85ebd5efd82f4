"""A desk file in memory: the journal, what it projects, drafts, print jobs and looks; no disk and no encryption."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from clerk_app.contract import canonical
from clerk_app.contract.entries import body_of
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.case_file import CaseFile, Change, Way
from clerk_app.domain.errors import CounterError, Damaged, Unavailable
from clerk_app.domain.journal import GENESIS, Entry, Header, commitment, entry_id, seal_entry
from clerk_app.domain.numbers import provisional
from clerk_app.domain.requests import (
    FINISHED,
    CentreState,
    Happening,
    OutboxState,
    RequestView,
    begin_elsewhere,
    project,
)
from clerk_app.domain.scripts import fold
from clerk_app.lanes import Progress, untold
from clerk_app.ports.clock import Clock
from clerk_app.ports.copies import Copied
from clerk_app.ports.desk_file import (
    Counts,
    Draft,
    JobState,
    ListFilter,
    Look,
    NewEntry,
    NewPrintJob,
    PrintJob,
    Received,
    Restored,
)
from clerk_app.ports.files import StuckUpload
from clerk_app.ports.outbox import Attention

_DONE = frozenset({JobState.PRINTED, JobState.DROPPED})


class FakePrintJobs:
    """Print jobs by id, in the order in which they were made."""

    def __init__(self) -> None:
        self._jobs: dict[bytes, PrintJob] = {}

    def add(self, job: PrintJob) -> None:
        self._jobs[job.id] = job

    def move(self, job_id: bytes, state: JobState, reason: str = "") -> PrintJob:
        job = self._jobs[job_id]
        attempts = job.attempts + (state == JobState.SENDING)
        moved = replace(job, state=state, reason=reason, attempts=attempts)
        self._jobs[job_id] = moved
        return moved

    def of(self, subject: bytes) -> tuple[PrintJob, ...]:
        return tuple(job for job in self._jobs.values() if job.subject == subject)

    def open(self) -> tuple[PrintJob, ...]:
        return tuple(job for job in self._jobs.values() if job.state not in _DONE)


class FakeJournal:
    """Entries of one desk with their outbox marks and the centre's word; ``full`` and ``stopped`` refuse to write."""

    def __init__(self, desk: str, clock: Clock, jobs: FakePrintJobs) -> None:
        self.desk = desk
        self.full = self.stopped = False
        self.subjects: dict[bytes, list[Entry]] = {}
        self.marks: dict[bytes, OutboxState] = {}
        self.centre: dict[bytes, CentreState] = {}
        self.elsewhere: dict[bytes, RequestReceived] = {}
        self.discard: Callable[[str], None] = lambda _draft: None
        self._clock = clock
        self._jobs = jobs
        self._seq = 0
        self._last = GENESIS

    def receive(
        self,
        build: Callable[[str], RequestReceived],
        *,
        subject: bytes,
        grant: str,
        draft: str = "",
        print_job: NewPrintJob | None = None,
    ) -> Received:
        if self.full:
            raise Unavailable("disk_full")
        if self.stopped:
            raise Damaged("desk_restored")
        body = build(provisional(self.desk, 417 + self._seq))
        entry = self.record(
            NewEntry(kind="request.received", subject=subject, grant=grant, body=canonical.encode(body))
        )
        if print_job is not None:
            made = entry.header.stamp.at
            waiting = PrintJob(
                id=print_job.id, subject=subject, kind=print_job.kind, copy=0, state=JobState.WAITING, made=made
            )
            self._jobs.add(waiting)
        self.discard(draft)
        view = self.view(subject)
        assert view is not None
        return Received(entry, view)

    def record(self, new: NewEntry) -> Entry:
        self._seq += 1
        salt = bytes(32)
        header = Header(
            desk=self.desk,
            seq=self._seq,
            kind=new.kind,
            version=new.version,
            subject=new.subject,
            stamp=new.stamp or self._clock.stamp(),
            grant=new.grant,
            commitment=commitment(salt, entry_id(self.desk, self._seq), new.body),
            prev=self._last,
        )
        entry = seal_entry(header, salt, new.body)
        self._last = entry.hash
        self.subjects.setdefault(new.subject, []).append(entry)
        self.marks.setdefault(new.subject, OutboxState(mark="waiting"))
        return entry

    def view(self, subject: bytes) -> RequestView | None:
        happenings = [
            Happening(
                seq=entry.header.seq,
                at=entry.header.stamp.at,
                subject=subject,
                body=body_of(entry.header.kind, entry.header.version, entry.body or b""),
            )
            for entry in self.subjects.get(subject, ())
        ]
        told = self.elsewhere.get(subject)
        begun = begin_elsewhere(subject, -1, told, "portal") if told is not None else None
        return project(happenings, self.centre.get(subject), self.marks.get(subject), begun)


class FakeRequests:
    """The projections of a ``FakeJournal``."""

    def __init__(self, journal: FakeJournal, clock: Clock) -> None:
        self._journal = journal
        self._clock = clock

    def page(self, which: ListFilter, *, limit: int, offset: int = 0) -> tuple[RequestView, ...]:
        views = [view for view in self._all() if self._within(view, which.scope, which.handler)]
        if which.order == "due":
            views.sort(key=lambda view: view.due or "9999")
        return tuple(views[offset : offset + limit])

    def find(self, text: str, *, limit: int = 50) -> tuple[RequestView, ...]:
        wanted = fold(text).split()
        return tuple(view for view in self._all() if all(word in _searched(view) for word in wanted))[:limit]

    def view(self, subject: bytes) -> RequestView | None:
        return self._journal.view(subject)

    def counts(self, handler: str = "") -> Counts:
        views = self._all()
        scopes = ("today", "waiting", "deadline", "attention", "mine", "unassigned", "mine_late", "mine_soon", "portal")
        return Counts(**{scope: sum(self._within(view, scope, handler) for view in views) for scope in scopes})

    def _all(self) -> list[RequestView]:
        known = dict.fromkeys((*self._journal.subjects, *self._journal.elsewhere))
        views = [view for subject in known if (view := self._journal.view(subject)) is not None]
        return sorted(views, key=lambda view: view.received_at, reverse=True)

    def _within(self, view: RequestView, scope: str, handler: str = "") -> bool:
        today = self._clock.local().date()
        unfinished = view.state not in FINISHED
        mine = bool(handler) and view.handler == handler and unfinished
        near = (today + timedelta(days=3)).isoformat()
        return {
            "today": view.received_at[:10] == today.isoformat(),
            "waiting": not view.registered and not view.annulled,
            "deadline": bool(view.due) and unfinished and view.due <= near,
            "attention": view.mark in {"held", "refused"},
            "portal": view.origin == "portal" and view.state not in FINISHED,
            "mine": mine,
            "mine_late": mine and bool(view.due) and view.due < today.isoformat(),
            "mine_soon": mine and today.isoformat() <= view.due <= near,
            "unassigned": not view.handler and unfinished and view.registered,
        }.get(scope, True)


class FakeBodies:
    """What was received, in full."""

    def __init__(self, journal: FakeJournal) -> None:
        self._journal = journal

    def received(self, subject: bytes) -> RequestReceived | None:
        told = self._journal.elsewhere.get(subject)
        if told is not None:
            return told
        entries = self.entries(subject)
        body = body_of(entries[0].header.kind, 1, entries[0].body or b"") if entries else None
        return body if isinstance(body, RequestReceived) else None

    def entries(self, subject: bytes) -> tuple[Entry, ...]:
        return tuple(self._journal.subjects.get(subject, ()))


class FakeCaseFiles:
    """Case files from the journal; ``told`` and ``ways`` are what a test puts there, by subject; else all wait."""

    def __init__(self, journal: FakeJournal) -> None:
        self._journal = journal
        self.told: dict[bytes, tuple[Change, ...]] = {}
        self.forms: dict[bytes, list[Change]] = {}
        self.ways: dict[bytes, dict[int, Way]] = {}

    def of(self, subject: bytes) -> CaseFile:
        entries = self._journal.subjects.get(subject, ())
        own = tuple(
            Happening(
                seq=entry.header.seq,
                at=entry.header.stamp.at,
                subject=subject,
                body=body_of(entry.header.kind, entry.header.version, entry.body or b""),
            )
            for entry in entries
        )
        ways = self.ways.get(subject, {made.seq: Way(mark="waiting") for made in own})
        told, forms = self.told.get(subject, ()), tuple(self.forms.get(subject, ()))
        return CaseFile(subject=subject, desk=self._journal.desk, own=own, told=told, forms=forms, ways=ways)


class FakeDayBook:
    """Every entry of the journal, by time."""

    def __init__(self, journal: FakeJournal) -> None:
        self._journal = journal

    def between(self, since: int, until: int) -> tuple[Happening, ...]:
        entries = [entry for entries in self._journal.subjects.values() for entry in entries]
        return tuple(
            Happening(
                seq=entry.header.seq,
                at=entry.header.stamp.at,
                subject=entry.header.subject,
                body=body_of(entry.header.kind, entry.header.version, entry.body or b""),
            )
            for entry in sorted(entries, key=lambda entry: entry.header.seq)
            if since <= entry.header.stamp.at < until
        )


class FakeDrafts:
    """Drafts by id."""

    def __init__(self) -> None:
        self.kept: dict[str, Draft] = {}

    def save(self, draft: Draft) -> None:
        self.kept[draft.id] = draft

    def all(self, clerk: str) -> tuple[Draft, ...]:
        return tuple(draft for draft in self.kept.values() if draft.clerk == clerk)

    def discard(self, draft_id: str) -> None:
        self.kept.pop(draft_id, None)


class FakeLooks:
    """Looks as they were noted."""

    def __init__(self) -> None:
        self.noted: list[Look] = []

    def note(self, look: Look) -> None:
        self.noted.append(look)

    def fold(self) -> tuple[int, int, str] | None:
        return (1, len(self.noted), "00" * 32) if self.noted else None


class FakeCopies:
    """Remembers what was to be copied where; ``error`` is raised instead."""

    def __init__(self) -> None:
        self.made: list[Path] = []
        self.error: CounterError | None = None

    def make(self, target: Path, told: Progress = untold) -> Copied:
        told(0, 2)
        if self.error is not None:
            raise self.error
        told(1, 2)
        self.made.append(target)
        return Copied(path=target, entries=3, size=4096)


class FakeUploadsDesk:
    """Enclosures that are stuck, and those that were let go again."""

    def __init__(self) -> None:
        self.items: list[StuckUpload] = []
        self.retried: list[str] = []

    def stuck(self) -> tuple[StuckUpload, ...]:
        return tuple(self.items)

    def again(self, sha256: str) -> None:
        self.retried.append(sha256)
        self.items = [item for item in self.items if item.ref.sha256 != sha256]


class FakeOutboxDesk:
    """Held and refused entries, and the numbers of those that were sent again."""

    def __init__(self, journal: FakeJournal) -> None:
        self.items: list[Attention] = []
        self.retried: list[int] = []
        self.stopped: Restored | None = None
        self._journal = journal

    def attention(self) -> tuple[Attention, ...]:
        return tuple(self.items)

    def retry(self, seq: int) -> None:
        self.retried.append(seq)
        for item in self.items:
            if item.seq == seq:
                self._journal.marks[item.subject] = OutboxState(mark="waiting")
        self.items = [item for item in self.items if item.seq != seq]

    def let_go(self, seq: int) -> None:
        for item in self.items:
            if item.seq == seq:
                self._journal.marks[item.subject] = OutboxState(mark="accepted")
        self.items = [item for item in self.items if item.seq != seq]

    def restored(self) -> Restored | None:
        return self.stopped

    def put_back(self, seqs: Iterable[int], until: int, code: str) -> None:
        raise AssertionError("nobody puts anything back in these tests")


def _searched(view: RequestView) -> str:
    return fold(f"{view.applicant} {view.number} {view.unique_number} {view.service}")
