"""A bad line in the hand of a measurement: used by ``with``, shaped, cut, restored and counted."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.link import namespaces
from tests.link.namespaces import CENTRE, DESK
from tests.link.profiles import Profile
from tests.link.shaping import Counts

ROOT = Path(__file__).parents[2]
_NUMBERS = itertools.count()
_PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Traffic:
    """What was offered to the line in each direction."""

    up: Counts
    down: Counts

    def since(self, before: Traffic) -> Traffic:
        """What has been added."""
        return Traffic(self.up.since(before.up), self.down.since(before.down))

    @property
    def bytes(self) -> int:
        """Of IP, both ways."""
        return self.up.bytes + self.down.bytes


class Line:
    """Free until ``shape``; any thread may call it."""

    def __init__(self, profile: Profile, seed: int) -> None:
        number = next(_NUMBERS)
        self._names = {side: namespaces.name_of(number, side, os.getpid()) for side in (DESK, CENTRE)}
        self._command = [sys.executable, "-m", "tests.link.emulator", profile.name, str(seed), *self._names.values()]
        self._one_at_a_time = threading.Lock()

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            self._command,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,  # it must not be interrupted while it removes the namespaces
        )
        if self._read() != "ready":
            self.__exit__(None, None, None)
            raise RuntimeError("there is no line")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        process = self._process
        try:
            process.communicate(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
        for name in self._names.values():
            namespaces.remove(name)

    def shape(self) -> Traffic:
        """From now on it is as bad as its profile says, and TCP knows nothing of it yet."""
        for name in self._names.values():
            namespaces.forget_paths(name)
        return self._order("shape")

    def cut(self) -> None:
        """From now on nothing enters."""
        self._order("cut")

    def restore(self) -> None:
        """Undo ``cut``."""
        self._order("restore")

    def traffic(self) -> Traffic:
        """What was offered so far."""
        return self._order("counts")

    def at(self, side: str, command: Sequence[str]) -> list[str]:
        """A command as it is run at one side of the line."""
        return ["ip", "netns", "exec", self._names[side], *command]

    def _order(self, order: str) -> Traffic:
        with self._one_at_a_time:
            if self._process.stdin is None:
                raise RuntimeError("the line has no input")
            self._process.stdin.write(f"{order}\n")
            self._process.stdin.flush()
            told = json.loads(self._read())
        return Traffic(Counts(**told["up"]), Counts(**told["down"]))

    def _read(self) -> str:
        if self._process.stdout is None:
            raise RuntimeError("the line has no output")
        return self._process.stdout.readline().strip()
