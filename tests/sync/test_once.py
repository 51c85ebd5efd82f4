"""Everything up and down in one call."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from clerk_app.contract.answers import Order
from clerk_app.domain.errors import Damaged, Refused, Unavailable
from clerk_app.lanes import Lane, at_once
from clerk_app.ports.outbox import OutboxState
from clerk_app.sync.once import OnceParts, Summary, once
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


def while_time_goes_on(
    parts: OnceParts,
    line: FakeLine,
    expected: Callable[[], bool] = lambda: False,
    then: Callable[[], None] = lambda: None,
) -> Summary:
    """Exchange while a test moves time on; ``then`` follows on what is expected."""
    summaries: list[Summary] = []
    failed: list[Exception] = []

    def end(summary: Summary) -> None:
        summaries.append(summary)
        line.watch.note()

    lane, pulse = Lane("once", at_once), parts.pulse
    assert isinstance(pulse, HandMovedPulse)
    lane.submit(lambda: once(parts), end, failed.append)
    while not (failed or line.watch.soon(lambda: bool(summaries))):
        if expected():
            then()
        pulse.advance(5.0)
    assert lane.close()
    assert failed == []
    return summaries[0]


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


def test_before_something_that_takes_no_long_body_parcels_go_one_by_one() -> None:
    parts, outbox, line = parts_of(ModelCentre())
    line.stream_fault = Unavailable("line_body_limit")
    outbox.accept(120, size=400)
    summary = once(parts)
    assert (summary.left, summary.position) == (0, 120)
    assert line.has_dialled("carry")


def test_before_something_that_keeps_bodies_parcels_go_one_by_one() -> None:
    parts, outbox, line = parts_of(ModelCentre())
    line.holds_bodies = line.holds_answers = True
    outbox.accept(3)
    summary = while_time_goes_on(parts, line)
    assert (summary.left, summary.position) == (0, 3)
    assert line.has_dialled("carry")


def test_behind_a_cut_it_goes_on_with_what_did_not_arrive() -> None:
    parts, outbox, line = parts_of(ModelCentre())
    outbox.accept(60, size=4_000)
    line.carries = 2
    summary = while_time_goes_on(parts, line, lambda: line.silent, line.mend)
    assert summary.left == 0
    assert set(line.centre.effects.values()) == {1}


@pytest.mark.parametrize("order", ["stop", "wipe"])
def test_what_the_centre_wants_of_the_desk_is_told(order: Order) -> None:
    parts, outbox, line = parts_of(ModelCentre())
    outbox.accept(1)
    line.centre.order = order
    assert once(parts).order == order
    line.centre.order = ""
    assert once(parts).order == ""


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
