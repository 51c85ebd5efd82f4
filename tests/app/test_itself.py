import subprocess
import sys

import pytest

from clerk_app.app.itself import program


def test_the_program_starts_itself_again(monkeypatch: pytest.MonkeyPatch) -> None:
    told = subprocess.run([*program(), "--help"], capture_output=True, check=True, timeout=60)
    assert b"clerk-app" in told.stdout
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert program() == [sys.executable]
