"""What went wrong on the line, in our own words: httpx, sockets and TLS on one side, codes on the other.

Codes: ``line_down`` (no route, refused, reset), ``line_dns``, ``line_certificate`` (not the pinned CA),
``line_certificate_time`` (expired or not yet valid: often this desk's clock), ``line_slow`` (timeout), ``line_portal``
(somebody else answered), ``line_proxy`` (the proxy makes no tunnel), ``line_proxy_password`` (it asks who we are),
``line_body_limit`` (a proxy takes no request so long), ``centre_trouble`` (5xx) and ``centre_busy`` (429), both with
``retry_after`` in seconds.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email.utils import parsedate_to_datetime

import h11
import httpx

from clerk_app.contract import canonical
from clerk_app.contract.exchange import PROBLEM_TYPE, Problem
from clerk_app.domain.errors import CounterError, Invalid, Refused, SignIn, Unavailable

SIGN_IN_CODES = frozenset({"password_wrong", "password_wait", "office_not_yours"})
REGISTER_CODES = frozenset({"register_unavailable"})  # 5xx of a register behind the centre, which itself works
RELAY_CODES = frozenset({"relay_full", "relay_disk", "relay_fault"})  # 5xx of a relay of the office
LONGEST_RETRY_AFTER = 3600
_BODY_NOT_WANTED = frozenset({411, 413})  # a proxy wants to know the length first, or the body is too long for it
_CERTIFICATE_TIME = frozenset({9, 10})  # X509_V_ERR_CERT_NOT_YET_VALID, X509_V_ERR_CERT_HAS_EXPIRED
_NOT_TLS = frozenset({"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNKNOWN_PROTOCOL", "RECORD_LAYER_FAILURE"})


@contextmanager
def translated(*, answered: bool = False) -> Iterator[None]:
    """Let no httpx error out; ``answered`` means that the answer had begun, so a broken protocol is a cut line."""
    try:
        yield
    except httpx.TransportError as error:
        raise Unavailable(_code_of(error, answered=answered)) from error


def _code_of(error: httpx.TransportError, *, answered: bool) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "line_slow"
    if isinstance(error, httpx.ProxyError):
        return "line_proxy_password" if str(error).startswith(("401", "407")) else "line_proxy"
    for cause in _causes(error):
        code = _code_of_cause(cause, answered=answered)
        if code:
            return code
    return "line_down"


def _code_of_cause(cause: BaseException, *, answered: bool) -> str:
    if isinstance(cause, ssl.SSLCertVerificationError):
        return "line_certificate_time" if cause.verify_code in _CERTIFICATE_TIME else "line_certificate"
    if isinstance(cause, ssl.SSLError) and cause.reason in _NOT_TLS:
        return "line_portal"
    if isinstance(cause, socket.gaierror):
        return "line_dns"
    if isinstance(cause, h11.RemoteProtocolError) and not answered:
        return "line_portal"
    return ""


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def failure(status: int, headers: httpx.Headers, body: bytes) -> CounterError:
    """The error that an answer other than success stands for; read by status and problem code, never by text."""
    problem = _problem(headers, body)
    if status >= 500:
        known = problem is not None and problem.code in REGISTER_CODES | RELAY_CODES
        return Unavailable(problem.code if problem and known else "centre_trouble", retry_after=_retry_after(headers))
    if status == 429 and problem is None:
        return Unavailable("centre_busy", retry_after=_retry_after(headers))
    if status in _BODY_NOT_WANTED and problem is None:
        return Unavailable("line_body_limit")
    if status < 400 or problem is None:
        return not_ours()
    error = SignIn(problem.code) if problem.code in SIGN_IN_CODES else Refused(problem.code)
    error.params = {**problem.params}
    if status == 429:
        error.params["retry_after"] = _retry_after(headers)
    return error


def not_ours() -> Unavailable:
    """The error for a success that is not the centre's: a portal's page, a proxy's, anything."""
    return Unavailable("line_portal")


def _problem(headers: httpx.Headers, body: bytes) -> Problem | None:
    if not headers.get("content-type", "").startswith(PROBLEM_TYPE):
        return None
    try:
        problem = canonical.decode(body, Problem)
    except Invalid:
        return None
    return problem if problem.code else None


def _retry_after(headers: httpx.Headers) -> int:
    """Seconds to wait, 0 when nothing was said; a date counts from the answer's own, for our clock may lie."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return min(int(value), LONGEST_RETRY_AFTER)
    until, said = _date(value), _date(headers.get("date", ""))
    if until is None or said is None or until.tzinfo is None or said.tzinfo is None:
        return 0
    return min(max(0, round((until - said).total_seconds())), LONGEST_RETRY_AFTER)


def _date(value: str) -> datetime | None:
    try:
        return parsedate_to_datetime(value)
    except ValueError:
        return None
