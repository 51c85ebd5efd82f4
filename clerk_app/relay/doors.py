"""What desks ask of the relay."""

from __future__ import annotations

import struct
from collections.abc import AsyncIterator, Callable

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from clerk_app.contract import canonical
from clerk_app.contract.exchange import ANSWERS, EXCHANGE, STREAM_TYPE
from clerk_app.contract.parcel import MOST_BYTES, framed, take_apart
from clerk_app.contract.relay import HELLO, MOST_NEIGHBOURS, NEIGHBOURS, Hello
from clerk_app.domain.errors import Invalid, Refused
from clerk_app.i18n import Texts
from clerk_app.relay.boundary import CALLER, Boundary, not_found, number
from clerk_app.relay.knowing import Caller, Knowing
from clerk_app.relay.shelf import Shelf

_JSON = "application/json"
_MOST_TOLD = 4 * MOST_BYTES
_LARGEST = 2**62  # no desk gave such a number, and no column holds it


class Doors:
    """The endpoints; ``came`` is called when something is there for the centre, or somebody waits for its word.

    ``away`` tells for how many seconds the centre has not been reached, 0 while it is.
    """

    def __init__(
        self,
        shelf: Shelf,
        knowing: Knowing,
        now: Callable[[], int],
        came: Callable[[], None],
        *,
        away: Callable[[], int] = lambda: 0,
    ) -> None:
        self._shelf = shelf
        self._knowing = knowing
        self._now = now
        self._came = came
        self._away = away

    async def hello(self, request: Request) -> Response:
        """``GET /v1/relay``."""
        full = await run_in_threadpool(self._shelf.is_full, _caller(request).desk)
        said = Hello(self._knowing.name, self._knowing.run, self._away(), full)
        return Response(canonical.encode(said), media_type=_JSON)

    async def exchange(self, request: Request) -> Response:
        """``POST /v1/exchange``: parcels of the desk that speaks, each on disk before the answer."""
        caller = _caller(request)
        kept = 0
        async for raw in _frames(request):
            kept += await run_in_threadpool(self._keep, caller, raw)
        if kept:
            self._came()
        return Response(canonical.encode({"kept": kept}), media_type=_JSON)

    async def answers(self, request: Request) -> Response:
        """``GET /v1/answers``: what was fetched for the desk."""
        query = request.query_params
        position, have = number(query.get("position", "0")), number(query.get("have", "0"))
        told = await run_in_threadpool(self._shelf.heard, _caller(request).desk, position, have, self._now())
        self._came()
        return Response(b"".join(map(framed, told)), media_type=STREAM_TYPE)

    async def neighbours(self, request: Request) -> Response:
        """``GET /v1/neighbours``: parcels of the others, each with its number."""
        after = number(request.query_params.get("after", "0"))
        found = await run_in_threadpool(self._shelf.neighbours, _caller(request).desk, after, MOST_NEIGHBOURS)
        body = bytearray()
        for one in found:
            body += framed(struct.pack(">Q", one.number) + one.raw)
            if len(body) > _MOST_TOLD:
                break
        return Response(bytes(body), media_type=STREAM_TYPE)

    def _keep(self, caller: Caller, raw: bytes) -> bool:
        parcel = take_apart(raw)
        if parcel.head.desk != caller.desk:
            raise Refused("desk_wrong")
        if not parcel.signed_by(caller.public):
            raise Refused("signature_wrong")
        if max(parcel.head.first, parcel.head.chain_seq) > _LARGEST:
            raise Invalid("malformed", what="parcel", where="head")
        return self._shelf.put(parcel.head, raw, self._now())


def application(doors: Doors, knowing: Knowing, texts: Texts) -> Starlette:
    """The relay as an ASGI application."""
    return Starlette(
        routes=[
            Route(HELLO, doors.hello, methods=["GET"]),
            Route(EXCHANGE, doors.exchange, methods=["POST"]),
            Route(ANSWERS, doors.answers, methods=["GET"]),
            Route(NEIGHBOURS, doors.neighbours, methods=["GET"]),
        ],
        middleware=[Middleware(Boundary, knowing=knowing, texts=texts)],
        exception_handlers={HTTPException: not_found},
    )


def _caller(request: Request) -> Caller:
    caller: Caller = request.scope[CALLER]
    return caller


async def _frames(request: Request) -> AsyncIterator[bytes]:
    """Whole framed pieces of the body; a tail that was cut off is dropped, for it will come again."""
    held = bytearray()
    async for chunk in request.stream():
        held += chunk
        while len(held) >= 4:
            (length,) = struct.unpack_from(">I", held)
            if length > MOST_BYTES:
                raise Invalid("too_large", what="parcel")
            if len(held) < 4 + length:
                break
            yield bytes(held[4 : 4 + length])
            del held[: 4 + length]
