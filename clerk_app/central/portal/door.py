"""The portal's endpoints for citizens: JSON, with the token of a session."""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from clerk_app.central.doors import drain
from clerk_app.central.portal.accounts import Accounts, Citizen
from clerk_app.central.portal.submitting import Portal
from clerk_app.contract import canonical
from clerk_app.contract import portal as wire
from clerk_app.contract.portal import Filed, Filing, Pay, SessionRequest, Supplement, Withdrawal
from clerk_app.domain.errors import CounterError, Invalid

_NUMBER = "number"


class PortalDoor:
    """Reads who speaks first, then what they send."""

    def __init__(self, portal: Portal, accounts: Accounts) -> None:
        self._portal = portal
        self._accounts = accounts

    def routes(self) -> list[Route]:
        """All of them."""
        return [
            Route(wire.SESSIONS, self.begin, methods=["POST"]),
            Route(wire.SERVICES, self.services, methods=["GET"]),
            Route(wire.SERVICES + "/{service}", self.service, methods=["GET"]),
            Route(wire.FILINGS, self.of_filings, methods=["GET", "POST"]),  # one route, so that 405 names both
            Route(wire.FILING, self.filing, methods=["GET"]),
            Route(wire.FILING + "/payment", self.pay, methods=["POST"]),
            Route(wire.FILING + "/supplement", self.supplement, methods=["POST"]),
            Route(wire.FILING + "/withdrawal", self.withdraw, methods=["POST"]),
        ]

    async def begin(self, request: Request) -> Response:
        """``POST /v1/portal/sessions``."""
        wanted = await _body(request, SessionRequest)
        return _json(await run_in_threadpool(self._accounts.begin, wanted), 201)

    async def services(self, _request: Request) -> Response:
        """``GET /v1/portal/services``."""
        return _json(await run_in_threadpool(self._portal.services))

    async def service(self, request: Request) -> Response:
        """``GET /v1/portal/services/{service}``."""
        return _json(await run_in_threadpool(self._portal.service, request.path_params["service"]))

    async def of_filings(self, request: Request) -> Response:
        """``GET`` and ``POST`` of the filings."""
        return await (self.file(request) if request.method == "POST" else self.filings(request))

    async def filings(self, request: Request) -> Response:
        """``GET /v1/portal/filings``."""
        citizen = await self._citizen(request)
        return _json(await run_in_threadpool(self._portal.filings, citizen, request.query_params.get("before", "")))

    async def filing(self, request: Request) -> Response:
        """``GET /v1/portal/filings/{number}``."""
        citizen = await self._citizen(request)
        return _json(await run_in_threadpool(self._portal.filing, citizen, request.path_params[_NUMBER]))

    async def file(self, request: Request) -> Response:
        """``POST /v1/portal/filings``; the same again is answered alike."""
        citizen = await self._citizen(request)
        filing = await _body(request, Filing)
        filed, _new = await run_in_threadpool(self._portal.file, citizen, filing)
        return _json(filed, 201)

    async def pay(self, request: Request) -> Response:
        """``POST /v1/portal/filings/{number}/payment``."""
        return await self._do(request, Pay, self._portal.pay)

    async def supplement(self, request: Request) -> Response:
        """``POST /v1/portal/filings/{number}/supplement``."""
        return await self._do(request, Supplement, self._portal.supplement)

    async def withdraw(self, request: Request) -> Response:
        """``POST /v1/portal/filings/{number}/withdrawal``."""
        return await self._do(request, Withdrawal, self._portal.withdraw)

    async def _do[Said](
        self, request: Request, kind: type[Said], action: Callable[[Citizen, str, Said], Filed]
    ) -> Response:
        citizen = await self._citizen(request)
        said = await _body(request, kind)
        return _json(await run_in_threadpool(action, citizen, request.path_params[_NUMBER], said))

    async def _citizen(self, request: Request) -> Citizen:
        """Who speaks; some of what they send is read, so that a refusal is heard."""
        try:
            return await run_in_threadpool(self._accounts.citizen, request.headers.get("authorization", ""))
        except CounterError:
            await drain(request.stream())
            raise


async def _body[Kind](request: Request, kind: type[Kind]) -> Kind:
    """The JSON body as ``kind``; raises ``Invalid`` (``malformed``, ``too_large``)."""
    held = bytearray()
    stream = request.stream()
    async for piece in stream:
        held += piece
        if len(held) > wire.MOST_BODY:
            await drain(stream)
            raise Invalid("too_large", what="body")
    return canonical.decode(bytes(held), kind)


def _json(value: object, status: int = 200) -> Response:
    return Response(
        canonical.encode(value), status, headers={"Cache-Control": "no-store"}, media_type="application/json"
    )
