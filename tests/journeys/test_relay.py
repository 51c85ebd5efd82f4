"""An office whose line is down exchanges by its relay: nothing is lost, nothing happens twice, neighbours are found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.relay_day import OPEN, Office
from tests.support.centre_rows import rows


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.close()


def received(office: Office) -> list[tuple[int, ...]]:
    """How many entries and requests the centre has, and how many of them are different."""
    counted = "SELECT count(*), count(DISTINCT desk || seq) FROM entry WHERE kind = 'request.received'"
    return [*rows(office.centre.database, counted), *rows(office.centre.database, "SELECT count(*) FROM request")]


def test_what_one_counter_receives_in_the_dark_is_found_at_the_next_and_numbered_when_the_relay_has_a_line(
    office: Office,
) -> None:
    here, there = office.desks
    office.ready()
    office.go_dark()
    for who in range(5):
        here.accept(who)
    there.accept(100)
    here.until(lambda: len(here.seen()) == 1)
    there.until(lambda: len(there.seen()) == 5)
    assert there.found()[0].desk == here.code
    assert there.found()[0].counter == "1"
    here.until(lambda: here.relays[-1].works and here.relays[-1].there == 5)
    assert here.desk.scalar(OPEN) == 5
    office.relay_wan.mend()
    here.until(lambda: here.registered(5))
    there.until(lambda: there.registered(1))
    here.until(lambda: not here.seen())
    there.until(lambda: not there.seen())
    assert received(office) == [(6, 6), (6,)]
    assert (here.alarms, there.alarms) == ([], [])
    assert here.links[-1].kind == "down"
