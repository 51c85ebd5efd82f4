"""What other programs would send to: it keeps each body durably and says so, over plain HTTP.

``python -m tests.link.sink HOST PORT FOLDER`` prints ``{}`` once it listens, and ends with its input.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from clerk_app.contract.listening import listener

_KEEP_ALIVE = 600


class Sink:
    """Appends, and syncs before it answers."""

    def __init__(self, folder: Path) -> None:
        self._file = (folder / "sink").open("ab", buffering=0)

    async def take(self, request: Request) -> Response:
        """One body, whatever is in it."""
        self._file.write(await request.body())
        os.fdatasync(self._file.fileno())
        return Response(status_code=204)


def main() -> int:
    """Be the sink."""
    host, port, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    app = Starlette(routes=[Route("/requests", Sink(folder).take, methods=["POST"])])
    config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", timeout_keep_alive=_KEEP_ALIVE)
    server = uvicorn.Server(config)
    listening = listener(host, port, 64)
    threading.Thread(target=server.run, args=([listening],), daemon=True).start()
    sys.stdout.write("{}\n")
    sys.stdout.flush()
    sys.stdin.read()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
