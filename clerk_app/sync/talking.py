"""One conversation with the centre by the way that works here, and what follows at once from how it went.

Shared by the exchange that goes on for hours and the one that a command asks for.
"""

from __future__ import annotations

import logging

from clerk_app.domain.errors import CounterError
from clerk_app.log import event
from clerk_app.sync.body_sizes import BODY_LIMIT
from clerk_app.sync.conversation import UP, UPS, Conversation, Outcome, Parts
from clerk_app.sync.packing import NEED_BASE
from clerk_app.sync.parcelwise import Parcelwise
from clerk_app.sync.retry import Again, decide

_LOG = logging.getLogger(__name__)


class Talking:
    """Runs on the deciding thread."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def converse(self) -> Outcome | None:
        """One conversation; nothing where the next is to begin at once, because it goes otherwise.

        What is still on the way after one that failed is sent again by the next.
        """
        parts = self._parts
        kind = Conversation if parts.ways.streams(parts.pulse.now()) else Parcelwise
        outcome = kind(parts).run()
        if parts.mailbox.stopped:
            return outcome
        if self._other_way(outcome):
            return None
        error = outcome.error
        if error is None:
            return outcome
        if isinstance(error, CounterError) and self._mended(outcome, error):
            return None
        parts.outgoing.rewind()
        return outcome

    def _other_way(self, outcome: Outcome) -> bool:
        """Whether to go on at once by whole requests: they tell a line that is cut from one that holds bodies back."""
        parts, now = self._parts, self._parts.pulse.now()
        error = outcome.error
        limited = isinstance(error, CounterError) and error.code == BODY_LIMIT and outcome.leg == UP
        if parts.ways.settle(now, heard=outcome.heard):
            event(_LOG, "sync.by_parcels")
        if not (outcome.silent or (limited and parts.ways.streams(now))):
            return False
        parts.ways.doubt()
        parts.outgoing.rewind()
        return True

    def _mended(self, outcome: Outcome, error: CounterError) -> bool:
        """Whether what went up goes otherwise now: without a base, or in halves until the culprit is found."""
        outgoing = self._parts.outgoing
        if outcome.leg not in UPS:
            return False
        if error.code == NEED_BASE and outgoing.need_base():
            return True
        decision = decide(error, 0, 0.0, 0.0)
        return not isinstance(decision, Again) and outgoing.rejected(error.code)
