"""The registry's endpoints: ``/v1/registry``, for programs that show a bearer token."""

from __future__ import annotations

import re
import time

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from clerk_app.central.bell import Bell
from clerk_app.central.doors import body_of, drain
from clerk_app.central.registry.cases import Cases
from clerk_app.central.registry.clients import Client, Clients
from clerk_app.central.registry.numbers import Submissions
from clerk_app.central.registry.receipts import Receipts
from clerk_app.central.registry.tables import ORIGIN
from clerk_app.contract import canonical
from clerk_app.contract.registry import (
    CASE_STATUS,
    KEY_HEADER,
    KEY_PATTERN,
    NUMBER_PATTERN,
    RECEIPT,
    STATUS_HISTORY,
    SUBMISSION_NUMBERS,
    TOKENS,
    StatusUpdate,
    Submission,
    SubmissionNumber,
    TokenRequest,
)
from clerk_app.domain.errors import CounterError, Invalid, Refused, Unavailable
from clerk_app.domain.numbers import UniqueNumber

PATIENCE = 10.0  # seconds that a caller is kept waiting for the numberer
_POLL = 0.25  # seconds after which another process's numberer is seen
_JSON = "application/json"
_NUMBER = re.compile(NUMBER_PATTERN)
_KEY = re.compile(KEY_PATTERN)


class RegistryDoor:
    """The endpoints."""

    def __init__(
        self,
        *,
        clients: Clients,
        submissions: Submissions,
        cases: Cases,
        receipts: Receipts,
        bell: Bell,
        patience: float = PATIENCE,
    ) -> None:
        self._clients = clients
        self._submissions = submissions
        self._cases = cases
        self._receipts = receipts
        self._bell = bell
        self._patience = patience

    def routes(self) -> list[Route]:
        """Where each of them answers."""
        return [
            Route(TOKENS, self.token, methods=["POST"]),
            Route(SUBMISSION_NUMBERS, self.number, methods=["POST"]),
            Route(CASE_STATUS, self.status, methods=["PUT"]),
            Route(STATUS_HISTORY, self.history, methods=["GET"]),
            Route(RECEIPT, self.receipt, methods=["GET"]),
        ]

    async def token(self, request: Request) -> Response:
        """``POST /v1/registry/tokens``."""
        wanted = await body_of(request, TokenRequest)
        token = await run_in_threadpool(self._clients.sign_in, wanted)
        return _json(token, headers={"Cache-Control": "no-store"})

    async def number(self, request: Request) -> Response:
        """``POST /v1/registry/submission-numbers``: 201, and 201 again for the same key.

        Who waits longer than the numberer needs hears 503 ``number_waits``, and asks again with the same key.
        """
        client = await self._client(request)
        key = request.headers.get(KEY_HEADER, "")
        if not _KEY.fullmatch(key):
            await drain(request.stream())
            raise Invalid("malformed", what="header", where=KEY_HEADER)
        told = await body_of(request, Submission)
        seq = await run_in_threadpool(self._submissions.take, client, key, told)
        given = await self._numbered(seq)
        return _json(given, 201, {"Location": STATUS_HISTORY.replace("{number}", given.number)})

    async def status(self, request: Request) -> Response:
        """``PUT /v1/registry/cases/{number}/status``."""
        client = await self._client(request)
        try:
            told = await body_of(request, StatusUpdate)
        except Invalid as error:
            if error.params.get("where") == "$.state":
                raise Invalid("state_unknown", field="state") from error
            raise
        return _json(await run_in_threadpool(self._cases.set_status, client, _number_in(request), told))

    async def history(self, request: Request) -> Response:
        """``GET /v1/registry/cases/{number}/status-history``."""
        client = await self._client(request)
        begin = request.query_params.get("from", "0")
        if not (begin.isascii() and begin.isdigit() and len(begin) < 10):
            raise Invalid("malformed", what="query", where="from")
        return _json(await run_in_threadpool(self._cases.history, client, _number_in(request), int(begin)))

    async def receipt(self, request: Request) -> Response:
        """``GET /v1/registry/cases/{number}/receipt``."""
        client = await self._client(request)
        return _json(await run_in_threadpool(self._receipts.receipt, client, _number_in(request)))

    async def _client(self, request: Request) -> Client:
        """Whom the token stands for; what was sent is read first, so that the answer is heard."""
        try:
            return await run_in_threadpool(self._clients.of, request.headers.get("Authorization", ""))
        except CounterError:
            await drain(request.stream())
            raise

    async def _numbered(self, seq: int) -> SubmissionNumber:
        """The number, as soon as a numberer of any process has given it."""
        end = time.monotonic() + self._patience
        with self._bell.listening([ORIGIN]) as ring:
            self._bell.ring([])
            while True:
                given = await run_in_threadpool(self._submissions.number, seq)
                if given is not None:
                    return given
                left = end - time.monotonic()
                if left <= 0 or self._bell.stopped:
                    raise Unavailable("number_waits", seconds=1)
                await ring.wait(min(left, _POLL))


def _number_in(request: Request) -> UniqueNumber:
    """The number in the path; raises ``Refused('case_unknown')`` for what is none."""
    text = request.path_params["number"]
    if not _NUMBER.fullmatch(text) or not int(text[:9]):
        raise Refused("case_unknown")
    return UniqueNumber(int(text[:9]), int(text[9:]))


def _json(value: object, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(canonical.encode(value), status_code=status, media_type=_JSON, headers=headers)
