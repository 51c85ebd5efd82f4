"""What is seen of the office's relay: requests that lie at it, in the list and opened."""

from __future__ import annotations

from dataclasses import replace

from clerk_app.domain.requests import OutboxState
from clerk_app.sync.relay_state import RelayState
from tests.gates.scenes import Scene
from tests.support.desk_day import newest
from tests.support.fake_desk import FakeDesk
from tests.support.fake_neighbours import NOW, micros
from tests.support.stage import Stage


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


def at_exchange(state: RelayState) -> Scene:
    """The exchange in the dark, with the relay as it stands."""

    def play(stage: Stage, desk: FakeDesk) -> None:
        desk.relay = replace(state, since=micros(NOW), name="R1", address="192.168.100.120:8470")
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
