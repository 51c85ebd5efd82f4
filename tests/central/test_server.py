"""Starting and stopping, TLS, the reference data, the operator's page, and faults that nobody expected."""

from __future__ import annotations

import json
import urllib.parse
from collections.abc import Callable
from dataclasses import replace

import httpx
import pytest

from clerk_app.central.server import Central, CentralSettings, ready_line
from clerk_app.contract.catalogue_folder import Refused
from clerk_app.contract.exchange import HEALTH
from clerk_app.domain.errors import Invalid, Unavailable
from tests.central.conftest import Running
from tests.support.central_process import CentralProcess
from tests.support.lone_desk import Caller

type Start = Callable[[CentralSettings], Running]


def test_a_process_says_when_it_is_ready_keeps_its_keys_and_ends_clean(settings: CentralSettings, start: Start) -> None:
    with CentralProcess(settings.database_url, files=settings.files) as centre:
        with Caller(centre.url) as caller:
            first = caller.client.get("/v1/anchor").content
        port = centre.port
        assert centre.stop() == 0
    running = start(replace(settings, listen=f"127.0.0.1:{port}"))
    with Caller(running.url) as caller:
        assert caller.client.get("/v1/anchor").content == first


def test_the_ready_line_tells_of_services_that_were_refused() -> None:
    codes = [{"office": "1", "counter": "2", "code": "X"}]
    plain = {"ready": True, "url": "https://a:1", "codes": codes}
    assert json.loads(ready_line("https://a:1", codes, [])) == plain
    told = json.loads(ready_line("https://a:1", codes, [Refused("a.toml", "deadline", "deadline_wrong")]))
    assert told == plain | {"refused": [{"file": "a.toml", "path": "deadline", "code": "deadline_wrong"}]}


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
