"""How sync reaches the store: work that runs on the store's writing lane while the caller waits, with a timeout."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Write(Protocol):
    """Runs work on the writing lane; raises what the work raises, ``Unavailable`` when the lane does not come to it."""

    def __call__[T](self, work: Callable[[], T], /) -> T:
        """Do it, and give its result back."""
