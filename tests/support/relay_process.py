"""A real office relay in a process of its own, killed and started as often as a test likes."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path

from tests.support.central_process import ROOT

_PATIENCE = 30.0


class RelayProcess:
    """``clerk-app relay`` over a folder; it comes back at the same address."""

    def __init__(self, folder: Path, upstream: str, code: str = "") -> None:
        self._folder = folder
        self._upstream = upstream
        self._code = code
        self._process: subprocess.Popen[str] | None = None
        self._port = 0
        self.name = ""

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._port}"

    @property
    def folder(self) -> Path:
        return self._folder

    def start(self) -> None:
        command = [sys.executable, "-m", "clerk_app", "relay", "--listen", f"127.0.0.1:{self._port}"]
        command += ["--upstream", self._upstream, "--folder", str(self._folder), "--code", self._code, "--silent"]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        self._process = process
        watchdog = threading.Timer(_PATIENCE, process.kill)
        watchdog.start()
        ready = process.stdout.readline() if process.stdout else ""
        watchdog.cancel()
        if not ready:
            raise AssertionError(f"the relay ended with {process.wait(_PATIENCE)} before it was ready")
        said = json.loads(ready)
        self._port, self.name = int(said["address"].rpartition(":")[2]), said["relay"]

    def kill(self) -> None:
        """As a power cut would."""
        assert self._process is not None
        self._process.kill()
        self._ended()

    def stop(self) -> int:
        assert self._process is not None
        self._process.terminate()
        return self._ended()

    def _ended(self) -> int:
        assert self._process is not None
        code = self._process.wait(_PATIENCE)
        if self._process.stdout:
            self._process.stdout.close()
        return code
