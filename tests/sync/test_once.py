"""Everything up and down in one call."""

from __future__ import annotations

import pytest

from clerk_app.domain.errors import Damaged, Refused, Unavailable
from clerk_app.ports.outbox import OutboxState
from clerk_app.sync.once import OnceParts, once
from tests.support.fake_line import FakeLine
from tests.support.fake_outbox import FakeOutbox, InlineWrite
from tests.support.hand_moved_pulse import HandMovedPulse, Watch
from tests.support.model_centre import ModelCentre
from tests.support.sync_entries import IDENTITY, StillClock


def parts_of(centre: ModelCentre) -> tuple[OnceParts, FakeOutbox, FakeLine]:
    outbox, line = FakeOutbox(), FakeLine(centre, Watch())
    parts = OnceParts(
        line=line,
        outbox=outbox,
        write=InlineWrite(),
        identity=IDENTITY,
        clock=StillClock(),
        pulse=HandMovedPulse(),
        alarm=print,
    )
    return parts, outbox, line


def test_all_goes_up_and_all_comes_down() -> None:
    parts, outbox, _ = parts_of(ModelCentre())
    outbox.accept(120, size=400)
    summary = once(parts)
    assert (summary.waited, summary.left, summary.position, summary.changed) == (120, 0, 120, 120)
    assert len(outbox.changes) == 120


def test_a_second_time_nothing_moves() -> None:
    parts, outbox, line = parts_of(ModelCentre())
    outbox.accept(2)
    once(parts)
    line.dialled.clear()
    assert once(parts).changed == 0
    assert line.dialled == [("answers", 0)]


def test_a_poisoned_entry_is_held_and_the_rest_goes() -> None:
    parts, outbox, _ = parts_of(ModelCentre(lambda rows: "malformed" if any(row.seq == 4 for row in rows) else ""))
    outbox.accept(9)
    once(parts)
    assert outbox.in_state(OutboxState.HELD) == [4]


def test_a_centre_that_takes_nothing_is_told_to_the_caller() -> None:
    parts, outbox, _ = parts_of(ModelCentre(lambda _: "signature_wrong"))
    outbox.accept(9)
    with pytest.raises(Refused, match="signature_wrong"):
        once(parts)


def test_a_line_that_is_down_is_told_to_the_caller() -> None:
    parts, outbox, line = parts_of(ModelCentre())
    outbox.accept(1)
    line.fault = Unavailable("line_down")
    with pytest.raises(Unavailable, match="line_down"):
        once(parts)
    assert outbox.size().entries == 1


def test_a_desk_that_has_stopped_does_not_dial() -> None:
    parts, outbox, line = parts_of(ModelCentre())
    outbox.accept(3)
    outbox.stopped = Damaged("desk_restored")
    with pytest.raises(Damaged, match="desk_restored"):
        once(parts)
    assert line.dialled == []
