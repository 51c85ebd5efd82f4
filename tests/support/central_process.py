"""A real centre in a process of its own, on a free loopback port, which can be killed at a named step.

As a program (``python -m tests.support.central_process``) it is that process.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType

from clerk_app.central import clock
from clerk_app.central.clock import ScriptedClock
from clerk_app.central.ezup.rules import keep_awake
from clerk_app.central.server import CentralSettings, open_parts, serve
from clerk_app.central.steps import Step
from clerk_app.i18n import Texts
from tests.support.dying import DyingAt

ROOT = Path(__file__).parents[2]
RESOURCES = ROOT / "resources"
SEED = RESOURCES / "seed" / "primerovo"
PLACE = ("usluzni-centar", "1")
_PATIENCE = 30.0


def address_of(database: Path | str) -> str:
    """The address of an SQLite file; an address is one already."""
    return database if isinstance(database, str) else f"sqlite:///{database}"


class CentralProcess:
    """Started by ``with``; ``url`` and ``code`` (for one enrolment) are from its ready line.

    ``die_at`` and ``nth`` make it kill itself when it reaches a step for the n-th time. ``port`` 0 takes a free one;
    give an earlier ``port`` to come back at the same address. ``database`` is an SQLite file, or an address; then
    ``files`` is where enclosures lie. A ``scripted`` one has a clock that its operator moves on (``/operator/clock``).
    """

    def __init__(
        self,
        database: Path | str,
        *,
        files: Path | None = None,
        port: int = 0,
        scripted: bool = False,
        die_at: Step | None = None,
        nth: int = 1,
    ) -> None:
        command = [sys.executable, "-m", __name__, "--database", address_of(database), "--port", str(port)]
        if files is not None:
            command += ["--files", str(files)]
        if scripted:
            command += ["--scripted"]
        if die_at is not None:
            command += ["--die-at", die_at, "--nth", str(nth)]
        self._command = command
        self._process: subprocess.Popen[str] | None = None
        self.url = ""
        self.code = ""

    def __enter__(self) -> CentralProcess:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        return self._running().pid

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def launch(self) -> None:
        """Begin to start; ``start`` then waits. For tests that start several at once."""
        self._process = subprocess.Popen(self._command, cwd=ROOT, stdout=subprocess.PIPE, text=True)

    def start(self) -> None:
        """Start, and wait until it is ready."""
        if self._process is None or self._process.returncode is not None:
            self.launch()
        process = self._running()
        watchdog = threading.Timer(_PATIENCE, process.kill)
        watchdog.start()
        ready = process.stdout.readline() if process.stdout else ""
        watchdog.cancel()
        if not ready:
            raise AssertionError(f"the centre ended with {process.wait(_PATIENCE)} before it was ready")
        said = json.loads(ready)
        self.url, self.code = said["url"], said["codes"][0]["code"]

    def stop(self) -> int:
        """Ask it to end, and wait; returns its exit code. One that has ended already is fine."""
        process = self._running()
        process.terminate()
        return self._ended(process)

    def kill(self) -> None:
        """End it as a power cut would."""
        process = self._running()
        process.kill()
        self._ended(process)

    def wait(self) -> int:
        """Wait until it has ended by itself."""
        return self._ended(self._running())

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None:
            raise AssertionError("it was never started")
        return self._process

    def _ended(self, process: subprocess.Popen[str]) -> int:
        code = process.wait(_PATIENCE)
        if process.stdout:
            process.stdout.close()
        return code


def main() -> int:
    """Be the process."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", required=True)
    parser.add_argument("--files", type=Path)
    parser.add_argument("--port", default="0")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--scripted", action="store_true")
    parser.add_argument("--die-at", default="")
    parser.add_argument("--nth", type=int, default=1)
    given = parser.parse_args()
    settings = CentralSettings(
        listen=f"{given.host}:{given.port}",
        database_url=given.database,
        files=given.files,
        wire=RESOURCES / "wire",
        texts=Texts(RESOURCES / "texts"),
        seed=SEED,
        services=RESOURCES / "catalogue",
        steps=DyingAt(given.die_at, given.nth),
        now=ScriptedClock(clock.now()) if given.scripted else clock.now,
    )
    parts = open_parts(settings)
    keep_awake(parts.database, parts.keys.municipality)  # journeys run at any hour of the machine's clock
    parts.database.close()
    return serve(settings, codes=(PLACE,))


if __name__ == "__main__":
    raise SystemExit(main())
