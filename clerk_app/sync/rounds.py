"""The sync thread: one attempt after another, at once on a nudge, else when the last attempt said."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from clerk_app.domain.errors import CounterError
from clerk_app.log import event
from clerk_app.sync.mailbox import Mailbox, Nudged, Pulse, Stopped
from clerk_app.sync.retry import LONGEST_WAIT

_LOG = logging.getLogger(__name__)
STOP_WITHIN = 5.0
WAIT_AFTER_TROUBLE = 10.0  # when the store had no time for us


@dataclass(frozen=True, slots=True)
class Next:
    """When to try again (seconds of the pulse), and whether a nudge may bring that forward."""

    at: float
    hurry: bool = True


class Rounds:
    """Runs ``attempt`` on a thread of its own until stopped; ``cut`` ends what an attempt waits for."""

    def __init__(
        self, name: str, mailbox: Mailbox, pulse: Pulse, attempt: Callable[[], Next], cut: Callable[[], None]
    ) -> None:
        self._mailbox = mailbox
        self._pulse = pulse
        self._attempt = attempt
        self._cut = cut
        self._thread = threading.Thread(target=self._serve, name=name, daemon=True)

    def start(self) -> None:
        """Begin with an attempt at once."""
        self._thread.start()

    def nudge(self) -> None:
        """There is something to send, or the network has changed; never waits."""
        self._mailbox.post(Nudged())

    def end(self) -> None:
        """Ask for the end, and cut what is under way; never waits."""
        self._mailbox.post(Stopped())
        self._cut()

    def joined(self, within: float = STOP_WITHIN) -> bool:
        """Whether the thread has ended within so many seconds after ``end``."""
        if self._thread.is_alive():
            self._thread.join(max(0.0, within))
        return not self._thread.is_alive()

    def stop(self) -> bool:
        """End what is under way and the thread; tells whether it did within five seconds."""
        self.end()
        return self.joined()

    def _serve(self) -> None:
        due = Next(self._pulse.now())
        while not self._mailbox.stopped:
            if self._pulse.now() < due.at:
                due = self._wait(due)
                continue
            try:
                due = self._attempt()
            except CounterError as error:
                event(_LOG, "sync.attempt_failed", level=logging.WARNING, code=error.code)
                due = Next(self._pulse.now() + WAIT_AFTER_TROUBLE)
            except Exception:  # noqa: BLE001 (the sync loop: a bug in one attempt must not end the exchange)
                _LOG.exception("sync.bug")
                due = Next(self._pulse.now() + LONGEST_WAIT)

    def _wait(self, due: Next) -> Next:
        nudged = isinstance(self._mailbox.take(due.at), Nudged)
        return Next(self._pulse.now()) if nudged and due.hurry else due
