"""Problems (RFC 9457): every failure that leaves the centre, by code, worded in Serbian for whoever reads it raw."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from clerk_app.contract import canonical
from clerk_app.contract.exchange import PROBLEM_PREFIX, PROBLEM_TYPE, Problem
from clerk_app.domain.errors import CounterError, Damaged, Invalid, Refused, SignIn, Unavailable
from clerk_app.i18n import Texts
from clerk_app.log import event

_LOG = logging.getLogger(__name__)
_STATUS_BY_CODE = {
    "desk_unknown": 401,
    "desk_proof": 401,
    "relay_unknown": 401,
    "relay_revoked": 401,
    "office_key_none": 404,
    "unauthenticated": 401,
    "case_unknown": 404,
    "filing_unknown": 404,
    "service_unknown": 404,
    "case_finished": 409,
    "nothing_to_pay": 409,
    "not_called": 409,
    "supplement_not_taken": 409,
    "not_found": 404,
    "order_unknown": 404,
    "proof_repeated": 409,
    "proof_number_missing": 422,
    "order_paid": 409,
    "order_cancelled": 409,
    "order_expired": 409,
    "order_refund_requested": 409,
    "order_refunded": 409,
    "amount_above_due": 409,
    "partial_not_allowed": 409,
    "list_version_gone": 410,
    "not_allowed_here": 405,
    "case_annulled": 409,
    "idempotency_conflict": 409,
    "offset_wrong": 409,
    "need_base": 409,
    "transition_impossible": 409,
    "account_exists": 409,
    "email_taken": 409,
    "act_reused": 409,
    "parameters_gone": 410,
    "no_account": 404,
    "document_unknown": 404,
    "delivery_unknown": 404,
    "delivery_step_impossible": 409,
    "too_large": 413,
    "signature_wrong": 422,
    "replaced_unknown": 422,
    "replaced_elsewhere": 422,
    "password_wait": 429,
    "enrolment_wait": 429,
}
_STATUS_BY_KIND: tuple[tuple[type[CounterError], int], ...] = (
    (Invalid, 422),
    (Damaged, 422),
    (Refused, 403),
    (SignIn, 403),
    (Unavailable, 503),
)
_OFFSET_PARAM = "offset"


class Problems:
    """Turns errors into answers."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def of(self, error: CounterError) -> Response:
        """The answer for an expected failure."""
        status = _STATUS_BY_CODE.get(error.code) or next(
            status for kind, status in _STATUS_BY_KIND if isinstance(error, kind)
        )
        return self._response(status, error.code, {name: str(value) for name, value in error.params.items()})

    def bug(self, trace: str) -> Response:
        """The answer for what nobody expected; ``trace`` finds it in the log."""
        return self._response(500, "centre_fault", {}, trace)

    def _response(self, status: int, code: str, params: dict[str, str], trace: str = "") -> Response:
        title = self._texts.text(f"central.problem.{code}")
        problem = Problem(type=PROBLEM_PREFIX + code, title=title, status=status, params=params, trace=trace)
        return Response(
            canonical.encode(problem),
            status_code=status,
            media_type=PROBLEM_TYPE,
            headers=_headers(status, code, params),
        )


def _headers(status: int, code: str, params: Mapping[str, str]) -> dict[str, str]:
    headers = {}
    if code == "unauthenticated":
        headers["WWW-Authenticate"] = "Bearer"
    if status in (429, 503):
        headers["Retry-After"] = params.get("wait", params.get("seconds", "5"))
    if _OFFSET_PARAM in params:
        headers["Upload-Offset"] = params[_OFFSET_PARAM]
    return headers


class Boundary:
    """The one place of the centre where every exception ends: an expected one as its problem, any other as a bug."""

    def __init__(self, app: ASGIApp, problems: Problems) -> None:
        self._app = app
        self._problems = problems

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        watched = _Watched(send)
        try:
            await self._app(scope, receive, watched)
        except ClientDisconnect:
            event(_LOG, "central.client_left", level=logging.DEBUG)
        except CounterError as error:
            await self._answer(watched, self._problems.of(error), scope, receive)
        except Exception:  # noqa: BLE001 - the request boundary (DESIGN §7)
            trace = secrets.token_hex(6)
            _LOG.exception("central.fault", extra={"values": {"trace": trace}})
            await self._answer(watched, self._problems.bug(trace), scope, receive)

    async def _answer(self, watched: _Watched, response: Response, scope: Scope, receive: Receive) -> None:
        """Send the problem, unless an answer has begun: then cutting it short is all that is left."""
        if not watched.begun:
            await response(scope, receive, watched)


class _Watched:
    """A ``send`` that knows whether the answer has begun."""

    def __init__(self, send: Callable[[Message], Awaitable[None]]) -> None:
        self._send = send
        self.begun = False

    async def __call__(self, message: Message) -> None:
        """Pass a message on."""
        self.begun = True
        await self._send(message)
