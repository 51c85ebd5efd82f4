"""The library for pictures is no part of the start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from clerk_app.app.pages import LatePages
from tests.support import scanned

_LOADED = "import sys, clerk_app.app.pages; print('PIL.Image' in sys.modules)"


def test_a_page_is_made_lighter(tmp_path: Path) -> None:
    scanned.picture().save(tmp_path / "page.png")
    light = LatePages().lighter(tmp_path / "page.png")
    assert light is not None
    assert light.raw.startswith(b"\xff\xd8\xff")


def test_pictures_are_loaded_with_the_first_of_them() -> None:
    told = subprocess.run([sys.executable, "-c", _LOADED], check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "False"
