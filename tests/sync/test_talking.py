"""One conversation after another: the way changes at once, and what is rejected is halved on whichever leg it was."""

from __future__ import annotations

from clerk_app.contract.entries import EntryRow
from clerk_app.domain.errors import Unavailable
from clerk_app.ports.outbox import OutboxState
from tests.sync.engine_room import EngineRoom


def poisoned(rows: list[EntryRow]) -> str:
    return "malformed" if any(row.seq == 4 for row in rows) else ""


def test_a_poisoned_entry_is_found_also_among_requests_that_go_side_by_side() -> None:
    room = EngineRoom(poisoned)
    room.line.stream_fault = Unavailable("line_body_limit")
    room.accept(40, size=4_000)
    room.engine.start()
    while not room.watch.soon(lambda: room.outbox.in_state(OutboxState.HELD) == [4]):
        room.pulse.advance(5.0)
    assert room.engine.stop()
    assert room.outbox.in_state(OutboxState.HELD) == [4]
    assert set(room.centre.effects.values()) == {1}
