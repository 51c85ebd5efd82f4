"""The CA of a centre, and TLS under it."""

from __future__ import annotations

import ssl
import urllib.parse

import httpx
import pytest

from clerk_app.central.authority import Authority
from clerk_app.contract.exchange import HEALTH
from tests.central.conftest import Running
from tests.support.lone_desk import Caller


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


def test_an_authority_survives_being_kept() -> None:
    made = Authority.create("primerovo")
    kept = Authority.from_pem(made.to_pem())
    assert kept.certificate_pem == made.certificate_pem
    assert kept.to_pem() == made.to_pem()


def test_a_server_for_other_names_gets_them() -> None:
    context = Authority.create("primerovo").server_context(("centrala.primerovo.example", "192.0.2.7"))
    assert context.minimum_version is ssl.TLSVersion.TLSv1_3
