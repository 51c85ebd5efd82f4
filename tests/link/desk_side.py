"""The desk in a process of its own: its encrypted file, and the program's own exchange and chores, without windows.

``python -m tests.link.desk_side FOLDER`` does what each line of its standard input says (JSON, ``do`` and what that
wants) and answers with one line of JSON. Moments are seconds of the machine's monotonic clock, which every process of a
run shares. It ends with its input.
"""

from __future__ import annotations

import json
import random
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from itertools import batched
from pathlib import Path
from typing import Any

from clerk_app.app.centre import exchange_identity
from clerk_app.app.enrol import enrol
from clerk_app.app.open import Prepared, Told, prepare
from clerk_app.app.place import Place, find_place
from clerk_app.carriers.https import HttpsLine
from clerk_app.contract import dictionaries
from clerk_app.contract.entries import EntryRow, encode_rows, row_of
from clerk_app.contract.parcel import take_apart
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.catalogue import Service
from clerk_app.ports.outbox import Cut
from clerk_app.store import entry_rows
from clerk_app.sync.cutting import Cutter
from clerk_app.sync.packing import Packing
from tests.bench.enrolled import PASSWORD, USER
from tests.link import floor
from tests.link.mixture import Asked, Mixture

_PATIENCE = 900.0
_WRITE = 30.0
_OPEN = "SELECT count(*) FROM desk_outbox WHERE state <> 'accepted'"
_IN_ORDER = "SELECT seq FROM desk_outbox WHERE state = 'waiting' ORDER BY deadline, seq"
_TOLD = "SELECT count(*) FROM replica_event WHERE kind = ?"


class CountedLine(HttpsLine):
    """Notes each parcel that the line takes."""

    sent: list[tuple[int, int, float]] = []  # noqa: RUF012 - of the process: the desk is opened more than once

    def send(self, parcels: Iterator[bytes]) -> None:
        """Send them as always."""
        super().send(self._noted(parcels))

    def _noted(self, parcels: Iterator[bytes]) -> Iterator[bytes]:
        for raw in parcels:
            CountedLine.sent.append((take_apart(raw).head.first, len(raw), time.monotonic()))
            yield raw


