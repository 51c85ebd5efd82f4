"""The operator sees the fleet, and nobody else does."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace

import httpx

from clerk_app.central.server import CentralSettings
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
