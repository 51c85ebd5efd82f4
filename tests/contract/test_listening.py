"""An address is read as it is written, and a port that is taken is said."""

from __future__ import annotations

import asyncio
import socket

import pytest

from clerk_app.contract.listening import listen_address, listener
from clerk_app.domain.errors import Invalid, Unavailable


@pytest.mark.parametrize(
    ("text", "address"), [("127.0.0.1:0", ("127.0.0.1", 0)), ("[::1]:8443", ("::1", 8443)), ("centar:1", ("centar", 1))]
)
def test_addresses(text: str, address: tuple[str, int]) -> None:
    assert listen_address(text) == address


@pytest.mark.parametrize("text", ["", ":1", "host", "host:", "host:x", "host:65536", "host:²"])
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(Invalid, match="listen_address"):
        listen_address(text)


def test_a_port_that_is_taken_is_said() -> None:
    with listener("127.0.0.1", 0, 1) as taken, pytest.raises(Unavailable, match="cannot_listen"):
        listener("127.0.0.1", taken.getsockname()[1], 1)


def test_small_answers_are_sent_at_once() -> None:
    """Without it every answer waits some 40 ms for the other side's acknowledgement of its head."""

    async def sends_at_once() -> int:
        told = asyncio.get_running_loop().create_future()

        async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            told.set_result(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        async with await asyncio.start_server(answer, sock=listener("127.0.0.1", 0, 1)) as listening:
            reader, writer = await asyncio.open_connection(*listening.sockets[0].getsockname())
            await reader.read()
            writer.close()
            await writer.wait_closed()
        return int(await told)

    assert asyncio.run(sends_at_once())
