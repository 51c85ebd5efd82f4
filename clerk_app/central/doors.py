"""What every endpoint asks first: which desk speaks, and what it sent."""

from __future__ import annotations

from collections.abc import AsyncIterator

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from clerk_app.central.desks import Desk, Desks
from clerk_app.contract import canonical
from clerk_app.contract.exchange import PROOF_HEADER
from clerk_app.domain.errors import CounterError, Invalid

MOST_BODY = 256 * 1024
_MOST_DRAINED = 1024 * 1024


async def desk_of(request: Request, desks: Desks) -> Desk:
    """The desk that proves itself; raises ``Refused`` after reading some of the body, so that the answer is heard."""
    target = request.scope["raw_path"].decode("ascii")
    query = request.scope["query_string"].decode("ascii")
    full = f"{target}?{query}" if query else target
    try:
        return await run_in_threadpool(desks.proven, request.headers.get(PROOF_HEADER, ""), request.method, full)
    except CounterError:
        await drain(request.stream())
        raise


async def body_of[T](request: Request, kind: type[T]) -> T:
    """The JSON body as ``kind``; raises ``Invalid`` (``malformed``, ``too_large``)."""
    return canonical.decode(await raw_body(request), kind)


async def raw_body(request: Request) -> bytes:
    """The body as it came; raises ``Invalid('too_large')``."""
    held = bytearray()
    stream = request.stream()
    async for piece in stream:
        held += piece
        if len(held) > MOST_BODY:
            await drain(stream)
            raise Invalid("too_large", what="body")
    return bytes(held)


async def drain(stream: AsyncIterator[bytes]) -> None:
    """Read on for a while: who is still writing when the connection closes never reads why."""
    left = _MOST_DRAINED
    async for piece in stream:
        left -= len(piece)
        if left < 0:
            return
