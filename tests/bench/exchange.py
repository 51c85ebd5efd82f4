"""How long 1,000 requests take to the centre and their numbers back: loopback, TLS, sealed, signed, both ends real.

The centre is a process of its own. The time runs from the start of the engine, dialling included, until every entry is
confirmed and every number is applied to the desk's file.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from clerk_app.app.lanes import WriteAndWait
from clerk_app.domain.bodies import RequestReceived
from clerk_app.lanes import Lane, at_once
from clerk_app.settings.clock import SystemClock, SystemEntropy
from clerk_app.store.desk_file import DeskFile
from clerk_app.store.journal import DeskJournal
from clerk_app.store.outbox import DeskOutbox
from clerk_app.store.spool import FolderSpool
from clerk_app.sync.engine import Engine, Surroundings
from clerk_app.sync.incoming import News
from clerk_app.sync.mailbox import RealPulse
from tests.bench.crowd import Crowd
from tests.bench.figures import Figure, at_most, figure
from tests.bench.lone import keep_reference, ruled, services
from tests.journeys.exchange_day import CentreProcess, RealDesk
from tests.support.postgres_server import PostgresServer

ROUNDS, MANY_ROUNDS = 5, 2
REQUESTS, MANY = 1000, 10_000
_PATIENCE = 60.0
_OPEN = "SELECT count(*) FROM desk_outbox WHERE state <> 'accepted'"
_NUMBERED = "SELECT count(*) FROM replica_request"


def measure(work: Path) -> list[Figure]:
    """A fresh desk and a fresh centre for each round; entries with and without a spool to be cleared behind them."""
    plain = [_round(work / "exchange", spooled=False) for _ in range(ROUNDS)]
    spooled = [_round(work / "exchange", spooled=True) for _ in range(ROUNDS)]
    served = _served(work / "exchange")
    return [
        figure(
            "exchange",
            f"{REQUESTS:,} requests exchanged both ways",
            "s",
            [one.numbered for one in plain],
            reach=at_most(0.5),
            note="until the last number is applied and can be searched for",
        ),
        figure("exchange", "the same: until the last entry is confirmed", "s", [one.confirmed for one in plain]),
        figure("exchange", "the same: processor time of the desk", "s", [one.desk_cpu for one in plain]),
        figure("exchange", "the same: processor time of the centre", "s", [one.centre_cpu for one in plain]),
        figure("exchange", "the same, while the spool is cleared behind it", "s", [one.numbered for one in spooled]),
        figure(
            "exchange",
            "the same, with the centre on PostgreSQL",
            "s",
            [one.numbered for one in served],
            note="on this machine too, over a socket, every commit synced; the centre's processor time is without it",
        ),
        figure(
            "exchange",
            "the same on PostgreSQL: until the last entry is confirmed",
            "s",
            [one.confirmed for one in served],
        ),
        figure(
            "exchange", "the same on PostgreSQL: processor time of the centre", "s", [one.centre_cpu for one in served]
        ),
        *_of_many(work / "exchange"),
    ]


def _of_many(folder: Path) -> list[Figure]:
    """A backlog: the chain, the audit and what is seen of requests grow with it."""
    many = [_round(folder, spooled=False, count=MANY) for _ in range(MANY_ROUNDS)]
    return [
        figure(
            "exchange",
            f"{MANY:,} requests exchanged both ways",
            "s",
            [one.numbered for one in many],
            reach=at_most(1.5),
        ),
        figure("exchange", f"{MANY:,}: processor time of the desk", "s", [one.desk_cpu for one in many]),
        figure("exchange", f"{MANY:,}: processor time of the centre", "s", [one.centre_cpu for one in many]),
    ]


def _served(folder: Path) -> list[Watch]:
    """As durable as a municipality's would be."""
    rounds = []
    with PostgresServer(fsync="on") as server:
        for _ in range(ROUNDS):
            with server.database() as address:
                rounds.append(_round(folder, spooled=False, database=address))
    return rounds


