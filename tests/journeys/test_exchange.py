"""Real store, real line, real centre: killed in the middle, and yet nothing is lost and nothing happens twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app.domain.bodies import EnclosureRef
from clerk_app.sync.chores import Chores
from clerk_app.sync.enclosures import EnclosureChore
from clerk_app.sync.engine import Engine, Surroundings
from clerk_app.sync.incoming import News
from clerk_app.sync.link import LinkState, kind_of
from clerk_app.sync.mailbox import RealPulse
from clerk_app.sync.once import OnceParts, once
from clerk_app.sync.reference import ReferenceChore
from tests.journeys.exchange_day import CentreProcess, RealDesk
from tests.support.centre_rows import rows
from tests.support.hand_moved_pulse import Watch
from tests.support.kept_reference import Kept
from tests.support.postgres_server import PostgresServer

OPEN = "SELECT count(*) FROM desk_outbox WHERE state <> 'accepted'"
REGISTERED = "SELECT count(*) FROM replica_request"


@pytest.fixture
def centre(tmp_path: Path, centre_database: str) -> Iterator[CentreProcess]:
    running = CentreProcess(tmp_path, centre_database)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def desk(tmp_path: Path, centre: CentreProcess) -> Iterator[RealDesk]:
    opened = RealDesk(tmp_path, centre)
    yield opened
    opened.close()


def at_the_centre(centre: CentreProcess, sql: str) -> list[tuple[int, ...]]:
    return rows(centre.database, sql)


class NotedUploads:
    """The desk's uploads; the watch is told when one is done."""

    def __init__(self, desk: RealDesk, watch: Watch) -> None:
        self._uploads = desk.uploads
        self._watch = watch
        self.done: list[str] = []

    def waiting(self) -> tuple[EnclosureRef, ...]:
        return self._uploads.waiting()

    def uploaded(self, sha256: str) -> frozenset[bytes]:
        whose = self._uploads.uploaded(sha256)
        self.done.append(sha256)
        self._watch.note()
        return whose

    def failed(self, sha256: str, code: str, reached: int, *, held: bool) -> frozenset[bytes]:
        return self._uploads.failed(sha256, code, reached, held=held)


class Running:
    """An engine on the machine's own time, and what it told."""

    def __init__(self, desk: RealDesk) -> None:
        self.watch = Watch()
        self.links: list[LinkState] = []
        self.alarms: list[str] = []
        self.desk = desk
        self.kept = Kept()
        self.uploads = NotedUploads(desk, self.watch)
        reference = ReferenceChore(desk.files, self.kept, desk.write, self.watch.note)
        enclosures = EnclosureChore(desk.files, desk.enclosures, self.uploads, desk.write)
        self.chores = Chores((reference, enclosures), RealPulse(), lambda: 0.1, desk.files.cut)
        self.engine = Engine(
            Surroundings(
                line=desk.line,
                outbox=desk.outbox,
                write=desk.write,
                identity=desk.identity,
                clock=desk.clock,
                pulse=RealPulse(),
                jitter=lambda: 0.1,
                awaiting=lambda: True,
                news=News(changed=self._changed, alarm=self.alarms.append),
                link=self._link,
            ),
            self.chores,
        )

    def registered(self, count: int) -> bool:
        return self.desk.scalar(OPEN) == 0 and self.desk.scalar(REGISTERED) == count

    def _changed(self, subjects: frozenset[bytes]) -> None:
        self.chores.ask(EnclosureChore.name)
        self.watch.note(subjects)

    def _link(self, state: LinkState) -> None:
        self.links.append(state)
        self.watch.note()


def test_two_hundred_entries_survive_a_centre_that_is_killed_in_the_middle(
    centre: CentreProcess, desk: RealDesk
) -> None:
    running = Running(desk)
    for who in range(100):
        desk.accept(who)
    running.engine.start()
    running.watch.until(lambda: desk.scalar(OPEN) < 100)
    centre.kill()
    for who in range(100, 200):
        desk.accept(who)
        running.engine.nudge()
    running.watch.until(lambda: running.links[-1].kind == "down")
    centre.start()
    running.engine.nudge()
    running.watch.until(lambda: running.registered(200))
    assert running.engine.stop()
    assert running.alarms == []
    assert at_the_centre(centre, "SELECT count(*), count(DISTINCT seq), min(seq), max(seq) FROM entry") == [
        (200, 200, 1, 200)
    ]
    assert at_the_centre(centre, "SELECT count(*), count(DISTINCT subject) FROM request") == [(200, 200)]
    last = running.links[-1]
    assert (last.kind, last.code, last.since) == (
        kind_of(last.rate, last.forecast),
        "",
        0,
    )  # it works, as fast as it was


def test_two_hundred_entries_survive_a_database_that_falls_in_the_middle(tmp_path: Path) -> None:
    with PostgresServer() as server, server.database() as address:
        centre = CentreProcess(tmp_path, address)
        centre.start()
        desk = RealDesk(tmp_path, centre)
        running = Running(desk)
        for who in range(100):
            desk.accept(who)
        running.engine.start()
        running.watch.until(lambda: desk.scalar(OPEN) < 100)
        server.crash()
        for who in range(100, 200):
            desk.accept(who)
            running.engine.nudge()
        running.watch.until(lambda: running.links[-1].kind == "down")
        server.start()
        running.engine.nudge()
        running.watch.until(lambda: running.registered(200))
        assert running.engine.stop()
        desk.close()
        centre.stop()
        assert running.alarms == []
        assert at_the_centre(centre, "SELECT count(*), count(DISTINCT seq) FROM entry") == [(200, 200)]
        assert at_the_centre(centre, "SELECT count(DISTINCT serial), max(serial) FROM request") == [(200, 200)]


@pytest.mark.parametrize("centre_database", ["sqlite"], indirect=True)
def test_reference_data_comes_while_nothing_presses(desk: RealDesk) -> None:
    running = Running(desk)
    running.engine.start()
    running.watch.until(lambda: "municipality" in running.kept.items)
    assert running.engine.stop()
    assert any(name.startswith("service/") for name in running.kept.items)


def test_an_enclosure_follows_the_entry_that_names_it(tmp_path: Path, centre: CentreProcess, desk: RealDesk) -> None:
    paper = tmp_path / "prilog.pdf"
    paper.write_bytes(b"%PDF-1.7\n" + b"x" * 600_000 + b"\n%%EOF\n")
    ref = desk.enclosures.keep(paper, "Пуномоћје", "", original=True)
    desk.accept(1, ref)
    running = Running(desk)
    running.engine.start()
    running.watch.until(lambda: running.uploads.done == [ref.sha256])
    assert running.engine.stop()
    assert desk.uploads.waiting() == ()
    assert at_the_centre(centre, "SELECT size FROM enclosure") == [(ref.size,)]


def test_once_brings_everything_up_and_down(centre: CentreProcess, desk: RealDesk) -> None:
    for who in range(20):
        desk.accept(who)
    summary = once(
        OnceParts(
            line=desk.line,
            outbox=desk.outbox,
            write=desk.write,
            identity=desk.identity,
            clock=desk.clock,
            pulse=RealPulse(),
            alarm=pytest.fail,
            hold=2,
        )
    )
    assert (summary.waited, summary.left) == (20, 0)
    assert desk.scalar(REGISTERED) == 20
    assert desk.clock.learned > 0
    assert at_the_centre(centre, "SELECT count(*) FROM entry") == [(20,)]
