"""What the journal says of people who came for eID goes with its retention, once the centre has it."""

from __future__ import annotations

from pathlib import Path

from clerk_app.actions.eid_erasing import EidErasing
from clerk_app.domain.retention import Retention
from tests.actions.eid_counter import EidCounter
from tests.actions.test_appointing import NAME, PHONE, when
from tests.support.eid_people import CITIZEN


def test_entries_go_after_their_term_and_never_before_the_centre_has_them(tmp_path: Path) -> None:
    at = EidCounter(tmp_path)
    clock = at.counter.desk.clock
    erasing = EidErasing(at.world.entries, at.counter.erasure, clock, Retention())
    at.eid.print_parameters("0a" * 16, CITIZEN)
    at.appointing.book(NAME, PHONE, when(at, 30, 8))
    clock.move(days=60)
    assert erasing.run() == 0
    at.counter.confirm_all()
    assert erasing.run() == 1
    assert at.kinds() == ["eid.booked"]
    clock.move(days=8)
    assert erasing.run() == 1
    assert (at.kinds(), erasing.run()) == ([], 0)
    at.close()
