"""The relay's request boundary: who speaks is asked first, every answer shows its proof, every failure has a code."""

from __future__ import annotations

import logging
from collections.abc import Callable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from clerk_app.contract import canonical
from clerk_app.contract.exchange import PROBLEM_PREFIX, PROBLEM_TYPE, Problem
from clerk_app.contract.relay import OFFICE_PROOF_HEADER, RELAY_PROOF_HEADER
from clerk_app.domain.errors import CounterError, Invalid, Refused
from clerk_app.i18n import Texts
from clerk_app.log import event
from clerk_app.relay.knowing import Knowing

_LOG = logging.getLogger(__name__)
CALLER = "salter.caller"
_MOST_DRAINED = 1024 * 1024
_NOT_ADMITTED = frozenset({"relay_proof", "relay_key_old", "office_key_old", "relay_desk_unknown"})
_FULL = frozenset({"relay_full", "relay_disk"})


class Boundary:
    """The one place of the relay where every exception ends."""

    def __init__(self, app: ASGIApp, knowing: Knowing, texts: Texts) -> None:
        self._app = app
        self._knowing = knowing
        self._texts = texts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        reading, answering = _Reading(receive), _Answering(send)
        request = Request(scope, reading)
        try:
            caller = self._knowing.admit(
                request.headers.get(OFFICE_PROOF_HEADER, ""), request.method, _target_of(request)
            )
            answering.proof = self._knowing.proof(caller.nonce)
            scope[CALLER] = caller
            await self._app(scope, reading, answering)
        except ClientDisconnect:
            event(_LOG, "relay.client_left", level=logging.DEBUG)
        except CounterError as error:
            await self._fail(self._problem(error), scope, reading, answering)
        except Exception:  # noqa: BLE001 - the request boundary (DESIGN §7)
            _LOG.exception("relay.fault")
            await self._fail(self._answer(500, "relay_fault"), scope, reading, answering)

    async def _fail(self, response: Response, scope: Scope, reading: _Reading, answering: _Answering) -> None:
        if answering.begun:
            return
        await reading.drain()  # who is still writing when the connection closes never reads why
        await response(scope, reading, answering)

    def _problem(self, error: CounterError) -> Response:
        if error.code in _NOT_ADMITTED:
            event(_LOG, "relay.not_admitted", level=logging.WARNING, code=error.code)
            return self._answer(401, error.code)
        if error.code in _FULL:
            return self._answer(507, error.code)
        return self._answer(404 if error.code == "not_found" else 422, error.code)

    def _answer(self, status: int, code: str) -> Response:
        key = f"error.{code}"
        title = self._texts.text(key) if self._texts.has(key) else code
        problem = Problem(type=PROBLEM_PREFIX + code, title=title, status=status)
        return Response(canonical.encode(problem), status_code=status, media_type=PROBLEM_TYPE)


class _Reading:
    """A ``receive`` that knows whether the body has ended: behind that there is nothing to wait for."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._ended = False

    async def __call__(self) -> Message:
        """Pass a message on."""
        message = await self._receive()
        self._ended = message["type"] != "http.request" or not message.get("more_body", False)
        return message

    async def drain(self) -> None:
        """Read on for a while."""
        left = _MOST_DRAINED
        while left > 0 and not self._ended:
            left -= len((await self()).get("body", b""))


class _Answering:
    """A ``send`` that adds the relay's proof, and knows whether the answer has begun."""

    def __init__(self, send: Callable[[Message], object]) -> None:
        self._send: Send = send  # type: ignore[assignment]
        self.begun = False
        self.proof = ""

    async def __call__(self, message: Message) -> None:
        """Pass a message on."""
        self.begun = True
        if message["type"] == "http.response.start" and self.proof:
            shown = (RELAY_PROOF_HEADER.lower().encode(), self.proof.encode())
            message = {**message, "headers": [*message.get("headers", ()), shown]}
        await self._send(message)


def number(text: str) -> int:
    """A whole number of a query; raises ``Invalid('malformed')``."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Invalid("malformed", what="query", where="number")
    return int(text)


async def not_found(_request: Request, _error: Exception) -> Response:
    """For whatever this relay does not serve."""
    raise Refused("not_found")


def _target_of(request: Request) -> str:
    path = request.scope["raw_path"].decode("ascii")
    query = request.scope["query_string"].decode("ascii")
    return f"{path}?{query}" if query else path
