"""Where the other side of the line listens: the address as it is written, and a socket there."""

from __future__ import annotations

import socket

from clerk_app.domain.errors import Invalid, Unavailable


def listen_address(text: str) -> tuple[str, int]:
    """Host and port of ``HOST:PORT`` or ``[HOST]:PORT``; raises ``Invalid('listen_address')``."""
    host, _, port = text.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not host or not (port.isascii() and port.isdigit()) or int(port) > 65535:
        raise Invalid("listen_address", field="listen")
    return host, int(port)


def listener(host: str, port: int, backlog: int) -> socket.socket:
    """A socket that listens; port 0 takes a free one. Raises ``Unavailable('cannot_listen')``."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends small answers at once (TCP_NODELAY) on sockets whose protocol is named, and on no others.
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen(backlog)
    except OSError as error:
        made.close()
        raise Unavailable("cannot_listen") from error
    return made
