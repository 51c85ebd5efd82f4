"""A real desk file, a real line and a real centre in a process of its own, for journeys of the exchange."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from clerk_app.carriers.https import HttpsLine
from clerk_app.carriers.https_door import HttpsDoor
from clerk_app.carriers.https_files import HttpsFiles
from clerk_app.carriers.transport import Route
from clerk_app.carriers.wire import DeskProof, Wire, pinned_wire, unverified_wire
from clerk_app.contract import enrolment, signin
from clerk_app.contract.enrolment import Anchor, EnrolmentRequest
from clerk_app.contract.keys import SealingKey, SigningKey
from clerk_app.contract.signin import SignInRequest
from clerk_app.domain.bodies import EnclosureRef, FeeCharged, FeeLine
from clerk_app.domain.journal import Stamp
from clerk_app.store.desk_file import DeskFile
from clerk_app.store.enclosures import DeskEnclosures
from clerk_app.store.journal import DeskJournal
from clerk_app.store.outbox import DeskOutbox
from clerk_app.store.uploads import DeskUploads
from clerk_app.sync.identity import DeskIdentity
from tests.store.desk import KEY, CountedEntropy, body, subject
from tests.support.central_process import CentralProcess, address_of

_ASKED: dict[str, object] = {
    "service_version": 1,
    "form": {"request.kind": "domestic", "request.copies": "1", "request.purpose": "other"},
    "fee": FeeCharged(
        lines=(FeeLine(code="domestic_first", level="republic", tariff="1, 11", amount=52_000),), total=52_000
    ),
}
"""A request in which the centre finds nothing to note."""


class CentreProcess:
    """The reference central on one address and one database, killed and started as often as a test likes."""

    def __init__(self, folder: Path, database: str = "") -> None:
        self.database = database or address_of(folder / "central.db")
        self._files = folder / "central.db.files"
        self.url = self.code = ""
        self._process: CentralProcess | None = None

    def start(self) -> None:
        port = self._process.port if self._process else 0
        process = CentralProcess(self.database, files=self._files, port=port)
        process.start()
        self._process, self.url, self.code = process, process.url, process.code

    @property
    def pid(self) -> int:
        """Of the running process."""
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """As a power cut would."""
        assert self._process is not None
        self._process.kill()

    def stop(self) -> None:
        assert self._process is not None
        self._process.stop()


@dataclass(frozen=True)
class Reached:
    """A centre at an address, with a code for one desk."""

    url: str
    code: str


class MachineClock:
    """The port ``Clock`` on the machine's own clocks."""

    def __init__(self) -> None:
        self.learned = 0

    def now(self) -> datetime:
        return datetime.now(UTC)

    def local(self) -> datetime:
        return datetime.now().astimezone()

    def stamp(self) -> Stamp:
        return Stamp(at=time.time_ns() // 1000, boot=b"bootboot", mono=time.monotonic_ns() // 1_000_000)

    def learn(self, centre_now: int) -> None:
        self.learned = centre_now


def _enclosures(file: DeskFile, folder: Path, anchor: Anchor) -> DeskEnclosures:
    return DeskEnclosures(
        file.database,
        folder / "enclosures",
        database_key=KEY,
        centre_public=anchor.centre_seal,
        entropy=CountedEntropy(),
    )


class RealDesk:
    """Enrolled and signed in over the line, with an encrypted desk file; ``mark`` makes its keys."""

    def __init__(
        self, folder: Path, centre: CentreProcess | Reached, mark: bytes = b"s", route: Route | None = None
    ) -> None:
        self.signer, self.opener = SigningKey(mark * 32), SealingKey(mark.upper() * 32)
        self.anchor = _anchor(centre)
        enrolled = _asked(
            pinned_wire(centre.url, self.anchor.ca_pem),
            lambda door: door.enrol(
                EnrolmentRequest(
                    secret=enrolment.parse(centre.code).secret,
                    sign_public=self.signer.public,
                    seal_public=self.opener.public,
                )
            ),
        )
        self.code = enrolled.desk
        self.wire = pinned_wire(centre.url, self.anchor.ca_pem, DeskProof(self.code, self.signer), route)
        granted = HttpsDoor(self.wire).sign_in(
            SignInRequest(user="mprimeric", password="primer-2026", reply_public=self.opener.public)
        )
        self.grant = signin.verified(granted.grant, self.anchor.centre_sign)
        self.line = HttpsLine(self.wire)
        self.files = HttpsFiles(self.wire, self.anchor.centre_sign)
        self.clock = MachineClock()
        self.file = DeskFile(folder / "desk.db", KEY)
        self.journal = DeskJournal(self.file.database, self.code, clock=self.clock, entropy=CountedEntropy())
        self.enclosures = _enclosures(self.file, folder, self.anchor)
        self.uploads = DeskUploads(self.file.database)
        self.outbox = DeskOutbox(self.file.database, self.code, clock=self.clock)
        self.identity = DeskIdentity(
            desk=self.code,
            signer=self.signer,
            opener=self.opener,
            centre_sign=self.anchor.centre_sign,
            recipients=(self.anchor.centre_seal,),
        )

    def accept(self, who: int, *enclosures: EnclosureRef) -> None:
        local = self.clock.local()
        asked = _ASKED | {"clerk": "mprimeric", "enclosures": enclosures}
        self.journal.receive(
            lambda number: body(number, who, local=local, **asked),
            subject=subject(who),
            grant=self.grant.id,
        )

    def write[T](self, work: Callable[[], T], /) -> T:
        """The store keeps one writer at a time by itself, so the caller's thread will do."""
        return work()

    def scalar(self, sql: str) -> int:
        with self.file.database.reading() as connection:
            return int(connection.execute(sql).fetchone()[0])

    def close(self) -> None:
        self.file.close()
        self.wire.close()


def _anchor(centre: CentreProcess | Reached) -> Anchor:
    anchor = _asked(unverified_wire(centre.url), HttpsDoor.anchor)
    assert enrolment.fingerprint(anchor) == enrolment.parse(centre.code).fingerprint
    return anchor


def _asked[T](wire: Wire, work: Callable[[HttpsDoor], T]) -> T:
    try:
        return work(HttpsDoor(wire))
    finally:
        wire.close()
