"""A real nginx before a centre, on loopback and with a configuration of its own; ended by its process id."""

from __future__ import annotations

import shutil
import socket
import subprocess
from pathlib import Path
from types import TracebackType

import pytest

_PATIENCE = 20.0
_CONFIGURATION = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass {upstream};
            {lines}
        }}
    }}
}}
"""


class Nginx:
    """Started by ``with``; ``lines`` are added to the defaults of its one location."""

    def __init__(self, folder: Path, upstream: str, *lines: str) -> None:
        found = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
        if found is None:
            pytest.skip("there is no nginx here")
        self._program = found
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._folder = folder
        text = _CONFIGURATION.format(
            folder=folder, port=self.port, upstream=upstream, lines="\n            ".join(lines)
        )
        (folder / "nginx.conf").write_text(text)
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Nginx:
        errors = self._folder / "first-errors.log"
        with errors.open("wb") as stream:
            self._process = subprocess.Popen(
                [self._program, "-p", str(self._folder), "-c", "nginx.conf", "-e", "error.log"], stderr=stream
            )
        until_open(self.port, self._process)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process is not None
        self._process.terminate()
        self._process.wait(_PATIENCE)

    def requests(self) -> list[str]:
        """Method, target and status of each request that ended."""
        lines = (self._folder / "access.log").read_text().splitlines()
        parts = [line.split('"') for line in lines]
        return [f"{part[1].rsplit(' ', 1)[0]} {part[2].split()[0]}" for part in parts]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port: int = held.getsockname()[1]
        return port


def until_open(port: int, process: subprocess.Popen[bytes]) -> None:
    """Dial until somebody answers, or the process has ended."""
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), _PATIENCE).close()
        except ConnectionRefusedError:
            continue
        return
    raise AssertionError(f"it ended with {process.returncode}")
