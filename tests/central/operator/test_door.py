"""The pages over a running centre: what it knows is shown, and who looks at people's things is written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import httpx
from sqlalchemy import select

from clerk_app.central.clock import ScriptedClock, moment
from clerk_app.central.operator.frame import STYLE
from clerk_app.central.schema import AUDIT
from clerk_app.central.server import CentralSettings
from clerk_app.domain.numbers import provisional
from tests.central.conftest import RESOURCES, TEXTS, Running
from tests.support.lone_desk import Caller
from tests.support.operator_at_page import NAME, OperatorAtPage

type Start = Callable[[CentralSettings], Running]


def test_the_page_shows_the_fleet_and_escapes_what_desks_say(centre: Running) -> None:
    desk = centre.clerk()
    with Caller(centre.url, desk.anchor) as caller, OperatorAtPage(centre.central, centre.url) as operator:
        caller.client.headers["User-Agent"] = "<script>alert(1)</script>"
        assert TEXTS.text("central.page.never") in operator.page("/")
        caller.send(desk, desk.cut(desk.receive(), head=b"x" * 32))
        page = operator.client.get("/").text
        alarms = operator.page("/operator/alarms")
        assert TEXTS.number(2040) in operator.page("/operator/cases")
    assert "Општина Примерово" in page
    assert f">{desk.code}<" in page
    assert "<script>" not in page
    assert TEXTS.text("central.page.state.chain_broken") in page
    assert TEXTS.text("alarm.chain_broken") in alarms


def test_the_page_counts_cases_by_state_and_says_when_its_clock_is_moved(
    settings: CentralSettings, start: Start
) -> None:
    running = start(replace(settings, now=ScriptedClock(moment("2027-01-04T08:00"))))
    desk = running.clerk()
    registry = running.central.parts.registry
    with Caller(running.url, desk.anchor) as caller, OperatorAtPage(running.central, running.url) as operator:
        caller.send(desk, desk.cut(desk.receive(), desk.receive(), desk.receive()))
        caller.until(desk, lambda answer: any(change.seq == 3 for change in answer.changes))
        registry.set_status(provisional(desk.code, 2), "u_radu")
        page = operator.page("/operator/cases")
    for state, count in (("zaveden", 2), ("u_radu", 1)):
        assert f'{TEXTS.text(f"state.{state}")}</th><td class="number">{count}</td>' in page
    assert f'{TEXTS.text("central.page.together")}</th><td class="number">3</td>' in page
    assert TEXTS.text("central.page.as_of_script", moment="").rpartition(",")[2] in page


def test_whoever_looks_at_cases_and_payments_is_written_down(centre: Running) -> None:
    with OperatorAtPage(centre.central, centre.url) as operator:
        operator.page("/")
        for _ in range(2):
            operator.page("/operator/cases")
    asked = select(AUDIT.c.actor, AUDIT.c.target).where(AUDIT.c.what == "operator_looked")
    with centre.central.parts.database.read() as connection:
        assert [tuple(row) for row in connection.execute(asked)] == [(NAME, "cases, payments")] * 2


def test_the_sheet_is_served_to_everybody_and_kept(settings: CentralSettings, start: Start) -> None:
    running = start(replace(settings, themes=RESOURCES / "themes"))
    answer = httpx.get(f"{running.url}{STYLE}", verify=False)
    assert answer.headers["content-type"].startswith("text/css")
    assert "max-age" in answer.headers["cache-control"]
    assert "--accent:#" in answer.text
