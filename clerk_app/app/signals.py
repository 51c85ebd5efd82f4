"""Signals that end a program: from a terminal, a logout, a service manager."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))

type Handler = Callable[[int, FrameType | None], object] | int

interrupting: Handler = signal.default_int_handler
"""Interrupts as Ctrl+C does, so that what is under way cleans up."""
unheard: Handler = signal.SIG_IGN
"""While cleaning up: whoever is in a hurry waits that long."""


@contextmanager
def heard_by(handler: Handler) -> Iterator[None]:
    """Let each of them be heard by this handler, for a while; on the main thread."""
    before = {number: signal.signal(number, handler) for number in SIGNALS}
    try:
        yield
    finally:
        for number, earlier in before.items():
            signal.signal(number, earlier)


@contextmanager
def put_off() -> Iterator[None]:
    """Around what must not be left half done: a signal interrupts only after it."""
    came: list[int] = []
    with heard_by(lambda number, _frame: came.append(number)):
        yield
    if came:
        raise KeyboardInterrupt
