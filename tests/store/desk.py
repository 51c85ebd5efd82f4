"""A desk for the tests of the store: its clock, its randomness, its people, none of whom exist."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import msgspec

from clerk_app.contract import canonical
from clerk_app.contract.answers import Answers, Change, Registered, Result, Status
from clerk_app.contract.cases import Case
from clerk_app.domain.bodies import EnclosureRef, RequestAnnulled, RequestReceived
from clerk_app.domain.journal import Entry, Stamp
from clerk_app.domain.people import Address, Person
from clerk_app.ports.desk_file import NewEntry, NewPrintJob, Received
from clerk_app.store.database import Database
from clerk_app.store.desk_file import DeskFile
from clerk_app.store.journal import DeskJournal
from clerk_app.store.outbox import DeskOutbox
from clerk_app.store.steps import Steps, unwatched

DESK = "A7"
KEY = bytes(range(32))
MORNING = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
BELGRADE = timezone(timedelta(hours=1))
SURNAMES = ("Примерић", "Пробић", "Узорић", "Огледић", "Нацртић", "Ђуричковић")
GIVEN_NAMES = ("Јелена", "Стојан", "Весна", "Драган", "Рада", "Чедомир")


@dataclass
class TestClock:
    """A clock that stands until it is moved, and steps a microsecond for each stamp."""

    __test__ = False
    moment: datetime = MORNING
    stamps: int = 0
    offset: int = -40

    def now(self) -> datetime:
        return self.moment

    def local(self) -> datetime:
        return self.moment.astimezone(BELGRADE)

    def stamp(self) -> Stamp:
        self.stamps += 1
        at = int(self.moment.timestamp() * 1_000_000) + self.stamps
        return Stamp(at=at, boot=b"bootboot", mono=self.stamps, offset=self.offset, offset_age=7)

    def learn(self, centre_now: int) -> None:
        pass

    def move(self, **later: float) -> None:
        self.moment += timedelta(**later)


@dataclass
class CountedEntropy:
    """Bytes that no run repeats within itself, and every run repeats alike."""

    taken: int = 0

    def take(self, count: int) -> bytes:
        self.taken += 1
        return hashlib.shake_128(b"entropy %d" % self.taken).digest(count)


def subject(number: int) -> bytes:
    return hashlib.sha256(b"subject %d" % number).digest()[:16]


def person(number: int) -> Person:
    return Person(
        id_number=f"0101990{90}{number % 10000:04d}",
        surname=SURNAMES[number % len(SURNAMES)],
        given_name=GIVEN_NAMES[number // len(SURNAMES) % len(GIVEN_NAMES)],
        address=Address(place="Примерово", street="Узорна", number=str(number % 90 + 1)),
    )


def body(number: str, who: int = 0, *, local: datetime | None = None, **fields: object) -> RequestReceived:
    known: dict[str, object] = {
        "service": "birth-extract",
        "service_version": 3,
        "applicant": person(who),
        "form": {"purpose.what": "упис у школу", "purpose.count": "2"},
        "received_local": (local or MORNING.astimezone(BELGRADE)).isoformat(timespec="seconds"),
        "clerk": "m.primeric",
        "deadline": "2026-12-01",
    }
    return RequestReceived(number=number, **(known | fields))  # type: ignore[arg-type]


@dataclass
class Desk:
    """An open desk file with everything that writes to it."""

    file: DeskFile
    clock: TestClock = field(default_factory=TestClock)
    entropy: CountedEntropy = field(default_factory=CountedEntropy)
    reached: Steps = unwatched
    spooled: list[int] = field(default_factory=list)
    confirmed: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.database: Database = self.file.database
        self.journal = DeskJournal(
            self.database,
            DESK,
            clock=self.clock,
            entropy=self.entropy,
            committed=lambda entry: self.spooled.append(entry.header.seq),
            reached=self.reached,
        )
        self.outbox = DeskOutbox(
            self.database, DESK, clock=self.clock, confirmed=self.confirmed.extend, reached=self.reached
        )

    def accept(
        self,
        who: int,
        *,
        draft: str = "",
        print_job: NewPrintJob | None = None,
        enclosures: tuple[EnclosureRef, ...] = (),
        **fields: object,
    ) -> Received:
        return self.journal.receive(
            lambda number: body(number, who, local=self.clock.local(), enclosures=enclosures, **fields),
            subject=subject(who),
            grant="grant-1",
            draft=draft,
            print_job=print_job,
        )

    def annul(self, who: int) -> Entry:
        annulled = RequestAnnulled(reason="погрешан поступак", clerk="m.primeric")
        return self.journal.record(
            NewEntry(kind="request.annulled", subject=subject(who), grant="grant-1", body=canonical.encode(annulled))
        )

    def micros(self) -> int:
        return int(self.clock.moment.timestamp() * 1_000_000)

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self.database.reading() as connection:
            return [tuple(row) for row in connection.execute(sql, values).fetchall()]

    def close(self) -> None:
        self.file.close()


def open_desk(folder: Path, **parts: object) -> Desk:
    return Desk(DeskFile(folder / "desk.db", KEY), **parts)  # type: ignore[arg-type]


def answers(
    have: int = 0, position: int = 0, results: list[Result] | None = None, changes: list[Change] | None = None
) -> Answers:
    return Answers(
        desk=DESK, have=have, chain_ok_to=0, position=position, now=0, results=results or [], changes=changes or []
    )


def change(position: int, seq: int, version: int, told: object, *, kind: str = "", desk: str = DESK) -> Change:
    kinds: dict[type, str] = {Registered: "registered", Status: "status"}
    return Change(
        position=position,
        kind=kind or kinds[type(told)],
        desk=desk,
        seq=seq,
        version=version,
        body=msgspec.Raw(canonical.encode(told)),
    )


def case_told(received: RequestReceived, about: bytes, *, serial: int = 1, **facts: object) -> Case:
    """A request of another desk as the centre tells it."""
    known: dict[str, object] = {"at": 11, "year": 2026, "state": "zaveden", "office": "usluzni-centar"}
    return Case(subject=about, received=received, serial=serial, **(known | facts))  # type: ignore[arg-type]
