"""Which proxy, and a real one: with a password, without, and with the wrong one."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from clerk_app.carriers.dialling import Dialler
from clerk_app.carriers.proxies import proxy_for, script_of_system
from clerk_app.carriers.transport import Proxy, Route
from clerk_app.carriers.wire import pinned_wire
from clerk_app.domain.errors import Unavailable
from tests.support.tinyproxy import PASSWORD, USER, Tinyproxy

CENTRE = "https://centar.primer.rs"
THEIRS = {"https": "http://proksi.primer.rs:3128"}


def chosen(setting: str, system: dict[str, str] | None = None, url: str = CENTRE, *, spared: bool = False):
    return proxy_for(url, setting, lambda: ("pera", "tajna"), system=lambda: system or {}, spared=lambda _: spared)


@pytest.mark.parametrize(
    ("setting", "system", "url", "expected"),
    [
        ("system", {}, CENTRE, None),
        ("system", THEIRS, CENTRE, "http://proksi.primer.rs:3128"),
        ("system", {"all": "proksi.primer.rs:3128"}, CENTRE, "http://proksi.primer.rs:3128"),
        ("system", {"http": "http://proksi.primer.rs:3128"}, CENTRE, None),
        ("system", {"https": "socks5://proksi.primer.rs:1080"}, CENTRE, None),
        ("none", THEIRS, CENTRE, None),
        ("http://drugi.primer.rs:8080", THEIRS, CENTRE, "http://drugi.primer.rs:8080"),
        ("http://drugi.primer.rs:8080", THEIRS, "http://127.0.0.1:8000", None),
    ],
)
def test_which(setting: str, system: dict[str, str], url: str, expected: str | None) -> None:
    proxy = chosen(setting, system, url)
    assert (proxy.url if proxy else None) == expected


def test_what_the_system_spares_goes_direct() -> None:
    assert chosen("system", THEIRS, spared=True) is None
    assert chosen("http://drugi.primer.rs:8080", THEIRS, spared=True) is not None


def test_who_signs_in_is_asked_only_where_the_address_does_not_say() -> None:
    assert chosen("system", THEIRS) == Proxy("http://proksi.primer.rs:3128", "pera", "tajna")
    named = {"https": "http://mika:t%40jna@proksi.primer.rs:3128"}
    assert chosen("system", named) == Proxy("http://proksi.primer.rs:3128", "mika", "t@jna")
    assert "tajna" not in repr(chosen("system", THEIRS))
    assert chosen("system", THEIRS).host == "proksi.primer.rs:3128"


def test_this_system_has_no_script() -> None:
    assert script_of_system() == ""


def served(talk) -> None:
    while talk.request() is not None:
        talk.answer(b"{}")


@pytest.mark.parametrize("guarded", [False, True])
def test_a_tunnel_of_a_real_proxy_is_used(tmp_path: Path, serve, authority, tls, *, guarded: bool) -> None:
    server = serve(served, tls)
    with Tinyproxy(tmp_path, guarded=guarded) as proxy:
        route = Route(Dialler(), Proxy(proxy.url, USER, PASSWORD) if guarded else Proxy(proxy.url))
        wire = pinned_wire(server.url, authority.pem, route=route)
        assert wire.ask("GET", "/v1/health").status == 200
        assert proxy.tunnels() == 1
        wire.close()


def test_what_goes_through_a_tunnel_can_be_cut(tmp_path: Path, serve, authority, tls) -> None:
    asked = threading.Event()

    def silent(talk) -> None:
        talk.request()
        asked.set()
        talk.sock.recv(1)

    server = serve(silent, tls)
    with Tinyproxy(tmp_path) as proxy:
        wire = pinned_wire(server.url, authority.pem, route=Route(Dialler(), Proxy(proxy.url)))

        def cut() -> None:
            asked.wait(20.0)
            wire.cut()

        cutter = threading.Thread(target=cut)
        cutter.start()
        with pytest.raises(Unavailable) as caught:
            wire.ask("GET", "/v1/health", patience=60.0)
        cutter.join()
        assert caught.value.code == "line_down"
        wire.close()


@pytest.mark.parametrize("given", [Proxy(""), Proxy("", USER, "pogrešna")])
def test_a_proxy_that_wants_a_password_says_so(tmp_path: Path, serve, authority, tls, given: Proxy) -> None:
    server = serve(served, tls)
    with Tinyproxy(tmp_path, guarded=True) as proxy:
        route = Route(Dialler(), Proxy(proxy.url, given.user, given.password))
        wire = pinned_wire(server.url, authority.pem, route=route)
        with pytest.raises(Unavailable) as caught:
            wire.ask("GET", "/v1/health")
        assert caught.value.code == "line_proxy_password"
        wire.close()


def test_a_proxy_that_makes_no_tunnel_is_named_as_what_is_wrong(serve, authority) -> None:
    def refuse(talk) -> None:
        talk.head()
        talk.answer(b"no", status="403 Forbidden")

    proxy = serve(refuse)
    wire = pinned_wire("https://127.0.0.1:9", authority.pem, route=Route(Dialler(), Proxy(proxy.url)))
    with pytest.raises(Unavailable) as caught:
        wire.ask("GET", "/v1/health")
    assert caught.value.code == "line_proxy"
    wire.close()
