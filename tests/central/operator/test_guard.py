"""Nobody gets past the door without a session, and no form is taken that is not from a page of theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import httpx
import pytest
from starlette.requests import Request

from clerk_app.central.operator.guard import SIGN_IN, _own_path, on_loopback
from clerk_app.central.server import CentralSettings
from tests.central.conftest import Running
from tests.support.operator_at_page import NAME, PASSWORD, OperatorAtPage

type Start = Callable[[CentralSettings], Running]
PAGES = ("/", "/operator/alarms", "/operator/codes", "/operator/cases", "/operator/audit", "/operator/operators")


def test_every_page_leads_to_the_door_and_back(centre: Running) -> None:
    with httpx.Client(base_url=centre.url, verify=False) as stranger:
        for path in (*PAGES, "/operator/desks/A1", "/operator/password"):
            answer = stranger.get(path)
            assert (answer.status_code, answer.headers["location"]) == (303, f"{SIGN_IN}?next={path}")
        assert stranger.post("/operator/codes", data={"place": "x"}).headers["location"].startswith(SIGN_IN)


def test_the_cookie_is_for_this_host_alone_and_no_page_is_kept(centre: Running) -> None:
    with OperatorAtPage(centre.central, centre.url) as operator:
        set_ = operator.enter(PASSWORD).headers["set-cookie"]
        assert set_.startswith("__Host-salter-operator=")
        for part in ("HttpOnly", "SameSite=strict", "Secure", "Path=/"):
            assert part in set_
        headers = operator.client.get("/").headers
    assert headers["cache-control"] == "no-store"
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"


def test_over_plain_http_on_this_machine_the_cookie_needs_no_tls(settings: CentralSettings, start: Start) -> None:
    running = start(replace(settings, plain_http=True))
    with OperatorAtPage(running.central, running.url) as operator:
        plain = operator.enter(PASSWORD).headers["set-cookie"]
        assert plain.startswith("salter-operator=")
        assert "Secure" not in plain
        operator.client.headers["X-Forwarded-For"] = "192.0.2.1"  # a proxy before it, which ends the TLS
        assert "Secure" in operator.client.get(SIGN_IN).headers["set-cookie"]


def test_a_form_without_its_word_or_from_another_site_does_nothing(centre: Running) -> None:
    with OperatorAtPage(centre.central, centre.url) as operator:
        codes = centre.central.parts.enrolment
        place = "/".join(codes.places()[0])
        word = operator.word("/")
        for data, headers in (
            ({"place": place}, {}),
            ({"place": place, "word": "0" * 64}, {}),
            ({"place": place, "word": word}, {"Origin": "https://evil.example"}),
            ({"place": place, "word": word}, {"Sec-Fetch-Site": "cross-site"}),
        ):
            answer = operator.client.post("/operator/codes", data=data, headers=headers)
            assert answer.status_code == 403
        assert operator.client.post("/operator/codes", content=b"\xff", headers={}).status_code == 422
        assert 'class="once"' in operator.client.post("/operator/codes", data={"place": place, "word": word}).text


def test_a_role_that_is_too_low_does_nothing(centre: Running) -> None:
    with OperatorAtPage(centre.central, centre.url, role="viewer", name="Вера") as viewer:
        for path in ("/operator/codes", "/operator/operators", "/operator/desks/A1/stop"):
            assert viewer.client.get(path).status_code == 403
        place = "/".join(centre.central.parts.enrolment.places()[0])
        assert viewer.act("/operator/codes", place=place).status_code == 403
        assert viewer.client.get("/").status_code == 200


def test_signing_out_ends_the_session_and_not_only_the_cookie(centre: Running) -> None:
    with OperatorAtPage(centre.central, centre.url) as operator:
        kept = dict(operator.client.cookies)
        assert operator.act("/operator/sign-out").status_code == 303
        with httpx.Client(base_url=centre.url, verify=False, cookies=kept) as thief:
            assert thief.get("/").status_code == 303


def test_the_door_takes_nobody_elsewhere_and_no_form_of_another_site(centre: Running) -> None:
    with OperatorAtPage(centre.central, centre.url) as operator:
        word = operator.word(SIGN_IN)
        data = {"word": word, "name": NAME, "password": PASSWORD}
        away = operator.client.post(f"{SIGN_IN}?next=//evil.example/", data=data)
        assert (away.status_code, away.headers["location"]) == (303, "/")
        assert operator.client.post(SIGN_IN, data={**data, "word": ""}).status_code == 403


@pytest.mark.parametrize("path", ["", "//x", "/\\x", "https://x", "/a\nb"])
def test_only_a_path_of_ours_is_gone_to(path: str) -> None:
    assert _own_path(path) == "/"


def test_the_language_stays_and_only_ours_are_spoken(centre: Running) -> None:
    with OperatorAtPage(centre.central, centre.url) as operator:
        answer = operator.client.get("/operator/language/en", headers={"Referer": f"{centre.url}/operator/alarms"})
        assert answer.headers["location"] == "/operator/alarms"
        assert "<h1>Alarms</h1>" in operator.page("/operator/alarms")
        operator.client.get("/operator/language/xx")
        assert "<h1>Alarms</h1>" in operator.page("/operator/alarms")


def test_what_an_address_says_was_done_is_only_said_if_it_is_ours(centre: Running) -> None:
    with OperatorAtPage(centre.central, centre.url) as operator:
        assert "Шалтер је заустављен" in operator.page("/?said=operator.said.stopped")
        assert "error.desk_fenced" not in operator.page("/?said=error.desk_fenced")
        assert 'class="said"' not in operator.page("/?said=error.desk_fenced")


def test_who_sits_at_this_machine_is_no_proxy_on_it() -> None:
    def asked(host: str, *headers: tuple[bytes, bytes]) -> bool:
        return on_loopback(Request({"type": "http", "client": (host, 1), "headers": list(headers)}))

    assert asked("127.0.0.1")
    assert not asked("192.0.2.1")
    assert not asked("name")
    assert not asked("127.0.0.1", (b"x-forwarded-for", b"192.0.2.1"))
