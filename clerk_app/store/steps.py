"""Named steps of durable work, so that a test can end the process at each of them."""

from __future__ import annotations

from collections.abc import Callable

type Steps = Callable[[str], None]


def unwatched(_name: str) -> None:
    """What the product passes: nobody watches the steps."""
