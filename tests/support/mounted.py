"""A real file system of a few megabytes, mounted in a folder, which can be full, locked and pulled out."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


class Mounted:
    """What is put in at ``root``."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put_in(self, megabytes: int) -> None:
        """Skips the test where nobody may mount anything."""
        self.root.mkdir(exist_ok=True)
        wanted = ["-t", "tmpfs", "-o", f"size={megabytes}m", "none", str(self.root)]
        if not _ran("mount", *wanted):
            pytest.skip("nothing may be mounted here")

    def becomes(self, option: str) -> None:
        """More room (``size=…``), or no more writing (``ro``)."""
        assert _ran("mount", "-o", f"remount,{option}", str(self.root))

    def pull_out(self) -> None:
        """At once, whoever is writing."""
        assert _ran("umount", "--lazy", str(self.root))


@contextmanager
def mounted(root: Path, megabytes: int) -> Iterator[Mounted]:
    """Pulled out at the end, if it is still in."""
    stick = Mounted(root)
    stick.put_in(megabytes)
    try:
        yield stick
    finally:
        if root.is_mount():
            stick.pull_out()


def _ran(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=30, check=False).returncode == 0
    except FileNotFoundError:
        return False
