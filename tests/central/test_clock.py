"""The machine's clock in the unit of the wire, and one that follows a script."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clerk_app import central
from clerk_app.central.clock import DAY, HOUR, SECOND, ScriptedClock, local, micros, moment, now, past, running, utc
from clerk_app.domain.errors import Invalid


class Machine:
    """A clock that nobody can set, moved by the test."""

    def __init__(self) -> None:
        self.at = 5

    def __call__(self) -> int:
        return self.at


def test_it_is_microseconds_of_utc() -> None:
    before = datetime.now(UTC).timestamp()
    assert before - 1 <= now() / SECOND <= before + 60
    assert DAY == 24 * 3600 * SECOND
    assert running() <= running()


def test_a_scripted_clock_begins_where_it_is_told_and_goes_on_by_itself() -> None:
    machine = Machine()
    clock = ScriptedClock(moment("2026-12-31T23:59"), machine)
    machine.at += 90 * SECOND
    assert local(clock()).isoformat() == "2027-01-01T00:00:30+01:00"


def test_it_is_moved_forward_and_never_back() -> None:
    machine = Machine()
    clock = ScriptedClock(HOUR, machine)
    assert clock.move_to(DAY) == clock() == DAY
    with pytest.raises(Invalid, match="clock_back"):
        clock.move_to(DAY - 1)
    with pytest.raises(Invalid, match="moment_wrong"):
        clock.move_to(DAY * 400_000)
    assert clock() == DAY
    clock.no_earlier(HOUR)
    assert clock() == DAY
    clock.no_earlier(2 * DAY)
    assert clock() == 2 * DAY


def test_a_moment_without_offset_is_local_in_winter_and_in_summer() -> None:
    assert moment("2026-11-28T08:00") == moment("2026-11-28T07:00Z")
    assert moment("2026-07-28T08:00") == moment("2026-07-28T08:00:00+02:00")
    assert micros(local(moment("2026-07-28T08:00"))) == moment("2026-07-28T08:00")


@pytest.mark.parametrize("text", ["", "сутра", "2026-13-01", "0001-01-01T00:00:00+14:00x"])
def test_what_is_no_moment_is_said(text: str) -> None:
    with pytest.raises(Invalid, match="moment_wrong"):
        moment(text)


def test_nothing_else_at_the_centre_asks_the_machine_for_the_time() -> None:
    """Besides the certificate of the line: desks judge its dates by their own clocks."""
    asks = re.compile(r"\btime\.time|\b(datetime\.(now|utcnow)|date\.today)\(")
    folder = Path(central.__file__).parent
    asking = {path.name for path in folder.rglob("*.py") if asks.search(path.read_text(encoding="utf-8"))}
    assert asking == {"clock.py", "authority.py"}


def test_what_strangers_say_of_a_time_is_within_what_can_be() -> None:
    at = 1_790_000_000_000_000
    assert past(utc(at), at + 1) == at
    assert past(datetime.max.replace(tzinfo=UTC), at) == at
    assert past(datetime.min.replace(tzinfo=UTC), at) == 0
    assert past(datetime.fromisoformat("2026-09-21T16:26:40+02:00"), at) == past(utc(at), at)
