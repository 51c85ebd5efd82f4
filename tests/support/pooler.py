"""A connection pooler in front of the tests' PostgreSQL: PgBouncer in transaction mode, on a socket of its own.

Each transaction goes to whichever session is free, of which there are few; nothing that a session remembers stays.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from tests.support.postgres_server import GUARDED, PASSWORD, USER, PostgresServer

_PORT = 6432
_PATIENCE = 30.0
_READY = "process up"
_SESSIONS = 3


def program() -> str:
    """Where PgBouncer is; skips the test where it is not installed (``make test`` does)."""
    found = os.environ.get("PGBOUNCER") or shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if found is None:
        pytest.skip("pgbouncer is not installed")
    return found


class Pooler:
    """Used by ``with``, in front of a server that runs."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._program = program()
        self._folder = Path(tempfile.mkdtemp(prefix="pooler-"))
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        config = self._folder / "pooler.ini"
        config.write_text(self._config(), encoding="ascii")
        (self._folder / "users").write_text(f'"{USER}" ""\n"{GUARDED}" "{PASSWORD}"\n', encoding="ascii")
        as_whom = []
        if os.geteuid() == 0:  # it refuses to run as root
            as_whom = ["-u", "nobody"]
            for path in (self._folder, *self._folder.iterdir()):
                shutil.chown(path, "nobody", "nogroup")
        self._process = subprocess.Popen(
            ["setpriv", "--pdeathsig=INT", self._program, *as_whom, str(config)], stderr=subprocess.PIPE, text=True
        )
        assert self._process.stderr is not None
        watchdog = threading.Timer(_PATIENCE, self._process.kill)
        watchdog.start()
        said = []
        for line in self._process.stderr:
            said.append(line)
            if _READY in line:
                break
        watchdog.cancel()
        assert self._process.poll() is None, said
        self._listener = threading.Thread(target=self._process.stderr.read, daemon=True)
        self._listener.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process is not None
        assert self._process.stderr is not None
        self._process.terminate()
        self._process.wait(_PATIENCE)
        self._listener.join(_PATIENCE)
        self._process.stderr.close()
        shutil.rmtree(self._folder)

    def address(self, name: str) -> str:
        """Of a database, through the pooler."""
        return f"postgresql://{USER}@/{name}?host={self._folder}&port={_PORT}"

    def _config(self) -> str:
        return f"""[databases]
* = host={self._server.folder}
[pgbouncer]
listen_addr =
listen_port = {_PORT}
unix_socket_dir = {self._folder}
auth_type = trust
auth_file = {self._folder}/users
pool_mode = transaction
default_pool_size = {_SESSIONS}
max_client_conn = 200
"""
