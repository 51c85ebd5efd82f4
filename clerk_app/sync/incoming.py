"""What comes down: answers are believed only with the centre's signature, then handed to the store."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from clerk_app.contract.answers import Answers, open_answers
from clerk_app.domain.errors import Damaged, Invalid
from clerk_app.ports.clock import Clock
from clerk_app.ports.outbox import Applies
from clerk_app.sync.identity import DeskIdentity
from clerk_app.sync.write import Write

FRESH = 3600.0  # seconds after which the centre's clock and its signed word are wanted again, even if nothing is new


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Where sync tells what happened, on its own thread: subjects to show anew, and codes of alarms.

    ``order`` hears what the centre wants of the desk itself: ``stop``, ``wipe``, or that it goes on.

    ``reference`` hears how far the centre's reference data have come, each time that the centre tells it;
    ``office_key`` the newest generation of the office's key; ``answered`` each answer that was believed and applied.
    """

    changed: Callable[[frozenset[bytes]], None]
    alarm: Callable[[str], None]
    reference: Callable[[int], None] = lambda _revision: None
    order: Callable[[str], None] = lambda _order: None
    office_key: Callable[[int], None] = lambda _generation: None
    answered: Callable[[Answers], None] = lambda _answers: None


@dataclass(frozen=True, slots=True)
class Taken:
    """What an answer that was believed said: ``news`` if it moved anything, ``lacks`` what parcels may not name."""

    have: int
    news: bool
    more: bool
    lacks: tuple[int, int] | None = None


class Incoming:
    """Opens answers, applies them and passes on what they changed; a ``clock`` learns the centre's from them."""

    def __init__(
        self,
        outbox: Applies,
        write: Write,
        identity: DeskIdentity,
        clock: Clock | None,
        news: News,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._outbox = outbox
        self._write = write
        self._identity = identity
        self._clock = clock
        self._news = news
        self._monotonic = monotonic
        self._centre_now = 0
        self._have = -1
        self._order = ""
        self._revision = self._office_key = 0
        self._believed = 0.0

    @property
    def revision(self) -> int:
        """What an idle poll says it knows: how far reference data have come, plus the generation of the office's key.

        By a word of the centre that is fresh enough; else 0. Nor while it wants something of this desk: that it no
        longer does must be said.
        """
        fresh = self._monotonic() - self._believed < FRESH
        return self._revision + self._office_key if fresh and not self._order else 0

    def take(self, raw: bytes, follows: Callable[[Answers], bool] = lambda _answers: True) -> Taken | None:
        """Believe and apply one answer; one that is forged, foreign or unreadable raises an alarm and does nothing.

        So does one that ``follows`` says no to: what should have come before it was kept back.
        """
        identity = self._identity
        try:
            answers = open_answers(raw, identity.desk, identity.opener, identity.centre_sign)
        except (Damaged, Invalid) as error:
            self._news.alarm(error.code)
            return None
        if not follows(answers):
            self._news.alarm("relay_answers")
            return None
        if self._clock is not None and answers.now > self._centre_now:
            self._centre_now = answers.now
            self._clock.learn(answers.now)
        applied = self._write(lambda: self._outbox.apply(answers))
        for code in dict.fromkeys((*applied.alarms, *answers.alarms)):
            self._news.alarm(code)
        self._believed = self._monotonic()
        self._news.answered(answers)
        self._tell(answers)
        if applied.subjects:
            self._news.changed(applied.subjects)
        news = bool(applied.subjects or answers.changes) or answers.have > self._have
        self._have = max(self._have, answers.have)
        return Taken(answers.have, news, answers.more, answers.need_base)

    def _tell(self, answers: Answers) -> None:
        """What concerns the desk itself, and not its requests."""
        if answers.order != self._order:
            self._order = answers.order
            self._news.order(answers.order)
        if answers.reference:
            self._revision = answers.reference
            self._news.reference(answers.reference)
        if answers.office_key:
            self._office_key = answers.office_key
            self._news.office_key(answers.office_key)
