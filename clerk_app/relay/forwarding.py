"""Forwarding: parcels to the centre in the order in which they came, then its answers for the desks; on a thread."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from clerk_app.domain.errors import CounterError, Refused, Unavailable
from clerk_app.log import event
from clerk_app.relay.knowing import Knowing
from clerk_app.relay.shelf import Shelf
from clerk_app.relay.upstream import Upstream

_LOG = logging.getLogger(__name__)
SECOND = 1_000_000
DAY = 86_400 * SECOND
KEPT_FOR = 35 * DAY
AT_ONCE = 256 * 1024
MOST_AT_ONCE = 64
LISTENS_FOR = 15 * 60 * SECOND
"""A desk that has not asked for so long speaks with the centre itself, or is not at work."""
_FIRST_WAIT, _LONGEST_WAIT = 2.0, 30.0
_SHUT_OUT = 300.0
_EAGER, _EAGER_FOR, _CALM = 2.0, 30.0, 20.0
"""Seconds between questions for answers: soon after parcels were taken, for numbers come a moment later."""
_KEY_EVERY = 5 * 60.0
_KEY_AT_LEAST = 5.0
_SWEEP_EVERY = 3600.0


@dataclass(slots=True)
class _Due:
    """When what is next due, in seconds of the monotonic clock."""

    key: float = 0.0
    answers: float = 0.0
    eager: float = 0.0
    sweep: float = 0.0


class Forwarder:
    """Started with the relay, stopped before its file closes."""

    def __init__(
        self,
        shelf: Shelf,
        upstream: Upstream,
        now: Callable[[], int],
        *,
        monotonic: Callable[[], float] = time.monotonic,
        jitter: Callable[[], float] = random.random,  # spreads, hides nothing
        kept_for: int = KEPT_FOR,
    ) -> None:
        self._shelf = shelf
        self._upstream = upstream
        self._now = now
        self._monotonic = monotonic
        self._jitter = jitter
        self._kept_for = kept_for
        self._knowing: Knowing | None = None
        self._condition = threading.Condition()
        self._nudged = self._stopped = self._key_wanted = False
        self._failed = 0
        self._reached = monotonic()
        self._due = _Due()
        self._asked_key = -_KEY_EVERY
        self._thread = threading.Thread(target=self._serve, name="relay-forward", daemon=True)

    def know(self, knowing: Knowing) -> None:
        """Whom to tell what the centre says of keys."""
        self._knowing = knowing

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def nudge(self) -> None:
        """Something came for the centre, or a desk waits for its word."""
        with self._condition:
            self._nudged = True
            self._condition.notify_all()

    def want_key(self) -> None:
        """Somebody seems to know a newer key, or is a desk that is not known yet."""
        with self._condition:
            self._key_wanted = self._nudged = True
            self._condition.notify_all()

    def away(self) -> int:
        """For how many seconds the centre has not been reached; 0 while it is."""
        return max(1, round(self._monotonic() - self._reached)) if self._failed else 0

    def stop(self) -> bool:
        """End what is under way; tells whether the thread did within five seconds."""
        with self._condition:
            self._stopped = True
            self._condition.notify_all()
        self._upstream.cut()
        if self._thread.is_alive():
            self._thread.join(5.0)
        return not self._thread.is_alive()

    def _serve(self) -> None:
        while not self._stopped:
            try:
                wait = self.step()
            except CounterError as error:
                wait = self.after(error)
            except Exception:  # noqa: BLE001 - a bug in one step must not end the forwarding
                _LOG.exception("relay.forward_bug")
                wait = _SHUT_OUT
            self._rest(wait)

    def step(self) -> float:
        """Do what is due; returns after how many seconds to look again. Raises as the line does."""
        now = self._monotonic()
        if now >= self._due.sweep:
            self._due.sweep = now + _SWEEP_EVERY
            self._sweep()
        if now >= self._due.key or self._key_wanted:
            self._fetch_key()
        if self._forward():
            self._due.eager = self._monotonic() + _EAGER_FOR
            self._due.answers = 0.0
        if self._monotonic() >= self._due.answers:
            self._fetch_answers()
            eager = self._monotonic() < self._due.eager
            self._due.answers = self._monotonic() + (_EAGER if eager else _CALM)
        self._failed, self._reached = 0, self._monotonic()
        next_key = self._asked_key + _KEY_AT_LEAST if self._key_wanted else self._due.key
        return max(0.0, min(self._due.answers, next_key) - self._monotonic())

    def _forward(self) -> bool:
        """Everything that is kept, a batch after the other; whether there was anything."""
        any_taken = False
        while not self._stopped and (batch := self._shelf.kept(AT_ONCE, MOST_AT_ONCE)):
            try:
                self._upstream.carry([one.raw for one in batch])
            except Refused as error:
                place = int(error.params.get("place", -1))
                if not 0 <= place < len(batch):
                    raise
                event(_LOG, "relay.rejected", level=logging.WARNING, code=error.code)
                self._shelf.rejected(batch[place].number, error.code)
                self._shelf.taken([one.number for one in batch[:place]])
            else:
                self._shelf.taken([one.number for one in batch])
                event(_LOG, "relay.forwarded", parcels=len(batch))
            any_taken = True
        return any_taken

    def _fetch_answers(self) -> None:
        """For each desk that listens here, behind what it has or will have heard."""
        since = self._now() - LISTENS_FOR  # whoever listens now does so until all of this is fetched
        for listener in self._shelf.listeners(since):
            behind, more = listener, True
            while more and behind.room and not self._stopped:
                fetched = self._upstream.answer(behind.desk, behind.position, behind.have)
                if (fetched.position, fetched.have) == (behind.position, behind.have) and not fetched.more:
                    break
                self._shelf.put_answer(behind, fetched, self._now())
                more = fetched.more
                behind = next(one for one in self._shelf.listeners(since) if one.desk == listener.desk)

    def _fetch_key(self) -> None:
        now = self._monotonic()
        if now - self._asked_key < _KEY_AT_LEAST:
            return
        self._asked_key = now
        self._key_wanted = False
        key = self._upstream.key()
        if self._knowing is not None:
            self._knowing.learn(key)
        self._due.key = now + _KEY_EVERY

    def _sweep(self) -> None:
        lost = self._shelf.sweep(self._now() - self._kept_for)
        if lost:
            event(_LOG, "relay.expired", level=logging.WARNING, parcels=lost)

    def after(self, error: CounterError) -> float:
        """After how many seconds to try again: longer each time, to a bound."""
        event(_LOG, "relay.upstream", level=logging.WARNING, code=error.code)
        self._failed += 1
        if not isinstance(error, Unavailable):
            return _SHUT_OUT
        longest = min(_LONGEST_WAIT, _FIRST_WAIT * float(1 << min(self._failed - 1, 8)))
        asked = min(float(error.params.get("retry_after", 0)), _SHUT_OUT)
        return max(asked, longest * (0.5 + self._jitter() / 2))

    def _rest(self, seconds: float) -> None:
        """Wait; a nudge ends it, but not the patience after a failure."""
        with self._condition:
            end = self._monotonic() + seconds
            while not self._stopped and (left := end - self._monotonic()) > 0:
                if self._nudged and not self._failed:
                    break
                self._condition.wait(left)
            self._nudged = False
