"""Settings on real files and a real keyring: a machine whose clocks a test turns, and a D-Bus session of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import keyring
import pytest
from hypothesis import settings

from clerk_app.domain.journal import Stamp
from tests.support.secret_service import SecretService, move_into, secret_service

# Files are synced to disk in these tests: how long that takes on a busy machine says nothing about the code.
settings.register_profile("synced", deadline=None)
settings.load_profile("synced")
# The library chooses once a run, among all classes there are: before a test makes a class of its own.
keyring.get_keyring()


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


@pytest.fixture
def ring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SecretService]:
    """An open ring, found by whatever this test asks."""
    with secret_service(tmp_path) as service:
        move_into(service, monkeypatch)
        yield service
