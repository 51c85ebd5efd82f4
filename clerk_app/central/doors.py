"""What every endpoint asks first: which desk speaks, and what it sent."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import msgspec
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
    proof = request.headers.get(PROOF_HEADER, "")
    try:
        if desks.is_known(proof):  # to change threads would cost more than the proof
            return desks.proven(proof, request.method, target_of(request))
        return await run_in_threadpool(desks.proven, proof, request.method, target_of(request))
    except CounterError:
        await drain(request.stream())
        raise


def target_of(request: Request) -> str:
    """Path and query as they came, for whoever signed them."""
    path = request.scope["raw_path"].decode("ascii")
    query = request.scope["query_string"].decode("ascii")
    return f"{path}?{query}" if query else path


async def body_of[T](request: Request, kind: type[T]) -> T:
    """The JSON body as ``kind``; raises ``Invalid`` (``malformed``, ``too_large``).

    A whole number may be written as JSON lets it be, with a fraction of zero.
    """
    raw = await raw_body(request)
    try:
        return canonical.decode(raw, kind)
    except Invalid:
        return canonical.decode(_whole_numbers(raw), kind)


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


def _whole_numbers(raw: bytes) -> bytes:
    """The same JSON with ``3.0`` written as ``3``; as it came where it is none."""
    try:
        return msgspec.json.encode(_whole(msgspec.json.decode(raw)))
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return raw


def _whole(value: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_whole(one) for one in value]
    return {key: _whole(one) for key, one in value.items()} if isinstance(value, dict) else value
