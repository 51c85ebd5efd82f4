"""Every row of the table: what goes wrong on a line, by its code and never by its text."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from clerk_app.carriers.problems import LONGEST_RETRY_AFTER, failure
from clerk_app.carriers.wire import Wire, pinned_wire
from clerk_app.contract import canonical
from clerk_app.contract.exchange import PROBLEM_PREFIX, PROBLEM_TYPE, Problem
from clerk_app.domain.errors import CounterError, Refused, SignIn, Unavailable
from tests.support.certificates import TestAuthority
from tests.support.raw_server import RawServer, Talk

DAY = timedelta(days=1)
PAGE = b"<html><body>Welcome to the hotel</body></html>"


def met(wire: Wire) -> CounterError:
    """The error that one request ends in."""
    with pytest.raises(CounterError) as caught:
        wire.ask("GET", "/v1/health")
    wire.close()
    return caught.value


def problem(name: str, status: int = 422, **params: str) -> bytes:
    return canonical.encode(Problem(type=PROBLEM_PREFIX + name, title="", status=status, params=params))


def quiet(talk: Talk) -> None:
    """Take the request and hang up without a word."""
    talk.request()


def test_nobody_listens(serve) -> None:
    server: RawServer = serve(quiet)
    server.close()
    assert met(pinned_wire(server.url, TestAuthority().pem)).code == "line_down"


def test_a_name_that_nobody_knows(authority) -> None:
    error = met(pinned_wire("https://centre.invalid", authority.pem))
    assert (type(error), error.code) == (Unavailable, "line_dns")


def test_a_server_that_hangs_up(serve, authority, tls) -> None:
    assert met(pinned_wire(serve(quiet, tls).url, authority.pem)).code == "line_down"


def test_a_foreign_certificate(serve, authority) -> None:
    foreign = TestAuthority().server_context()
    assert met(pinned_wire(serve(quiet, foreign).url, authority.pem)).code == "line_certificate"


def test_a_certificate_for_another_address(serve, authority) -> None:
    other = authority.server_context(address="127.0.0.2")
    assert met(pinned_wire(serve(quiet, other).url, authority.pem)).code == "line_certificate"


@pytest.mark.parametrize("valid", [(-2 * DAY, -DAY), (DAY, 2 * DAY)], ids=["expired", "not yet"])
def test_a_certificate_whose_time_is_wrong(serve, authority, valid) -> None:
    context = authority.server_context(valid=valid)
    assert met(pinned_wire(serve(quiet, context).url, authority.pem)).code == "line_certificate_time"


def test_plain_words_where_tls_is_expected(serve, authority) -> None:
    def portal(talk: Talk) -> None:
        talk.sock.recv(65536)
        talk.answer(PAGE, kind="text/html")

    server = serve(portal)
    assert met(pinned_wire(server.url.replace("http:", "https:"), authority.pem)).code == "line_portal"


def test_something_that_is_not_http(serve, authority, tls) -> None:
    def babble(talk: Talk) -> None:
        talk.request()
        talk.send(b"220 mail.example ESMTP\r\n\r\n")

    assert met(pinned_wire(serve(babble, tls).url, authority.pem)).code == "line_portal"


def test_an_answer_that_breaks_off(serve, authority, tls) -> None:
    def broken(talk: Talk) -> None:
        talk.request()
        talk.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")

    assert met(pinned_wire(serve(broken, tls).url, authority.pem)).code == "line_down"


STATUSES = [
    ("502 Bad Gateway", "text/html", PAGE, "Retry-After: 7\r\n", Unavailable, "centre_trouble", 7),
    ("503 Service Unavailable", PROBLEM_TYPE, problem("busy"), "", Unavailable, "centre_trouble", 0),
    ("429 Too Many Requests", "text/html", PAGE, "Retry-After: 30\r\n", Unavailable, "centre_busy", 30),
    ("429 Too Many Requests", PROBLEM_TYPE, problem("password_wait"), "Retry-After: 3\r\n", SignIn, "password_wait", 3),
    ("401 Unauthorized", PROBLEM_TYPE, problem("desk_unknown"), "", Refused, "desk_unknown", None),
    ("403 Forbidden", PROBLEM_TYPE, problem("password_wrong"), "", SignIn, "password_wrong", None),
    ("422 Unprocessable", PROBLEM_TYPE, problem("malformed"), "", Refused, "malformed", None),
    ("422 Unprocessable", "text/html", PAGE, "", Unavailable, "line_portal", None),
    ("401 Unauthorized", PROBLEM_TYPE, b"{", "", Unavailable, "line_portal", None),
    (
        "404 Not Found",
        PROBLEM_TYPE,
        b'{"type":"about:blank","title":"","status":404}',
        "",
        Unavailable,
        "line_portal",
        None,
    ),
    ("302 Found", "text/html", b"", "Location: http://portal.example/\r\n", Unavailable, "line_portal", None),
    ("407 Proxy Authentication Required", "text/html", PAGE, "", Unavailable, "line_portal", None),
]


@pytest.mark.parametrize(("status", "kind", "body", "extra", "error", "code", "retry_after"), STATUSES)
def test_statuses(serve, authority, tls, status, kind, body, extra, error, code, retry_after) -> None:
    def handler(talk: Talk) -> None:
        talk.request()
        talk.answer(body, status=status, kind=kind, extra=extra)

    seen = met(pinned_wire(serve(handler, tls).url, authority.pem))
    assert (type(seen), seen.code, seen.params.get("retry_after")) == (error, code, retry_after)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "999999999"}, LONGEST_RETRY_AFTER),
        ({"Retry-After": "soon"}, 0),
        ({"Retry-After": "٣"}, 0),
        ({"Retry-After": "Mon, 05 Jan 2026 10:01:30 GMT", "Date": "Mon, 05 Jan 2026 10:00:00 GMT"}, 90),
        ({"Retry-After": "Mon, 05 Jan 2026 09:00:00 GMT", "Date": "Mon, 05 Jan 2026 10:00:00 GMT"}, 0),
        ({"Retry-After": "Mon, 05 Jan 2026 10:01:30 GMT"}, 0),
    ],
)
def test_how_long_the_centre_asks_to_wait(headers: dict[str, str], seconds: int) -> None:
    raw = httpx.Headers([(name.encode(), value.encode()) for name, value in headers.items()])
    assert failure(503, raw, b"").params == {"retry_after": seconds}


def test_the_problem_s_values_come_along(serve) -> None:
    headers = httpx.Headers({"Content-Type": PROBLEM_TYPE})
    error = failure(409, headers, problem("offset_wrong", offset="12", code="13"))
    assert (error.code, error.params) == ("offset_wrong", {"offset": "12", "code": "13"})
