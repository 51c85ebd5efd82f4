"""What a desk tells of its line: what waits, since when, how fast, how often it was away today."""

from __future__ import annotations

from datetime import datetime

from clerk_app.app.link_report import LinkReporting
from clerk_app.contract.link import LinkReport, read
from clerk_app.domain.errors import Unavailable
from clerk_app.ports.index import Outage
from clerk_app.ports.outbox import OutboxSize
from clerk_app.sync.link import LinkState
from tests.support.hand_clock import ZONE, HandClock, micros


class Outages:
    """The port, with what was asked for."""

    def __init__(self) -> None:
        self.asked: tuple[int, int] = (0, 0)

    def between(self, since: int, until: int) -> tuple[Outage, ...]:
        self.asked = (since, until)
        return (Outage(began=since, ended=until, kind="line_down", running=False),) * 2

    def received(self, since: int, until: int) -> int:
        return 0

    def kept_since(self) -> int | None:
        return None


def test_it_tells_what_waits_and_how_the_line_is_today() -> None:
    clock, outages = HandClock(), Outages()
    shown: list[LinkState] = []
    oldest = micros(clock.wall) - 4096 * 1_000_000
    report = LinkReporting(lambda: OutboxSize(41, 9000, oldest, 12), outages, clock, shown.append)
    report.take(LinkState(kind="good", rate=8192))
    assert shown == [LinkState(kind="good", rate=8192)]
    delays: list[int] = []
    LinkReporting(lambda: OutboxSize(0, 0, 0), Outages(), clock, shown.append, delays.append).told(612)
    assert delays == [612]
    assert read(report.told(612)) == LinkReport(waiting=41, oldest=4096, rate=8192, delay=612, outages=2)
    assert outages.asked == (micros(datetime(2026, 11, 23, tzinfo=ZONE)), micros(clock.wall))


def test_nothing_waits_and_nothing_is_known_yet() -> None:
    report = LinkReporting(lambda: OutboxSize(0, 0, 0), Outages(), HandClock(), print)
    assert read(report.told(0)) == LinkReport(outages=2)


def test_a_file_that_has_no_time_tells_nothing_and_stops_no_question() -> None:
    def busy() -> OutboxSize:
        raise Unavailable("store_busy")

    assert LinkReporting(busy, Outages(), HandClock(), print).told(5) == ""


def test_what_is_as_before_is_told_again_only_after_a_while() -> None:
    clock = HandClock()
    waits = [OutboxSize(0, 0, 0)]
    report = LinkReporting(lambda: waits[0], Outages(), clock, print)
    assert report.told(600) != ""
    assert [report.told(delay) for delay in (600, 700, 500)] == ["", "", ""]
    assert report.told(1200) != ""
    waits[0] = OutboxSize(1, 90, micros(clock.wall), 1)
    assert report.told(1200) != ""
    clock.pass_time(minutes=51)
    assert report.told(1200) != ""
