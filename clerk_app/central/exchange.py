"""``POST /v1/exchange``: parcels back to back, each committed as it arrives."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import AsyncIterator

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from clerk_app.central.accepting import Accepting, Taken
from clerk_app.central.desks import Desks
from clerk_app.central.doors import desk_of, drain
from clerk_app.contract import canonical
from clerk_app.contract.parcel import MOST_BYTES
from clerk_app.domain.errors import CounterError, Damaged, Invalid, Refused

_OF_THE_PARCEL = (Invalid, Damaged, Refused)
_JSON = "application/json"
_AT_ONCE = 4  # parcels that are worked on; more would only take the threads of those who listen


class Summary(msgspec.Struct, frozen=True):
    """What became of the parcels of one request, in order."""

    parcels: list[Taken]


class Exchange:
    """The endpoint."""

    def __init__(self, desks: Desks, accepting: Accepting) -> None:
        self._desks = desks
        self._accepting = accepting
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def post(self, request: Request) -> Response:
        """Take every parcel; one that is rejected whole keeps none of the others back.

        Answers 422 with the first rejected parcel's problem, its place and its first sending number, once all are read.
        """
        await desk_of(request, self._desks)
        program = request.headers.get("user-agent", "")
        taken: list[Taken] = []
        rejected: list[CounterError] = []
        async for raw in _frames(request):
            try:
                async with self._turns:
                    taken.append(await run_in_threadpool(self._accepting.take, raw, program))
            except _OF_THE_PARCEL as error:
                error.params = {**error.params, "place": len(taken) + len(rejected)}
                rejected.append(error)
        if rejected:
            raise rejected[0]
        return Response(canonical.encode(Summary(taken)), media_type=_JSON)


async def _frames(request: Request) -> AsyncIterator[bytes]:
    """Whole framed pieces of the body; a tail that was cut off is dropped, for it will come again.

    Raises ``Invalid('too_large')`` at a piece over the bound: what follows it cannot be found any more.
    """
    held = bytearray()
    stream = request.stream()
    async for chunk in stream:
        held += chunk
        while len(held) >= 4:
            (length,) = struct.unpack_from(">I", held)
            if length > MOST_BYTES:
                await drain(stream)
                raise Invalid("too_large", what="parcel")
            if len(held) < 4 + length:
                break
            yield bytes(held[4 : 4 + length])
            del held[: 4 + length]
