"""What a centre counts, in OpenMetrics: this process's counters, its municipality's gauges, nobody's data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import httpx
from prometheus_client.openmetrics.parser import text_string_to_metric_families
from sqlalchemy import insert

from clerk_app.central.operator.tables import DESK_LINK
from clerk_app.central.schema import ALARM
from clerk_app.central.server import CentralSettings
from tests.central.conftest import Running
from tests.central.test_app import code_of
from tests.support.lone_desk import Caller

type Start = Callable[[CentralSettings], Running]


def scraped(running: Running, **headers: str) -> dict[tuple[str, ...], float]:
    """Every sample by its name and the values of its labels; the text is read by the strict parser."""
    answer = httpx.get(f"{running.url}/metrics", verify=False, headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/openmetrics-text")
    families = text_string_to_metric_families(answer.text)
    return {(sample.name, *sample.labels.values()): sample.value for family in families for sample in family.samples}


def test_parcels_entries_and_requests_are_counted(centre: Running) -> None:
    desk = centre.clerk()
    with Caller(centre.url, desk.anchor) as caller:
        good = desk.cut(desk.receive(), desk.receive())
        caller.send(desk, good)
        caller.send(desk, good)
        caller.send(desk, good[:-1] + b"x")
        caller.client.get("/v1/enclosures/" + "0" * 64)
        caller.client.get("/Пробић")
    found = scraped(centre)
    assert found[("salter_parcels_total", "taken")] == 2
    assert found[("salter_parcels_total", "rejected")] == 1
    assert found[("salter_entries_total", "accepted")] == 2
    assert found[("salter_entries_total", "known")] == 2
    assert found[("salter_http_requests_total", "POST /v1/exchange", "200")] == 2
    assert found[("salter_http_requests_total", "POST /v1/exchange", "422")] == 1
    assert found[("salter_http_requests_total", "other", "404")] >= 1
    assert found[("salter_http_seconds_count", "POST /v1/exchange")] == 3
    assert found[("salter_http_open",)] == 1  # this very question


def test_gauges_come_from_the_database_and_of_this_municipality_alone(centre: Running) -> None:
    desk, parts = centre.clerk(), centre.central.parts
    parts.quarantine.stop(desk.code, "Ана")
    with Caller(centre.url, desk.anchor) as caller:
        caller.send(desk, desk.cut(desk.receive()))
    alarm = {"desk": desk.code, "at": 1, "code": "clock_lags", "params": "{}"}
    line = {"desk": desk.code, "at": 1, "waiting": 7, "oldest": 0, "rate": 0, "delay": 0, "outages": 0}
    with parts.database.write() as connection:
        for municipality in (parts.keys.municipality, "druga"):
            connection.execute(insert(ALARM).values(municipality=municipality, **alarm))
            connection.execute(insert(DESK_LINK).values(municipality=municipality, **line))
    found = scraped(centre)
    assert found[("salter_desks", "stopped")] == 1
    assert found[("salter_desks", "alarm")] == 1
    assert found[("salter_alarms_open",)] == 1
    assert found[("salter_waiting_entries",)] == 7
    assert found[("salter_entries_quarantined",)] == 1
    assert found[("salter_codes_open",)] == 0


def test_nothing_of_a_person_a_desk_or_a_municipality_is_told(centre: Running) -> None:
    desk = centre.clerk()
    with Caller(centre.url, desk.anchor) as caller:
        caller.send(desk, desk.cut(desk.receive()))
    text = httpx.get(f"{centre.url}/metrics", verify=False).text
    for secret in ("Пробић", "0101990900009", "mprimeric", centre.central.parts.keys.municipality, f'"{desk.code}"'):
        assert secret not in text


def test_from_elsewhere_the_token_opens_it(settings: CentralSettings, start: Start) -> None:
    running = start(replace(settings, metrics_token="tajna"))
    assert ("salter_http_open",) in scraped(running, Authorization="Bearer tajna")
    for headers in ({}, {"Authorization": "Bearer pogresno"}, {"Authorization": "Basic tajna"}):
        answer = httpx.get(f"{running.url}/metrics", verify=False, headers=headers)
        assert (answer.status_code, code_of(answer)) == (401, "unauthenticated")


def test_without_a_token_nobody_from_elsewhere_sees_it(centre: Running) -> None:
    answer = httpx.get(f"{centre.url}/metrics", verify=False, headers={"X-Forwarded-For": "192.0.2.1"})
    assert code_of(answer) == "this_machine_only"
