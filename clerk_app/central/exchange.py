"""``POST /v1/exchange``: parcels back to back, committed as they arrive.

A parcel never waits for one that has not come. What comes while a commit is running is committed together after it,
so that a fast line does not wait for the disk at each parcel.
"""

from __future__ import annotations

import asyncio
import struct
from collections.abc import AsyncIterator, Callable, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from clerk_app.central.accepting import Accepting
from clerk_app.central.crowd import Crowd
from clerk_app.central.desks import Desks
from clerk_app.central.doors import drain
from clerk_app.central.relay.door import carrier_of
from clerk_app.central.relay.relays import Relays
from clerk_app.contract import canonical
from clerk_app.contract.exchange import Summary, Taken
from clerk_app.contract.parcel import MOST_BYTES
from clerk_app.domain.errors import CounterError, Invalid, Unavailable

_JSON = "application/json"
_AT_ONCE = 4  # commits that are worked on; more would only take the threads of those who listen
_AHEAD = 16  # parcels of one request that may wait for a commit


def _nobody(_outcomes: Sequence[Taken | CounterError]) -> None:
    """Counts nothing."""


class Exchange:
    """The endpoint; ``took`` is told of each request what became of its parcels."""

    def __init__(
        self,
        desks: Desks,
        relays: Relays,
        accepting: Accepting,
        took: Callable[[Sequence[Taken | CounterError]], None] = _nobody,
    ) -> None:
        self._desks = desks
        self._relays = relays
        self._took = took
        self._accepting = accepting
        self._crowd = Crowd(_AT_ONCE)

    async def post(self, request: Request) -> Response:
        """Take every parcel; one that is rejected whole keeps none of the others back.

        Answers 422 with the first rejected parcel's problem, its place and its first sending number, once all are read;
        503 before anything is read where so many wait that this one is better told when to come back.
        """
        await carrier_of(request, self._desks, self._relays)
        try:
            self._crowd.check()
        except Unavailable:
            await drain(request.stream())
            raise
        program = request.headers.get("user-agent", "")
        outcomes: list[Taken | CounterError] = []
        async for raws in _batches(request):
            async with self._crowd.turn(sum(map(len, raws))):
                outcomes += await self._take(raws, program)
        self._took(outcomes)
        for place, outcome in enumerate(outcomes):
            if isinstance(outcome, CounterError):
                outcome.params = {**outcome.params, "place": place}
                raise outcome
        taken = [outcome for outcome in outcomes if isinstance(outcome, Taken)]
        return Response(canonical.encode(Summary(taken)), media_type=_JSON)

    async def _take(self, raws: list[bytes], program: str) -> list[Taken | CounterError]:
        try:
            return await run_in_threadpool(self._accepting.take_all, raws, program)
        except Unavailable:  # of the database: all of them may come again
            raise
        except Invalid as error:  # the database's word on a value
            if len(raws) == 1:
                return [error]
        except Exception:
            if len(raws) == 1:
                raise
        # One of them may be what this centre stumbles over: it must not take its neighbours down.
        return [outcome for raw in raws for outcome in await self._take([raw], program)]


async def _batches(request: Request) -> AsyncIterator[list[bytes]]:
    """The pieces of the body as they come: one as soon as it is there, with it whatever else has come meanwhile."""
    arrived: asyncio.Queue[bytes | None] = asyncio.Queue()
    room = asyncio.Semaphore(_AHEAD)
    reading = asyncio.create_task(_read(request, arrived, room))
    try:
        while (piece := await arrived.get()) is not None:
            batch = [piece]
            while not arrived.empty() and (piece := arrived.get_nowait()) is not None:
                batch.append(piece)
            yield batch
            for _ in batch:
                room.release()
            if piece is None:
                break
        await reading
    finally:
        reading.cancel()


async def _read(request: Request, arrived: asyncio.Queue[bytes | None], room: asyncio.Semaphore) -> None:
    """Read ahead as far as there is room; nothing stands for the end, however it came."""
    try:
        async for piece in _frames(request):
            await room.acquire()
            arrived.put_nowait(piece)
    finally:
        arrived.put_nowait(None)


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
