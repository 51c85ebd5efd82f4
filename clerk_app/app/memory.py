"""Freed memory, given back to the system: glibc keeps what many threads have freed, 12 MB after a day of receipts."""

from __future__ import annotations

import ctypes
import sys


def give_back() -> None:
    """Let the C library return what it does not use; where it does so by itself, nothing."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:  # other C libraries of Linux have none, and need none
            trim(0)
