"""The routes, and what answers where there is none."""

from __future__ import annotations

import httpx

from clerk_app.contract import canonical
from clerk_app.contract.exchange import EXCHANGE, HEALTH, Problem
from tests.central.conftest import Running
from tests.support.lone_desk import Caller


def test_paths_and_methods_that_are_not_ours_are_problems_too(caller: Caller) -> None:
    assert code_of(caller.client.get("/v2/anything")) == "not_found"
    refused = caller.client.get(EXCHANGE)
    assert (code_of(refused), refused.headers["Allow"]) == ("not_allowed_here", "POST")


def test_health_tells_the_clock(shared: Running, caller: Caller) -> None:
    assert caller.client.get(HEALTH).json() == {"now": shared.clock.at}


def code_of(reply: httpx.Response) -> str:
    return canonical.decode(reply.content, Problem).code
