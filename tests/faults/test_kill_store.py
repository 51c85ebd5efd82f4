"""Killed (-9) at every fault point of the store: what was said to be accepted is there, and nothing is half there."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from clerk_app.contract import canonical
from clerk_app.domain.bodies import RequestReceived
from clerk_app.store.lists import DeskLookups
from clerk_app.store.requests import DeskRequests
from clerk_app.store.verify import verify
from tests.faults.points import STORE, Point
from tests.faults.store_worker import Office, list_at
from tests.store.desk import DESK

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ended:
    code: int
    accepted: list[str]
    done: bool


def run(folder: Path, *how: str) -> Ended:
    """Let a worker work in its own process; gives what it said and how it ended."""
    command = [sys.executable, "-m", "tests.faults.store_worker", str(folder), *how]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    said = ended.stdout.split("\n")
    assert "Traceback" not in ended.stderr, ended.stderr
    numbers = [line.removeprefix("accepted ") for line in said if line.startswith("accepted ")]
    return Ended(ended.returncode, numbers, "done" in said)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: a kill loses no page of it, and waiting for a disk proves nothing here."""
    memory = Path("/dev/shm")
    if not memory.is_dir():
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as made:
        yield Path(made)


def check(office: Office, said: list[str]) -> None:
    """Whatever happened: everything that was said holds, and everything that is there is whole."""
    desk = office.desk
    report = verify(desk.database, DESK)
    assert report.problem == ""
    received = desk.rows(
        "SELECT e.seq, e.running, b.body FROM journal_entry e JOIN journal_body b ON b.seq = e.seq"
        " WHERE e.kind = 'request.received' ORDER BY e.seq"
    )
    bodies = {seq: canonical.decode(body, RequestReceived) for seq, _running, body in received}
    numbers = [body.number for body in bodies.values()]
    assert set(said) <= set(numbers)
    assert len(set(numbers)) == len(numbers)
    assert [running for _seq, running, _body in received] == list(range(1, len(numbers) + 1))
    assert {seq for (seq,) in desk.rows("SELECT seq FROM view_request")} == set(bodies)
    words = "SELECT seq FROM view_recent UNION SELECT seq FROM view_indexed"
    assert {seq for (seq,) in desk.rows(words)} == set(bodies)
    assert len(desk.rows("SELECT id FROM desk_print_job")) == len(bodies)
    assert len(office.drafts.all("c")) <= 1
    requests = DeskRequests(desk.database, desk.clock)
    for number in numbers:
        assert [view.number for view in requests.find(number)] == [number]
    for body in bodies.values():
        for ref in body.enclosures:
            assert b"".join(office.enclosures.read(ref)).startswith(b"%PDF")
    sending = [number for (number,) in desk.rows("SELECT sending FROM desk_outbox WHERE sending > 0")]
    assert len(set(sending)) == len(sending)
    check_list(office)


def check_list(office: Office) -> None:
    """The list is one of its versions, whole, however much of the next one is here."""
    known = office.desk.rows("SELECT version FROM replica_list")
    found = DeskLookups(office.desk.database).search("streets", "улица")
    assert found.here == bool(known)
    wanted = {(row.code, row.sr) for row in list_at(known[0][0])} if known else set()
    assert {(row.code, row.label.sr) for row in found.rows} == wanted


@pytest.mark.parametrize(("point", "nth"), [(point, 1 + place % 4) for place, point in enumerate(STORE)])
def test_killed_at(point: Point, nth: int, folder: Path) -> None:
    survives(folder, point, nth)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100))
def test_killed_anywhere(seed: int, folder: Path) -> None:
    chance = random.Random(seed)
    survives(folder, chance.choice(STORE), chance.randint(1, 4))


def survives(folder: Path, point: Point, nth: int) -> None:
    """Kill a worker, look at what it left, and work on with that."""
    killed = run(folder, point.value, str(nth))
    assert (killed.code, killed.done) == (-signal.SIGKILL, False)

    office = Office(folder)
    check(office, killed.accepted)
    office.start()
    spooled = [seq for seq, _raw in office.spool.parcels()]
    assert spooled == list(office.desk.outbox.unconfirmed())
    office.desk.close()

    office = Office(folder)
    more = [office.accept(1000 + turn) for turn in range(3)]
    assert not set(more) & set(killed.accepted)
    check(office, killed.accepted + more)
    office.exchange()
    office.bring_list()
    check_list(office)
    waiting = office.desk.rows("SELECT seq FROM desk_outbox WHERE state IN ('waiting', 'sending')")
    blocked = office.desk.rows(
        "SELECT o.seq FROM desk_outbox o JOIN desk_outbox h ON h.subject = o.subject AND h.seq < o.seq"
        " WHERE o.state = 'waiting' AND h.state = 'held'"
    )
    assert waiting == blocked
    office.desk.close()


def test_there_are_enough_points() -> None:
    assert len(Point) >= 12
