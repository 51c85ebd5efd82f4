"""The line goes and comes back: work goes on meanwhile, and afterwards everything is at the centre, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app.cli.frame import Exit
from tests.faults.aftermath import DeskProcess, check_whole, desk_of, judged
from tests.journeys.town import Terminal, Town, lines


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with Town(tmp_path) as running:
        yield running


@pytest.fixture
def root(town: Town) -> Path:
    """A desk whose clerk has signed in once, and which knows the services."""
    root = town.desk("desk")
    assert Terminal(root).as_clerk("sync", "--once", "--hold", "0").code == Exit.DONE
    return root


def test_twenty_requests_wait_for_the_line_and_drain_by_themselves(town: Town, root: Path) -> None:
    terminal = Terminal(root)
    town.go_down()
    received = terminal.as_clerk("receive", stdin=lines(20))
    assert (received.code, len(set(received.numbers))) == (Exit.DONE, 20)

    queue = terminal.as_clerk("queue")
    (waiting,) = queue.told
    assert queue.code == Exit.DONE
    assert waiting["entries"] == 20
    assert {one["number"] for one in waiting["waiting"]} == set(received.numbers)
    assert {one["mark"] for one in waiting["waiting"]} == {"waiting"}
    assert waiting["attention"] == []

    failed = terminal.as_clerk("sync", "--once")
    assert failed.code == Exit.FAILED
    assert failed.error["error"].startswith("line_")

    desk = DeskProcess(root, town, "--patient")
    assert set(desk.until_opened()["numbers"]) == set(received.numbers)
    town.come_back()
    found = check_whole(town, root, [desk.end()], Counter())
    assert found["numbers"] == sorted(received.numbers)
    assert terminal.as_clerk("queue").told[0]["entries"] == 0


def test_the_spool_travels_with_nobody_signed_in_and_the_outbox_closes_at_the_next_sign_in(
    town: Town, root: Path
) -> None:
    terminal = Terminal(root)
    town.go_down()
    received = terminal.as_clerk("receive", stdin=lines(5))
    town.come_back()

    spooled = terminal.run("sync", "--once")
    assert (spooled.code, spooled.told) == (Exit.DONE, [{"confirmed": 5, "left": 0, "alarms": []}])
    assert list((root / "spool").glob("*.parcel")) == []
    found = judged(town.database, desk_of(root), received.numbers)
    assert (found["lost"], found["doubled"], found["gaps"]) == ([], 0, [])

    signed_in = terminal.as_clerk("sync", "--once")
    assert (signed_in.code, signed_in.told[0]["left"], signed_in.told[0]["alarms"]) == (Exit.DONE, 0, [])
    (queue,) = terminal.as_clerk("queue").told
    assert (queue["entries"], queue["waiting"]) == (0, [])
    again = judged(town.database, desk_of(root), received.numbers)
    assert (again["lost"], again["doubled"], again["unnumbered"], again["alarms"]) == ([], 0, 0, [])
