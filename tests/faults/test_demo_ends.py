"""However the demonstration ends, nothing of it stays: neither its central, nor its folder."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.support.central_process import ROOT

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")
_PATIENCE = 60.0
_LOOK = 0.05


class Demonstration:
    """A real process of the program, which draws into memory and believes that it has a display."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self.made = folder / "tmp"
        self.made.mkdir()
        environment = {**os.environ, "DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(self.made)}
        self._log = (folder / "log").open("w+", encoding="utf-8")
        self.process = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=ROOT, env=environment, stdout=self._log, stderr=self._log
        )
        self.seen: set[int] = set()

    def told(self) -> str:
        return Path(self._log.name).read_text(encoding="utf-8")

    def children(self) -> set[int]:
        """The processes that it has begun and that are there; all that were ever there are kept in ``seen``."""
        now = {pid for pid, parent in _processes() if parent == self.process.pid}
        self.seen |= now
        return now

    def until(self, holds: Callable[[], bool]) -> None:
        ends = time.monotonic() + _PATIENCE
        while not holds():
            assert time.monotonic() < ends, self.told()
            with contextlib.suppress(subprocess.TimeoutExpired):
                raise AssertionError(f"it ended with {self.process.wait(_LOOK)}: {self.told()}")

    def end(self) -> int:
        """Wait for its end; gives the exit code."""
        return self.process.wait(_PATIENCE)

    def close(self) -> None:
        """Leave nothing of it, whatever the test found."""
        for pid in (self.process.pid, *self.seen):
            if pid in dict(_processes()):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        self._log.close()


def _processes() -> Iterator[tuple[int, int]]:
    """Every process with its parent."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            yield int(stat.parent.name), int(stat.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            """It has just ended."""


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Callable[..., Demonstration]]:
    begun: list[Demonstration] = []

    def start(*command: str) -> Demonstration:
        begun.append(Demonstration(command or ("clerk_app", "demo", "--output", str(tmp_path / "out")), tmp_path))
        return begun[-1]

    yield start
    for one in begun:
        one.close()


def nothing_stays(demonstration: Demonstration) -> None:
    assert demonstration.seen, "it never began a process"
    assert not demonstration.seen & dict(_processes()).keys()
    assert list(demonstration.made.glob("salter-demo-*")) == []
    assert "Traceback" not in demonstration.told()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_while_the_windows_are_open(begin, number: int) -> None:
    demonstration = begin()
    demonstration.until(lambda: bool(demonstration.children()) and "mprimeric" in demonstration.told())
    demonstration.process.send_signal(number)
    demonstration.end()
    nothing_stays(demonstration)


def test_a_signal_while_the_stage_is_being_set(begin) -> None:
    demonstration = begin()
    demonstration.until(lambda: bool(demonstration.children()))
    demonstration.process.send_signal(signal.SIGTERM)
    assert demonstration.end() == 1
    nothing_stays(demonstration)


def test_a_window_that_is_closed(begin, tmp_path: Path) -> None:
    demonstration = begin("tests.faults.closed_demo", str(tmp_path / "out"))
    demonstration.until(lambda: bool(demonstration.children()))
    assert demonstration.end() == 0
    nothing_stays(demonstration)
