"""Every failure is a problem by code, and tells no more than it must."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from clerk_app.central.server import CentralSettings
from clerk_app.central.steps import Step
from clerk_app.contract import canonical
from clerk_app.contract.exchange import Problem
from clerk_app.domain.errors import Unavailable
from tests.central.conftest import TEXTS, Running
from tests.support.lone_desk import Caller

type Start = Callable[[CentralSettings], Running]


def test_a_bug_is_a_problem_with_a_trace_and_no_detail(settings: CentralSettings, start: Start) -> None:
    def fail(step: Step) -> None:
        if step == "parcel_read":
            raise ArithmeticError("0101990900009")

    running = start(replace(settings, steps=fail))
    desk = running.clerk()
    with Caller(running.url, desk.anchor) as caller:
        reply = caller.send(desk, desk.cut(desk.receive()))
    problem = canonical.decode(reply.content, Problem)
    assert (reply.status_code, problem.code) == (500, "centre_fault")
    assert len(problem.trace) == 12
    assert "0101990900009" not in reply.text


def test_a_database_that_is_busy_asks_to_come_again(settings: CentralSettings, start: Start) -> None:
    def fail(step: Step) -> None:
        if step == "before_commit":
            raise Unavailable("centre_busy", seconds=7)

    running = start(replace(settings, steps=fail))
    desk = running.clerk()
    with Caller(running.url, desk.anchor) as caller:
        reply = caller.send(desk, desk.cut(desk.receive()))
    assert (reply.status_code, reply.headers["Retry-After"]) == (503, "7")
    assert json.loads(reply.content)["title"] == TEXTS.text("central.problem.centre_busy")
