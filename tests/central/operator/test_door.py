"""The operator sees the fleet, and nobody else does."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace

import httpx

from clerk_app.central.clock import ScriptedClock, moment
from clerk_app.central.server import CentralSettings
from clerk_app.domain.numbers import provisional
from tests.central.conftest import TEXTS, Running
from tests.support.lone_desk import Caller

type Start = Callable[[CentralSettings], Running]


def test_the_page_shows_the_fleet_and_escapes_what_desks_say(centre: Running) -> None:
    desk = centre.clerk()
    with Caller(centre.url, desk.anchor) as caller:
        caller.client.headers["User-Agent"] = "<script>alert(1)</script>"
        assert TEXTS.text("central.page.never") in caller.client.get("/").text
        caller.send(desk, desk.cut(desk.receive(), head=b"x" * 32))
        page = caller.client.get("/").text
    assert TEXTS.text("central.page.no_cases") not in page
    assert TEXTS.number(2040) in page
    assert "Општина Примерово" in page
    assert f">{desk.code}<" in page
    assert "<script>" not in page
    assert TEXTS.text("central.page.state.chain_broken") in page
    assert TEXTS.text("alarm.chain_broken") in page


def test_with_a_password_the_page_asks_for_it(settings: CentralSettings, start: Start) -> None:
    running = start(replace(settings, plain_http=True, operator_password="шалтер"))
    assert httpx.get(running.url).status_code == 401
    for password, status in (("погрешно", 401), ("шалтер", 200)):
        credentials = base64.b64encode(f"operator:{password}".encode()).decode()
        assert httpx.get(running.url, headers={"Authorization": f"Basic {credentials}"}).status_code == status
    assert httpx.get(running.url, headers={"Authorization": "Basic %%%"}).status_code == 401


def test_the_page_counts_cases_by_state_and_says_when_its_clock_is_moved(
    settings: CentralSettings, start: Start
) -> None:
    running = start(replace(settings, now=ScriptedClock(moment("2027-01-04T08:00"))))
    desk = running.clerk()
    registry = running.central.parts.registry
    with Caller(running.url, desk.anchor) as caller:
        caller.send(desk, desk.cut(desk.receive(), desk.receive(), desk.receive()))
        caller.until(desk, lambda answer: any(change.seq == 3 for change in answer.changes))
        registry.set_status(provisional(desk.code, 2), "u_radu")
        page = caller.client.get("/").text
    for state, count in (("zaveden", 2), ("u_radu", 1)):
        assert f'<td>{TEXTS.text(f"state.{state}")}</td><td class="number">{count}</td>' in page
    assert f'<td>{TEXTS.text("central.page.together")}</td><td class="number">3</td>' in page
    assert TEXTS.text("central.page.as_of_script", moment="").rpartition(",")[2] in page
