"""What time alone changes."""

from __future__ import annotations

from clerk_app.central.chain import LONGEST_GAP
from tests.central.conftest import Running
from tests.support.lone_desk import Caller


def test_a_gap_is_an_alarm_after_a_day_and_heals(centre: Running) -> None:
    desk = centre.clerk()
    entries = [desk.receive() for _ in range(3)]
    with Caller(centre.url, desk.anchor) as caller:
        caller.send(desk, desk.cut(entries[0]), desk.cut(entries[2]))
        assert caller.answer(desk).alarms == []
        centre.clock.at += LONGEST_GAP + 1
        centre.central.parts.bell.ring([])
        said = caller.until(desk, lambda answer: "chain_gap" in answer.alarms)
        assert said[-1].chain_ok_to == 1
        caller.send(desk, desk.cut(entries[1]))
        assert caller.answer(desk, position=said[-1].position).chain_ok_to == 3
