"""The visit: who may still annul what, by the moments that the two entries name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.domain.journal import Stamp
from clerk_app.domain.visits import VISIT, Annulment, passed

RECEIVED = Stamp(at=1_790_000_000_000_000, boot=b"boot-one", mono=60_000)
HOUR_MS = VISIT // 1000


def later(gone: int, **changed: object) -> Stamp:
    """A moment ``gone`` milliseconds after the request was received, on every clock."""
    moment = replace(RECEIVED, at=RECEIVED.at + gone * 1000, mono=RECEIVED.mono + gone)
    return replace(moment, **changed)  # type: ignore[arg-type] # tests give what the stamp takes


@pytest.mark.parametrize(
    ("role", "own", "gone", "code"),
    [
        ("clerk", True, 0, ""),
        ("clerk", True, HOUR_MS, ""),
        ("clerk", True, HOUR_MS + 1, "visit_over"),
        ("clerk", True, -1, "visit_over"),
        ("clerk", False, 0, "not_permitted"),
        ("handler", True, HOUR_MS + 1, "visit_over"),
        ("supervisor", True, HOUR_MS + 1, ""),
        ("supervisor", False, 0, ""),
        ("supervisor", False, HOUR_MS * 99, ""),
        ("administrator", True, 0, "not_permitted"),
        ("trainee", True, HOUR_MS + 1, "not_permitted"),
        ("mayor", True, 0, "not_permitted"),
    ],
)
def test_its_own_clerk_within_the_visit_else_a_supervisor(role: str, own: bool, gone: int, code: str) -> None:
    assert Annulment(own=own, received=RECEIVED, annulled=later(gone)).refused(role) == code


@pytest.mark.parametrize(("own", "gone", "supervised"), [(True, 0, False), (True, HOUR_MS + 1, True), (False, 0, True)])
def test_a_supervisor_is_needed_for_all_else(own: bool, gone: int, supervised: bool) -> None:
    assert Annulment(own=own, received=RECEIVED, annulled=later(gone)).supervised is supervised


@pytest.mark.parametrize("jump", [3_600_000_001, -86_400_000_000])
def test_within_one_run_of_the_machine_nobody_can_set_the_clock(jump: int) -> None:
    assert passed(RECEIVED, later(5, at=RECEIVED.at + jump)) == 5_000


def test_over_a_restart_the_wall_clock_is_all_there_is() -> None:
    assert passed(RECEIVED, later(90_000, boot=b"boot-two", mono=5)) == 90_000_000


@pytest.mark.parametrize(
    ("before", "after", "minutes"), [(-7_200_000, 0, 130), (-7_200_000, None, 10), (None, 60_000, 10), (0, -600_000, 0)]
)
def test_over_a_restart_the_centres_clock_puts_it_right_where_both_knew_it(
    before: int | None, after: int | None, minutes: int
) -> None:
    """Two hours ahead and then put right, ten minutes by the wall clock are more than two hours."""
    received = replace(RECEIVED, offset=before)
    assert passed(received, later(600_000, boot=b"boot-two", offset=after)) == minutes * 60_000_000