class RunningDesk:
    """The program without windows, in ``folder``: opened, closed, and used as a clerk would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.place: Place = find_place({}, {}, root=folder, demo=True)
        self.news = threading.Semaphore(0)
        self._prepared: Prepared | None = None
        self._mixtures: dict[int, Mixture] = {}
        self._known: tuple[Service, ...] = ()

    def close(self) -> None:
        """End the program."""
        if self._prepared is not None:
            self._prepared.close()
            self._prepared = None

    @property
    def open(self) -> Prepared:
        """The open program; a bug to ask before ``prepare``."""
        if self._prepared is None:
            raise RuntimeError("the desk is not open")
        return self._prepared

    def prepare(self) -> Prepared:
        """Join everything, with a line that is counted."""
        made = prepare(self.place, Told(changed=lambda _subjects: self.news.release()))
        around = made.desk._around
        line = CountedLine(around.centre.line._wire)
        made.desk._around = replace(around, centre=replace(around.centre, line=line))
        self._prepared = made
        return made

    def mixture(self, seed: int) -> Mixture:
        """Requests of this seed, going on where it stopped."""
        if seed not in self._mixtures:
            self._mixtures[seed] = Mixture(self._services(), datetime.now().astimezone().date(), seed)
        return self._mixtures[seed]

    def _services(self) -> tuple[Service, ...]:
        """The catalogue as the centre has told it."""
        self._known = self._known or self.open.desk.actions.choosing.services()
        return self._known

    def accept(self, asked: Asked, enclosures: tuple[EnclosureRef, ...] = ()) -> None:
        """What the key for "accept" does."""
        actions, writes = self.open.desk.actions, self.open.lanes.writes
        service = next(one for one in self._services() if one.id == asked.service)
        form = asked.form(actions.intake.begin(asked.who).id, service, enclosures)
        writes.call(lambda: actions.intake.accept(form, service), _WRITE, priority=True)

    def rows(self, after: int) -> list[EntryRow]:
        """Everything in the journal after this entry."""
        with self.open.desk.stores.file.database.reading() as connection:
            entries = entry_rows.after(connection, self.open.desk.identity.desk, after)
        return [row_of(entry) for entry in entries]

    def scalar(self, sql: str, *values: str) -> int:
        """One number of the desk file."""
        with self.open.desk.stores.file.database.reading() as connection:
            return int(connection.execute(sql, values).fetchone()[0])


class DeskSide:
    """Each public method is an order."""

    def __init__(self, desk: RunningDesk) -> None:
        self._desk = desk
        self._cpu = 0.0

    def enrol(self, url: str, code: str) -> dict[str, Any]:
        """Become a desk, sign in, and let everything come that a new desk fetches."""
        enrol(self._desk.place, url, code)
        self._desk.prepare().sign_in(USER, PASSWORD)
        return {}

    def reopen(self) -> dict[str, Any]:
        """Start the program anew and sign in; it does not speak with the centre yet."""
        self._desk.close()
        self._desk.prepare().admit(USER, PASSWORD)
        return {}

    def receive(self, count: int, seed: int, dictionary: str = "") -> dict[str, Any]:
        """Take requests as a clerk does; says how few bytes they could be packed into."""
        before = self._desk.scalar("SELECT coalesce(max(seq), 0) FROM journal_entry")
        for _ in range(count):
            self._desk.accept(self._desk.mixture(seed).ask())
        rows = self._desk.rows(before)
        told = {"entries": len(rows), "plain": sum(len(bytes(row.body)) for row in rows)}
        if dictionary:
            told["packed"] = floor.packed_bytes(rows, Path(dictionary).read_bytes())
        return told

    def train(self, dictionary: str) -> dict[str, Any]:
        """Leave a dictionary that was trained on everything received so far."""
        Path(dictionary).write_bytes(floor.trained(self._desk.rows(0)))
        return {}

    def rows(self, file: str) -> dict[str, Any]:
        """Leave what was received as rows of JSON, one a line, for those who send it in another way."""
        Path(file).write_bytes(b"\n".join(encode_rows([row]) for row in self._desk.rows(0)))
        return {}

    def pack(self, at_once: int) -> dict[str, Any]:
        """Pack what waits into parcels of so many requests, against what was confirmed, as for a thin line."""
        stores = self._desk.open.desk.stores
        known = dictionaries.newest(self._desk.place.resources / "wire")
        cutter = Cutter(exchange_identity(self._desk.open.desk.identity), Packing(stores.outbox.base, known))
        with stores.file.database.reading() as connection:
            waiting = [seq for (seq,) in connection.execute(_IN_ORDER)]
        entries = [stores.outbox.entry(seq) for seq in waiting]
        whole = [entry for entry in entries if entry is not None]
        cuts = [Cut(first=place + 1, entries=part, position=0) for place, part in enumerate(batched(whole, at_once))]
        sizes = [len(cutter.parcel(cut)) for cut in cuts if len(cut.entries) == at_once]
        return {"a_request": sum(sizes) / len(sizes) / at_once}

    def start(self) -> dict[str, Any]:
        """Begin to speak with the centre."""
        CountedLine.sent.clear()
        self._cpu, began = time.process_time(), time.monotonic()
        self._desk.open.desk.start_exchange()
        return {"began": began}

    def settled(self, registered: int = 0, statuses: int = 0) -> dict[str, Any]:
        """Wait until everything is confirmed, and so many numbers and statuses have been applied."""
        confirmed = numbered = done = 0.0
        end = time.monotonic() + _PATIENCE
        while not done:
            now = time.monotonic()
            confirmed = confirmed or (now if not self._desk.scalar(_OPEN) else 0.0)
            numbered = numbered or (now if self._desk.scalar(_TOLD, "registered") >= registered else 0.0)
            if confirmed and numbered and self._desk.scalar(_TOLD, "status") >= statuses:
                done = now
            elif now > end:
                raise TimeoutError("the exchange did not end")
            else:
                self._desk.news.acquire(timeout=0.5)
        return {
            "confirmed": confirmed,
            "numbered": numbered,
            "done": done,
            "parcels": list(CountedLine.sent),
            "cpu": time.process_time() - self._cpu,
        }

    def urgent(self, seed: int) -> dict[str, Any]:
        """Accept one request, and wait until the centre has confirmed it."""
        began = time.monotonic()
        self._desk.accept(self._desk.mixture(seed).ask())
        committed = time.monotonic()
        while self._desk.scalar(_OPEN):
            if time.monotonic() - began > _PATIENCE:
                raise TimeoutError("it was not confirmed")
            self._desk.news.acquire(timeout=0.5)
        return {"began": began, "committed": committed, "confirmed": time.monotonic()}

    def attach(self, count: int, size: int, seed: int) -> dict[str, Any]:
        """A request with so many scans, which cannot be packed any further."""
        asked = self._desk.mixture(seed).ask()
        kept = []
        for place in range(count):
            path = self._desk.folder / "scan.jpg"
            path.write_bytes(b"\xff\xd8\xff\xe0" + random.Random(f"{seed} {place}").randbytes(size - 4))
            title = f"Скен {place + 1}"
            kept.append(self._desk.open.desk.stores.enclosures.keep(path, title, "", original=False))
            path.unlink()
        self._desk.accept(asked, tuple(kept))
        return {}

    def uploads(self) -> dict[str, Any]:
        """How many enclosures the centre does not have yet."""
        return {"waiting": len(self._desk.open.lanes.writes.call(self._desk.open.desk.stores.uploads.waiting, _WRITE))}

    def poll(self, dial: bool) -> dict[str, Any]:
        """Ask the centre whether there is anything; over a new connection where it must ``dial``."""
        if dial:
            self._desk.open.centre.line.cut()
        self._desk.open.desk.nudge()
        return {}


def main() -> int:
    """Do what is asked until nobody asks any more."""
    with ExitStack() as undo:
        running = RunningDesk(Path(sys.argv[1]))
        undo.callback(running.close)
        desk = DeskSide(running)
        for line in sys.stdin:
            asked = json.loads(line)
            order: Callable[..., dict[str, Any]] = getattr(desk, asked.pop("do"))
            sys.stdout.write(json.dumps(order(**asked)) + "\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
