"""Port: the desk file: journal, requests, drafts, print jobs, looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol

from clerk_app.contract.signin import SignedGrant
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.journal import Entry, Stamp
from clerk_app.domain.requests import RequestView


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """An entry before it has its place in the chain; ``body`` is canonical JSON.

    ``stamp``: when it happened, where that was judged before; else the journal takes the moment of writing.
    """

    kind: str
    subject: bytes
    grant: str
    body: bytes
    version: int = 1
    stamp: Stamp | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPrintJob:
    """A print job to be stored in the same commit as the entry that it prints."""

    id: bytes
    kind: str
    copy: int


@dataclass(frozen=True, slots=True)
class Received:
    """A request that is on disk: its entry and how lists show it."""

    entry: Entry
    view: RequestView


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """Proof that the desk file is an old copy of itself, which stops the desk (DESIGN §4, invariant 9).

    ``by``: what knows better. ``seen``: the last entry that it knows of. ``own``: the last one here when that was
    noticed, at ``at`` (microseconds UTC).
    """

    by: Literal["centre", "keyring", "spool"]
    seen: int
    own: int
    at: int


class Journal(Protocol):
    """The append-only record of this desk; every method is one durable commit (DESIGN §4, invariant 1).

    Both raise ``Damaged('desk_restored')`` once the file has proved to be an old copy.
    """

    def receive(
        self,
        build: Callable[[str], RequestReceived],
        *,
        subject: bytes,
        grant: str,
        draft: str = "",
        print_job: NewPrintJob | None = None,
    ) -> Received:
        """Give the next provisional number to ``build``, and commit entry, outbox, projection and search together.

        The draft is deleted and the print job stored in the same commit. Raises ``Unavailable('disk_full')``.
        """

    def record(self, new: NewEntry) -> Entry:
        """Commit one entry of another kind, with its outbox row and what it changes in the projections."""


@dataclass(frozen=True, slots=True)
class ListFilter:
    """Which requests a list shows: ``today``'s were received here, ``mine`` are those of ``handler``."""

    scope: Literal["today", "waiting", "deadline", "all", "attention", "mine", "unassigned", "portal"] = "today"
    clerk: str = ""
    handler: str = ""
    order: Literal["newest", "due"] = "newest"


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers beside the tabs, badges and the status strip; of ``mine``, how many are late, and due soon."""

    today: int = 0
    waiting: int = 0
    deadline: int = 0
    drafts: int = 0
    attention: int = 0
    mine: int = 0
    portal: int = 0
    unassigned: int = 0
    mine_late: int = 0
    mine_soon: int = 0


class Requests(Protocol):
    """Reading the projections; never writes."""

    def page(self, which: ListFilter, *, limit: int, offset: int = 0) -> tuple[RequestView, ...]:
        """Newest first, or what is due soonest first."""

    def find(self, text: str, *, limit: int = 50) -> tuple[RequestView, ...]:
        """Requests whose every word begins with the words of ``text``, in either script or bald Latin, or by number."""

    def view(self, subject: bytes) -> RequestView | None:
        """One request with its whole history."""

    def counts(self, handler: str = "") -> Counts:
        """All counts at once; ``mine`` are those of ``handler``."""


class Bodies(Protocol):
    """Reading what was received, in full; a look (DESIGN §9) that the caller must have noted."""

    def received(self, subject: bytes) -> RequestReceived | None:
        """The body of the intake entry, or what the centre told of it; nothing when it was erased.

        Fields that were changed elsewhere since have the centre's value.
        """

    def entries(self, subject: bytes) -> tuple[Entry, ...]:
        """All entries of one request, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A request that is being taken; ``content`` is the canonical JSON of the intake form."""

    id: str
    content: bytes
    saved: int
    clerk: str


class Drafts(Protocol):
    """Drafts: mutable, never sent, deleted after seven days."""

    def save(self, draft: Draft) -> None:
        """Write or overwrite, durably."""

    def all(self, clerk: str) -> tuple[Draft, ...]:
        """The drafts of one clerk, newest first."""

    def discard(self, draft_id: str) -> None:
        """Delete one; unknown ids are fine."""


class JobState(StrEnum):
    """Where a print job stands; ``UNKNOWN`` asks the clerk to look at the paper."""

    WAITING = "waiting"
    SENDING = "sending"
    PRINTED = "printed"
    UNKNOWN = "unknown"
    FAILED = "failed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """A durable print job for one request: ``copy`` 0 is the original; ``reason`` an error code."""

    id: bytes
    subject: bytes
    kind: str
    copy: int
    state: JobState
    attempts: int = 0
    reason: str = ""
    made: int = 0
    finished: int = 0


class PrintJobs(Protocol):
    """Print jobs of this desk, kept until their outcome is known."""

    def add(self, job: PrintJob) -> None:
        """Store a new job durably."""

    def move(self, job_id: bytes, state: JobState, reason: str = "") -> PrintJob:
        """Change the state durably and give the job back; ``SENDING`` counts an attempt."""

    def of(self, subject: bytes) -> tuple[PrintJob, ...]:
        """All jobs of one request, oldest first."""

    def open(self) -> tuple[PrintJob, ...]:
        """Jobs that are waiting, sending or unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Somebody saw personal data: who, by which grant, what (``subject``), how and when (microseconds UTC).

    ``copy`` is of the whole file and has no subject.
    """

    at: int
    grant: str
    activity: Literal["open", "print", "export", "search", "unmask", "copy"]
    subject: bytes


class Looks(Protocol):
    """The append-only record of looks (DESIGN §9)."""

    def note(self, look: Look) -> None:
        """Write one row durably."""

    def fold(self) -> tuple[int, int, str] | None:
        """First row, count and digest (hex) of the rows that no entry has committed to yet."""


class Grants(Protocol):
    """Signed grants of the clerks who have signed in on this desk."""

    def keep(self, user: str, grant: SignedGrant) -> None:
        """Store the newest grant of a clerk durably."""

    def of(self, user: str) -> SignedGrant | None:
        """The newest grant of a clerk."""