class Watch:
    """Looks at the desk file after every piece of news."""

    def __init__(self, database: Callable[[str], int], count: int) -> None:
        self._scalar = database
        self._count = count
        self._news = threading.Semaphore(0)
        self.began = time.perf_counter()
        self.confirmed = self.numbered = 0.0
        self.desk_cpu = self.centre_cpu = 0.0

    def changed(self, _subjects: frozenset[bytes]) -> None:
        """Something was applied."""
        self._news.release()

    def wait(self) -> None:
        """Until everything is numbered; raises ``TimeoutError``."""
        while not self.numbered:
            if not self._news.acquire(timeout=_PATIENCE):
                raise TimeoutError("the exchange did not end")
            now = time.perf_counter() - self.began
            if not self.confirmed and not self._scalar(_OPEN):
                self.confirmed = now
            if self.confirmed and self._scalar(_NUMBERED) == self._count:
                self.numbered = now


def _round(folder: Path, *, spooled: bool, database: str = "", count: int = REQUESTS) -> Watch:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    centre = CentreProcess(folder, database)
    centre.start()
    desk = RealDesk(folder, centre)
    try:
        return _exchange(folder, desk, centre, spooled=spooled, count=count)
    finally:
        desk.close()
        centre.stop()


def _exchange(folder: Path, desk: RealDesk, centre: CentreProcess, *, spooled: bool, count: int) -> Watch:
    identity, clock = desk.identity, SystemClock()
    spool = FolderSpool(folder / "spool", None, desk=desk.code, signer=identity.signer, recipients=identity.recipients)
    lane, writes = Lane("spool", at_once), Lane("writes", at_once)

    def cleared(seqs: Iterable[int]) -> None:
        gone = tuple(seqs)
        if spooled:
            lane.submit(lambda: spool.confirmed(gone))

    with DeskFile(folder / "bench.db", bytes(32)) as file:
        journal = DeskJournal(file.database, desk.code, clock=clock, entropy=SystemEntropy())
        _receive(journal, file, desk.grant.id, count)
        outbox = DeskOutbox(file.database, desk.code, clock=clock, confirmed=cleared)
        if spooled:
            spool.match(outbox.unconfirmed(), outbox.entry, outbox.head())
        watch = Watch(lambda sql: _scalar(file, sql), count)
        engine = Engine(_world(desk, outbox, writes, clock, watch))
        before = time.process_time(), _cpu(centre.pid)
        engine.start()
        try:
            watch.wait()
            watch.desk_cpu, watch.centre_cpu = time.process_time() - before[0], _cpu(centre.pid) - before[1]
        finally:
            engine.stop()
            lane.close(_PATIENCE)
            writes.close()
    return watch


def _world(desk: RealDesk, outbox: DeskOutbox, writes: Lane, clock: SystemClock, watch: Watch) -> Surroundings:
    return Surroundings(
        line=desk.line,
        outbox=outbox,
        write=WriteAndWait(writes),
        identity=desk.identity,
        clock=clock,
        pulse=RealPulse(),
        jitter=lambda: 0.1,
        awaiting=lambda: True,
        news=News(changed=watch.changed, alarm=lambda _code: None),
        link=lambda _state: None,
    )


def _receive(journal: DeskJournal, file: DeskFile, grant: str, count: int) -> None:
    keep_reference(file.database)
    crowd, today, chance, catalogue = Crowd(11), datetime.now(UTC).date(), SystemEntropy(), services()

    def build(number: str) -> RequestReceived:
        body = crowd.body(number, today)
        return ruled(body, catalogue[body.service])

    for _ in range(count):
        journal.receive(build, subject=chance.take(16), grant=grant)


def _cpu(pid: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _scalar(file: DeskFile, sql: str) -> int:
    with file.database.reading() as connection:
        return int(connection.execute(sql).fetchone()[0])
