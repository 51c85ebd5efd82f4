"""A real proxy that makes tunnels, on loopback, with or without a password; ended by its process id."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from types import TracebackType

import pytest

from tests.support.nginx import free_port, until_open

_PATIENCE = 20.0
USER, PASSWORD = "salter", "primer"


class Tinyproxy:
    """Started by ``with``; ``guarded`` asks for ``USER`` and ``PASSWORD``."""

    def __init__(self, folder: Path, *, guarded: bool = False) -> None:
        found = shutil.which("tinyproxy", path="/usr/bin:/usr/sbin:/usr/local/bin")
        if found is None:
            pytest.skip("there is no tinyproxy here")
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = folder / "tinyproxy.log"
        lines = [f"Port {self.port}", "Listen 127.0.0.1", "Timeout 600", f'LogFile "{self._log}"', "LogLevel Connect"]
        lines += [f"BasicAuth {USER} {PASSWORD}"] if guarded else []
        configuration = folder / "tinyproxy.conf"
        configuration.write_text("\n".join(lines) + "\n")
        self._command = [found, "-d", "-c", str(configuration)]
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Tinyproxy:
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until_open(self.port, self._process)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process is not None
        self._process.terminate()
        self._process.wait(_PATIENCE)

    def tunnels(self) -> int:
        """How many it made."""
        return self._log.read_text().count("Established connection to host")
