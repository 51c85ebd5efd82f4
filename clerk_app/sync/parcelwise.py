"""One conversation by whole requests: a parcel a request on up to three connections, and answers in short polls.

For networks on which something keeps bodies until they end (DESIGN §5). ``have`` stops at the first gap, so that three
requests may overtake each other.
"""

from __future__ import annotations

from clerk_app.domain.errors import CounterError, Refused, Unavailable
from clerk_app.sync.conversation import AGAIN_SHUT, DOWN, UPS, Outcome, Parts, listen
from clerk_app.sync.incoming import Taken
from clerk_app.sync.mailbox import Answered, Ended, Event, Nudged, Stopped
from clerk_app.sync.packing import NEED_BASE

WITHIN = 120.0  # every request has timeouts of its own; this one is for what they overlook
POLLS = (1.0, 2.0, 4.0, 8.0)  # seconds between polls while something is awaited; then the next probe asks


class Parcelwise:
    """Runs on the deciding thread; one object, one conversation."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._busy: set[str] = set()
        self._error: Exception | None = None
        self._leg = ""
        self._heard = self._news = self._nudged = False
        self._ask_again = True
        self._polls = list(POLLS)
        self._due: float | None = None

    def run(self) -> Outcome:
        """Send and ask until nothing is left to send and what was sent is answered."""
        try:
            self._go_on()
            while self._busy or self._due is not None:
                self._on(self._parts.mailbox.take(self._until()))
        finally:
            self._hang_up()
        if self._nudged:
            self._parts.mailbox.post(Nudged())
        return Outcome(self._error, self._leg, self._heard, self._news)

    def _until(self) -> float:
        now = self._parts.pulse.now()
        if self._error is not None or self._parts.mailbox.stopped:
            return now + AGAIN_SHUT
        return self._due if self._due is not None else now + WITHIN

    def _on(self, event: Event | None) -> None:
        match event:
            case Answered(raw):
                self._on_answer(raw)
            case Ended(leg, None):
                self._busy.discard(leg)
                if leg != DOWN:
                    self._parts.outgoing.sent()
                    self._ask_again = True
            case Ended(leg, error):
                self._busy.discard(leg)
                self._fail(error, leg)
            case Nudged():
                self._nudged = True
            case Stopped():
                self._due = None
                self._parts.line.cut()
            case None:
                self._on_deadline()
        self._go_on()

    def _on_deadline(self) -> None:
        if self._due is not None and self._error is None:
            self._due, self._ask_again = None, True
        elif self._busy:
            self._fail(Unavailable("line_slow"), DOWN)
            self._parts.line.cut()

    def _on_answer(self, raw: bytes) -> None:
        parts = self._parts
        try:
            taken = parts.incoming.take(raw)
        except CounterError as error:
            self._fail(error, DOWN)
            return
        if taken is not None:
            self._note(taken)

    def _note(self, taken: Taken) -> None:
        parts = self._parts
        parts.meter.settle(parts.outgoing.confirmed(taken.have), parts.pulse.now())
        parts.outgoing.rate = parts.meter.rate
        self._heard = True
        self._news = self._news or taken.news
        self._ask_again = self._ask_again or taken.more
        parts.heard()
        if taken.lacks is not None and parts.outgoing.packing.names(*taken.lacks):
            self._fail(Refused(NEED_BASE), UPS[0])

    def _go_on(self) -> None:
        """Use every leg that is free and has something to do; where none has, wait for what is awaited, or end."""
        if self._error is not None or self._parts.mailbox.stopped:
            self._due = None
            return
        try:
            self._send()
            if self._ask_again and DOWN not in self._busy:
                self._ask()
        except CounterError as error:
            self._fail(error, DOWN)
        if not self._busy and self._error is None:
            self._rest()

    def _rest(self) -> None:
        """Everything that was sent has landed, and the centre was asked after it."""
        parts = self._parts
        if parts.lingers and parts.outgoing.unanswered:
            self._fail(Unavailable("line_slow"), UPS[0])
        elif self._due is None and self._polls and parts.awaiting():
            self._due = parts.pulse.now() + self._polls.pop(0)

    def _send(self) -> None:
        parts = self._parts
        self._nudged = False
        for leg in UPS:
            if leg in self._busy:
                continue
            if parts.outgoing.suspecting and self._busy & set(UPS):
                return
            if not parts.outgoing.unanswered:
                parts.meter.begin(parts.pulse.now())
            raw = parts.outgoing.one()
            if raw is None:
                return
            self._start(leg, raw)

    def _start(self, leg: str, raw: bytes) -> None:
        parts = self._parts
        self._due = None
        self._busy.add(leg)
        post = parts.mailbox.post
        parts.legs[leg].submit(
            lambda: parts.line.carry((raw,)), lambda _: post(Ended(leg)), lambda error: post(Ended(leg, error))
        )

    def _ask(self) -> None:
        parts = self._parts
        self._ask_again, self._due = False, None
        reached = parts.write(parts.outbox.reached)
        post = parts.mailbox.post
        self._busy.add(DOWN)
        parts.legs[DOWN].submit(
            lambda: listen(parts, reached, 0),
            lambda _: post(Ended(DOWN)),
            lambda error: post(Ended(DOWN, error)),
        )

    def _fail(self, error: Exception | None, leg: str) -> None:
        """Keep the first error, and end what else is under way."""
        if self._error is None:
            self._error, self._leg = error, leg
        self._due = None
        if self._busy:
            self._parts.line.cut()

    def _hang_up(self) -> None:
        while self._busy:
            self._parts.line.cut()
            event = self._parts.mailbox.take(self._parts.pulse.now() + AGAIN_SHUT)
            if isinstance(event, Ended):
                self._busy.discard(event.leg)
