"""Where the data of the program lies."""

from __future__ import annotations

import sys
from pathlib import Path


def resources_folder() -> Path:
    """The folder ``resources``: beside the package, or inside the frozen program."""
    frozen = getattr(sys, "_MEIPASS", "")
    return (Path(frozen) if frozen else Path(__file__).parents[2]) / "resources"
