"""Days on which the other end of the line is not what it should be; the work goes on and arrives later, once."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from clerk_app.app.secrets import identity_of, secret_of
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.contract.keys import SealingKey
from clerk_app.i18n import Texts
from clerk_app.support.checks import ClockRight
from tests.faults.bad_day import BadDay, prepared_once
from tests.journeys.clocks import EarlierClock, LaterClock
from tests.journeys.town import CLERK, PASSWORD, Town, place_of
from tests.support.bad_centre import BadCentre, Mood
from tests.support.central_process import RESOURCES


@dataclass(frozen=True)
class Expected:
    """What a clerk is told: at sign-in ("" = let in without the centre), by the link or an alarm, at enrolment."""

    sign_in: str | None
    exchange: str
    enrol: str | None = None


MOODS: dict[Mood, Expected] = {
    "hangs_up": Expected("", "line_down", "line_down"),
    "unauthorised": Expected("desk_unknown", "desk_unknown", "desk_unknown"),
    "unprocessable": Expected("malformed", "malformed", "malformed"),
    "broken": Expected("", "centre_trouble", "centre_trouble"),
    "busy": Expected("", "centre_trouble", "centre_trouble"),
    "portal": Expected("", "line_portal", "line_portal"),
    "garbage": Expected("", "line_portal", "line_portal"),
    "silent": Expected("", "line_slow"),
    "slow": Expected(None, "line_slow"),
    "stalls": Expected(None, "line_slow"),
    "forged": Expected("", "answer_forged", "line_portal"),
}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with Town(tmp_path_factory.mktemp("town")) as running:
        yield running


@pytest.fixture(scope="module")
def context(town: Town) -> ssl.SSLContext:
    """A certificate that desks of this town believe."""
    settings = CentralSettings(
        listen="127.0.0.1:0", database_url=f"sqlite:///{town.database}", texts=Texts(RESOURCES / "texts")
    )
    parts = open_parts(settings)
    try:
        return parts.keys.authority.server_context(("127.0.0.1",))
    finally:
        parts.database.close()


@pytest.fixture
def root(town: Town, tmp_path: Path) -> Path:
    root = town.desk(tmp_path.name)
    prepared_once(town, root)
    return root


@pytest.mark.parametrize("mood", MOODS)
def test_a_centre_that_is(mood: Mood, town: Town, root: Path, context: ssl.SSLContext, record_property) -> None:
    expected = MOODS[mood]
    with BadCentre(mood, context, desk_seal=seal_of(root)) as centre:
        place = place_of(root, central_url=centre.url, printer=town.printer.address)
        with BadDay(town, root, f"centre {mood}", record_property, place) as day:
            sign_in(day, centre, expected)
            paper = day.print(day.accept())
            assert paper.state == "printed"
            day.prepared.desk.nudge()
            day.until(lambda: expected.exchange in day.heard)
            day.says("exchange", expected.exchange)
            if expected.enrol:
                day.becomes_no_desk(centre.url, expected.enrol)
            assert mood == "forged" or "answer_forged" not in day.heard
    with BadDay(town, root, day.fault, record_property) as after:
        after.sign_in()
        send_again(after)
        after.take_over(day)
        after.end()


def sign_in(day: BadDay, centre: BadCentre, expected: Expected) -> None:
    """With the centre as it is, where the clerk is let in; else while it is away, which no clerk is kept out by."""
    mood = centre.mood
    if expected.sign_in:
        day.step("sign in", day.sign_in, code=expected.sign_in)
    if expected.sign_in != "":
        centre.mood = "hangs_up"
    day.sign_in()
    assert day.prepared.desk.sessions.current().offline
    day.goes_on("sign in, offline")
    centre.mood = mood


def send_again(day: BadDay) -> None:
    """What a centre refused to read whole was held, and stands on "Needs attention": the clerk sends it again."""
    for item in day.prepared.desk.actions.attending.items():
        if item.held is not None:
            day.says("needs attention", item.held.code, dict(item.held.params))
            day.prepared.desk.actions.attending.send_again(item.held.seq)


def seal_of(root: Path) -> bytes:
    """The desk's public sealing key, which whoever listens on the line may know."""
    place = place_of(root)
    return SealingKey(identity_of(place, secret_of(place)).seal_private).public


def test_no_centre_at_all(town: Town, root: Path, record_property) -> None:
    with BadDay(town, root, "centre absent", record_property) as day:
        town.go_down()
        try:
            day.sign_in()
            day.goes_on("sign in, offline")
            assert day.print(day.accept()).state == "printed"
            day.until(lambda: "line_down" in day.heard)
            day.says("exchange", "line_down")
            day.becomes_no_desk(town.url, "line_down")
        finally:
            town.come_back()
        day.end()


def test_parcels_that_somebody_sends_again(town: Town, root: Path, record_property) -> None:
    with BadDay(town, root, "parcels replayed", record_property) as day:
        day.prepared.signing_in.sign_in(CLERK, PASSWORD)
        for _ in range(3):
            day.accept()
        spool, line = day.prepared.desk.spool, day.prepared.centre.line
        spool.settle()
        copied = [raw for _seq, raw in spool.folder.parcels()]
        assert len(copied) == 3
        for _ in range(3):
            line.send(iter([*copied, *reversed(copied)]))
        day.sign_in()
        day.drain()
        line.send(iter(copied))
        day.goes_on("exchange, nine times over")
        day.end()


@pytest.mark.parametrize(("clock", "code"), [(LaterClock, "clock_ahead"), (EarlierClock, "clock_behind")])
def test_a_clock_that_is_wrong(clock, code: str, town: Town, root: Path, record_property) -> None:
    place = replace(place_of(root, printer=town.printer.address), clock=clock())
    with BadDay(town, root, f"desk's {code.replace('_', ' ')}", record_property, place) as day:
        day.sign_in()
        assert day.print(day.accept()).state == "printed"
        day.until(lambda: place.clock.stamp().offset is not None)
        found = ClockRight(lambda: place.clock.stamp().offset).run()
        assert found.code == code
        day.says("check of the clock", found.code, dict(found.params))
        day.end()
