"""Starting and stopping, TLS, the reference data, the operator's page, and faults that nobody expected."""

from __future__ import annotations

import base64
import json
import ssl
import urllib.parse
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from clerk_app.central.server import Central, CentralSettings
from clerk_app.central.steps import Step
from clerk_app.contract import canonical, catalogue, reference
from clerk_app.contract.exchange import HEALTH, REFERENCE, Problem
from clerk_app.contract.reference import DeskCertificate, Municipality, ReferenceAnswer
from clerk_app.domain.checkdigits import check_account
from clerk_app.domain.errors import Invalid, Unavailable
from tests.central.conftest import RESOURCES, TEXTS, Running
from tests.support.central_process import CentralProcess
from tests.support.lone_desk import Caller, LoneDesk

type Start = Callable[[CentralSettings], Running]


def test_a_process_says_when_it_is_ready_keeps_its_keys_and_ends_clean(settings: CentralSettings, start: Start) -> None:
    path = Path(settings.database_url.removeprefix("sqlite:///"))
    with CentralProcess(path) as centre:
        with Caller(centre.url) as caller:
            first = caller.client.get("/v1/anchor").content
        port = centre.port
        assert centre.stop() == 0
    running = start(replace(settings, listen=f"127.0.0.1:{port}"))
    with Caller(running.url) as caller:
        assert caller.client.get("/v1/anchor").content == first


def test_only_tls_1_3_is_spoken_under_a_certificate_that_the_anchor_vouches_for(shared: Running) -> None:
    desk = shared.desk()
    old = ssl.create_default_context(cadata=desk.anchor.ca_pem)
    old.maximum_version = ssl.TLSVersion.TLSv1_2
    with httpx.Client(verify=old) as client, pytest.raises(httpx.ConnectError):
        client.get(shared.url + HEALTH)
    with Caller(shared.url, desk.anchor) as caller:
        assert caller.client.get(HEALTH).json() == {"now": shared.clock.at}
        by_name = f"https://localhost:{urllib.parse.urlsplit(shared.url).port}{HEALTH}"
        assert caller.client.get(by_name).is_success


def test_plain_http_is_for_loopback_alone(settings: CentralSettings, start: Start) -> None:
    running = start(replace(settings, plain_http=True))
    assert httpx.get(running.url + HEALTH).is_success
    with pytest.raises(Invalid, match="plain_http_loopback_only"):
        Central(replace(settings, plain_http=True, listen="0.0.0.0:0"))


@pytest.mark.parametrize("listen", ["", "localhost", "localhost:x", ":80", "localhost:70000"])
def test_addresses_must_make_sense(settings: CentralSettings, listen: str) -> None:
    with pytest.raises(Invalid, match="listen_address"):
        Central(replace(settings, listen=listen))


def test_a_taken_port_is_said(settings: CentralSettings, shared: Running) -> None:
    second = Central(replace(settings, listen=f"127.0.0.1:{urllib.parse.urlsplit(shared.url).port}"))
    with pytest.raises(Unavailable, match="cannot_listen"):
        second.start()
    second.stop()


@pytest.mark.parametrize("url", ["nonsense", "nodriver://x"])
def test_a_database_must_be_one(settings: CentralSettings, url: str) -> None:
    with pytest.raises(Invalid, match="database_url"):
        Central(replace(settings, database_url=url))


def test_an_empty_database_needs_a_seed(settings: CentralSettings, tmp_path: Path) -> None:
    empty = replace(settings, database_url=f"sqlite:///{tmp_path / 'empty.db'}")
    with pytest.raises(Invalid, match="not_seeded"):
        Central(empty)
    with pytest.raises(Invalid, match="seed_malformed"):
        Central(replace(empty, seed=tmp_path, services=tmp_path))


def test_reference_data_is_signed_and_only_what_is_newer_is_sent(caller: Caller, desk: LoneDesk) -> None:
    everything = items(caller.ask(desk, "GET", REFERENCE), desk)
    municipality = canonical.decode(everything["municipality"].body, Municipality)
    assert check_account(municipality.local_fee_account) == check_account(municipality.republic_fee_account) == ""
    services = {name for name in everything if name.startswith("service/")}
    assert len(services) == len(list((RESOURCES / "catalogue").glob("*.toml")))
    assert all(catalogue.item_name(catalogue.decode(everything[name].body)) == name for name in services)
    certificates = canonical.decode(everything["desks"].body, list[DeskCertificate])
    assert (desk.code, desk.sign.public) in [(one.desk, one.public) for one in certificates]
    known = {name: item.version for name, item in everything.items()}
    assert items(caller.ask(desk, "POST", REFERENCE, content=canonical.encode(known)), desk) == {}


def items(reply: httpx.Response, desk: LoneDesk) -> dict[str, reference.Item]:
    answer = canonical.decode(reply.content, ReferenceAnswer)
    return {item.name: item for item in reference.verified(answer, desk.anchor.centre_sign)}


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
