"""What time alone changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from clerk_app.central.chain import LONGEST_GAP
from clerk_app.central.server import CentralSettings
from clerk_app.central.steps import Step
from clerk_app.central.watch import EVERY
from clerk_app.domain.bodies import RequestCorrected
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


def test_what_a_killed_centre_had_not_settled_is_settled_within_the_minute(
    settings: CentralSettings, start: Callable[[CentralSettings], Running]
) -> None:
    dying: list[Step] = []

    def stop(step: Step) -> None:
        if step in dying:
            raise ArithmeticError

    centre = start(replace(settings, steps=stop))
    desk, accepting = centre.clerk(), centre.central.parts.accepting
    request = desk.receive()
    correction = desk.write(
        "request.corrected", RequestCorrected(base_version=1, form={"a.x": "2"}), request.header.subject
    )
    accepting.take(desk.cut(correction))
    dying.append("after_commit")
    with pytest.raises(ArithmeticError):
        accepting.take(desk.cut(request))
    centre.clock.at += EVERY
    centre.central.parts.bell.ring([])
    with Caller(centre.url, desk.anchor) as caller:
        said = caller.until(desk, lambda answer: any(result.outcome == "accepted" for result in answer.results))
    assert [(result.seq, result.outcome) for answer in said for result in answer.results][-1] == (2, "accepted")
