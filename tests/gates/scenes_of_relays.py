"""What is seen of the office's relay: requests that lie at it, in the list and opened."""

from __future__ import annotations

from dataclasses import replace

from clerk_app.domain.requests import OutboxState
from clerk_app.ports.index import Outage
from clerk_app.ports.line_record import Pace, Passed
from clerk_app.sync.relay_state import RelayState
from clerk_app.ui.exchange.page import LineTold
from clerk_app.ui.exchange.words import Used
from tests.gates.scenes import Scene
from tests.support.desk_day import newest
from tests.support.fake_desk import FakeDesk
from tests.support.fake_neighbours import NOW, micros
from tests.support.stage import Stage

_MINUTE = 60 * 1_000_000
_DAY = 24 * 60 * _MINUTE


def left_there(stage: Stage, desk: FakeDesk, screen: str, subject: object = None) -> None:
    """The line is down, and the newest request lies at the relay."""
    desk.journal.marks[newest(desk).subject] = OutboxState(mark="relayed")
    dark = replace(desk.link, kind="down", since=micros(NOW), waiting=41, requests=17, relay="works", relayed=38)
    stage.go(screen, subject)
    desk.place.news.link_changed.emit(dark)
    stage.settle()


def listed(stage: Stage, desk: FakeDesk) -> None:
    left_there(stage, desk, "home")


def opened(stage: Stage, desk: FakeDesk) -> None:
    left_there(stage, desk, "detail", newest(desk).subject)


def line_told(desk: FakeDesk) -> LineTold:
    """A morning with an outage, and a parcel in every state by every carrier."""
    now = desk.clock.stamp().at
    one = Passed(number=9, at=now, carrier="line", first=1, last=60, entries=60, requests=41, bytes=31_744)
    passed = (
        replace(one, fate="answered", stopped=2, changes=11, answered=now),
        replace(one, fate="cut", tries=12),
        replace(one, carrier="relay", fate="left", at=now - _DAY),
        replace(one, carrier="stick", fate="answered", at=now - 3 * _DAY, answered=now - 2 * _DAY),
        replace(one, carrier="stick", fate="left", tries=2),
    )
    paces = tuple(Pace(now - minutes * _MINUTE, 300 * minutes, 640) for minutes in range(5, 100, 5))
    outages = (Outage(began=now - 200 * _MINUTE, ended=now - 120 * _MINUTE, kind="line_down", running=False),)
    return LineTold(passed=passed, paces=paces, outages=outages, used=Used(1_800_000, 50_000_000), paused=True)


def at_exchange(state: RelayState) -> Scene:
    """The exchange in the dark, with the relay as it stands."""

    def play(stage: Stage, desk: FakeDesk) -> None:
        desk.relay = replace(state, since=micros(NOW), name="R1", address="192.168.100.120:8470")
        desk.line_told = line_told(desk)
        stage.go("home")
        left_there(stage, desk, "exchange")
        desk.news.relay_changed.emit(desk.relay)
        stage.settle()

    return Scene(f"relay {state.code or 'works'}", play)


RELAY_SCENES = [
    Scene("relayed in the list", listed),
    Scene("relayed opened", opened),
    at_exchange(RelayState(works=True, there=38, away=micros(NOW))),
    at_exchange(RelayState(code="relay_foreign", there=2)),
    at_exchange(RelayState(code="office_key_none")),
]
