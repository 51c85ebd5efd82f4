"""How this very program is started again, as a process beside itself."""

from __future__ import annotations

import sys

VERSION = "0.1.0"


def program() -> list[str]:
    """The beginning of its command line: frozen, or as a module."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "clerk_app"]
