"""Settings on real files: a machine whose boot and monotonic clock a test turns."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from clerk_app.domain.journal import Stamp


@dataclass
class Machine:
    """A machine that is switched off and on, and whose wall clock anybody may set."""

    boot: bytes = b"boot-one"
    mono: int = 5_000
    wall: int = 0

    def stamp(self) -> Stamp:
        return Stamp(at=self.wall, boot=self.boot, mono=self.mono)

    def pass_time(self, seconds: float) -> None:
        self.mono += round(seconds * 1000)

    def restart(self, boot: bytes = b"boot-two", mono: int = 0) -> None:
        self.boot, self.mono = boot, mono


@pytest.fixture
def machine() -> Machine:
    return Machine()
