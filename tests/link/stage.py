"""Both ends of a line, each in its namespace: the centre and the desk as processes, in the hand of a measurement."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.link.line import ROOT, Line, Traffic
from tests.link.namespaces import ADDRESSES, CENTRE, DESK
from tests.link.profiles import Profile

PORT = 8443
_PATIENCE = 1200.0
_QUIET, _LOOK_EVERY = 1.5, 0.25


class Side:
    """A process at one side that answers each line with a line, or is ended when it does not."""

    def __init__(self, command: list[str]) -> None:
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
        )

    def hear(self) -> dict[str, Any]:
        """What it says next; raises ``RuntimeError`` where it has ended or says nothing."""
        watchdog = threading.Timer(_PATIENCE, self._process.kill)
        watchdog.start()
        said = self._process.stdout.readline() if self._process.stdout else ""
        watchdog.cancel()
        if not said:
            raise RuntimeError(f"one side has ended with {self._process.poll()}")
        heard: dict[str, Any] = json.loads(said)
        return heard

    def ask(self, **order: object) -> dict[str, Any]:
        """Give an order, and hear the answer."""
        self.tell(**order)
        return self.hear()

    def tell(self, **order: object) -> None:
        """Give an order, and go on."""
        if self._process.stdin is None:
            raise RuntimeError("it has no input")
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()

    def end(self) -> None:
        """End its input and wait, not for ever."""
        try:
            self._process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()


class Stage:
    """Used by ``with``: an enrolled desk that has all that a new desk fetches, on a line that is free until ``shape``.

    ``scene`` is a folder that ``leave`` has made: both ends go on as they stood there.
    """

    def __init__(self, profile: Profile, seed: int, scene: Path | None = None) -> None:
        self.profile = profile
        self.line = Line(profile, seed)
        self._scene = scene
        self._undo = ExitStack()

    def __enter__(self) -> Self:
        with self._undo:
            self._work = Path(tempfile.mkdtemp(prefix="salter-link-"))
            self._undo.callback(shutil.rmtree, self._work, ignore_errors=True)
            if self._scene is not None:
                shutil.copytree(self._scene, self._work, dirs_exist_ok=True)
            self._undo.enter_context(self.line)
            self._open()
            self._undo = self._undo.pop_all()
        return self

    def leave(self, scene: Path) -> None:
        """End both sides, and keep how they stand."""
        for one in (self.desk, self.centre):
            one.end()
        shutil.copytree(self._work, scene)

    def _open(self) -> None:
        listen = f"{ADDRESSES[CENTRE]}:{PORT}"
        self.database = self._work / "centre.db"
        self.centre = self._side(CENTRE, "tests.link.centre_side", listen, str(self._work))
        said = self.centre.hear()
        self.desk = self._side(DESK, "tests.link.desk_side", str(self._work / "desk"))
        if self._scene is None:
            self.desk.ask(do="enrol", url=said["url"], code=said["code"])
            self.until_quiet()
        self.desk.ask(do="reopen")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._undo.close()

    def until_quiet(self, seconds: float = _QUIET, within: float = 120.0) -> Traffic:
        """Wait until nothing has moved on the line for a while; returns what was counted then."""
        end, before, since = time.monotonic() + within, self.line.traffic(), time.monotonic()
        while time.monotonic() < end:
            threading.Event().wait(_LOOK_EVERY)
            now = self.line.traffic()
            if now.bytes != before.bytes:
                before, since = now, time.monotonic()
            elif time.monotonic() - since >= seconds:
                return now
        raise TimeoutError("the line did not become quiet")

    def later(self, seconds: float, work: Callable[[], object]) -> None:
        """Do something in so many seconds, unless the measurement has ended by then."""
        timer = threading.Timer(seconds, work)
        timer.daemon = True
        timer.start()
        self._undo.callback(timer.cancel)

    def _side(self, side: str, module: str, *arguments: str) -> Side:
        made = Side(self.line.at(side, [sys.executable, "-m", module, *arguments]))
        self._undo.callback(made.end)
        return made
