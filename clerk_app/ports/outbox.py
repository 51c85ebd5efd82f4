"""Port: outbox, and the reference data that the centre gave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol

from clerk_app.contract.answers import Answers
from clerk_app.contract.reference import Item
from clerk_app.domain.journal import Entry
from clerk_app.ports.desk_file import Restored


class OutboxState(StrEnum):
    """What the centre has said of an entry."""

    WAITING = "waiting"
    SENDING = "sending"
    ACCEPTED = "accepted"
    HELD = "held"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Entries taken for one parcel, with the sending numbers that they keep from now on."""

    first: int
    entries: tuple[Entry, ...]
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """Bodies of entries that the centre has accepted, from ``first`` on without a gap, to pack parcels against."""

    first: int
    bodies: tuple[bytes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """An entry that is held or refused and needs a person: the reason's code and its values."""

    subject: bytes
    seq: int
    kind: str
    state: OutboxState
    code: str
    params: dict[str, str]
    since: int


@dataclass(frozen=True, slots=True)
class Applied:
    """What an answer changed: subjects to show anew, and codes of alarms.

    ``confirmed`` entries that waited the centre has now, ``requests`` are citizens' requests among them; ``stopped``
    are held or refused since.
    """

    subjects: frozenset[bytes]
    alarms: tuple[str, ...] = ()
    confirmed: int = 0
    requests: int = 0
    stopped: int = 0


@dataclass(frozen=True, slots=True)
class OutboxSize:
    """How much waits: entries, their bytes, the oldest (microseconds UTC, 0 if none), and citizens' requests in it."""

    entries: int
    bytes: int
    oldest: int
    requests: int = 0


@dataclass(frozen=True, slots=True)
class Queued:
    """One group of what waits: what a citizen waits for, what is due soon, the rest, enclosures; entries and bytes."""

    group: Literal["awaited", "due", "rest", "enclosures"]
    entries: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Reached:
    """Where the exchange stands: the replica's position, and the sending number up to which the centre has all."""

    position: int
    have: int


class Outbox(Protocol):
    """Which entries the centre has not confirmed.

    Everything but ``size`` raises ``Damaged('desk_restored')`` once the file has proved to be an old copy: nothing is
    exchanged any more.
    """

    def cut(self, most_bytes: int, now: int) -> Cut | None:
        """Take what is due, urgent first, and give it sending numbers in the same commit; ``None`` when nothing is."""

    def again(self, have: int) -> tuple[Cut, ...]:
        """Parcels that were cut but that the centre does not have, to be sent again as they were numbered."""

    def apply(self, answers: Answers) -> Applied:
        """Apply a verified answer: outbox, replica, projections and position in commits of at most 200 rows.

        One that proves that the centre knows a later life of this desk stops the desk, and is not applied.
        """

    def size(self) -> OutboxSize:
        """What waits or is under way."""

    def reached(self) -> Reached:
        """What the next question for answers has to name."""

    def base(self, after: int) -> Confirmed | None:
        """The newest entries after ``after`` that the centre has, where they are enough to pack against."""

    def hold(self, seq: int, code: str) -> Applied:
        """Hold one entry under way that the centre will not take in any parcel, for a person to deal with.

        Its sending number goes to the next entry that is cut, alone in its parcel: the centre never had it.
        """


class Applies(Protocol):
    """Takes answers in."""

    def apply(self, answers: Answers) -> Applied:
        """As ``Outbox.apply``."""


class CaseSteps(Protocol):
    """Steps on cases that the centre did not take."""

    def let_go(self, seq: int) -> None:
        """Leave a case as the centre has it; raises ``Refused('entry_not_held')``."""


class OutboxDesk(Protocol):
    """The outbox as a person deals with it."""

    def attention(self) -> tuple[Attention, ...]:
        """Everything held or refused, earliest deadline first."""

    def retry(self, seq: int) -> None:
        """Send a held entry again at the next exchange."""

    def restored(self) -> Restored | None:
        """Why the desk has stopped, if it has."""

    def put_back(self, seqs: Iterable[int], until: int, code: str) -> None:
        """Let entries wait until a time (microseconds UTC) after a failed attempt."""


class Reference(Protocol):
    """Reference data as the centre last gave it."""

    def known(self) -> dict[str, int]:
        """Name to version of every item kept."""

    def keep(self, items: Iterable[Item]) -> None:
        """Store items durably; older versions of services stay while a draft or request uses them."""

    def get(self, name: str) -> Item | None:
        """One item by name; ``service/<id>`` gives the newest version, ``service/<id>@<v>`` exactly that one."""

    def services(self) -> tuple[Item, ...]:
        """The newest version of every service."""
