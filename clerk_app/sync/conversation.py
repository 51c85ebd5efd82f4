"""One conversation with the centre: parcels go up on one leg while answers come down on another, until both rest.

After a cut both legs are ended, so that both can be dialled again behind what the centre has (DESIGN §5).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from clerk_app.contract.exchange import LONGEST_HOLD
from clerk_app.domain.errors import CounterError, Refused, Unavailable
from clerk_app.lanes import Runs
from clerk_app.ports.centre import Line
from clerk_app.ports.outbox import Outbox, Reached
from clerk_app.sync.incoming import Incoming
from clerk_app.sync.link import Meter
from clerk_app.sync.mailbox import Answered, Ended, Event, Mailbox, Nudged, Pulse, Stopped
from clerk_app.sync.outgoing import Outgoing
from clerk_app.sync.packing import NEED_BASE
from clerk_app.sync.ways import Ways
from clerk_app.sync.write import Write

SILENCE = 9.0  # seconds without an answer to what was sent that make a cut (PERF §E.3)
SLOWEST = 4096  # bytes a second below which waiting longer is no use
AGAIN_SHUT = 1.0  # a socket may have been opened after the first shutting
SHORTEST_STREAM = 1.0  # an answers stream that rests sooner without news was of no use
MOST_USELESS = 2  # of them in a row; more, and the next probe asks again
UP, DOWN = "up", "down"
UPS = (UP, "up-2", "up-3")  # a stream needs one; whole requests go side by side
FIRST_WITHIN = 2 * SILENCE  # a stream tells where the centre stands at once; one that says nothing is held back


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a conversation ended: ``error`` and the leg that met it, or well; ``news`` if anything moved.

    ``silent``: it was a stream to which nothing came back, though nobody said that the line is cut.
    """

    error: Exception | None
    leg: str
    heard: bool
    news: bool
    silent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What conversations are made of; they outlive each single one.

    ``lingers``: they go on listening for what may come, and do not end once everything is sent.
    """

    line: Line
    outbox: Outbox
    write: Write
    outgoing: Outgoing
    incoming: Incoming
    legs: dict[str, Runs]
    mailbox: Mailbox
    pulse: Pulse
    meter: Meter
    ways: Ways
    awaiting: Callable[[], bool]
    heard: Callable[[], None]
    lingers: bool = True


class Conversation:
    """Runs on the deciding thread; one object, one conversation."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._busy: set[str] = set()
        self._error: Exception | None = None
        self._leg = ""
        self._heard = False
        self._news = False
        self._more = False
        self._nudged = False
        self._last_heard = self._stream_began = 0.0
        self._stream_news = self._stream_heard = self._silent = self._expects_nothing = False
        self._useless = 0
        self._over = False

    def run(self) -> Outcome:
        """Dial both legs at once and go on until both rest."""
        self._last_heard = self._parts.pulse.now()
        try:
            self._ask()
            self._send()
            while self._busy:
                event = self._parts.mailbox.take(self._deadline())
                self._on(event)
        finally:
            self._hang_up()
            if self._nudged:
                self._parts.mailbox.post(Nudged())  # it came too late for this conversation
        return Outcome(self._error, self._leg, self._heard, self._news, self._silent)

    def _hang_up(self) -> None:
        """Leave no leg running, whatever went wrong on this thread."""
        while self._busy:
            self._parts.line.cut()
            event = self._parts.mailbox.take(self._parts.pulse.now() + AGAIN_SHUT)
            if isinstance(event, Ended):
                self._busy.discard(event.leg)
            elif isinstance(event, Nudged):
                self._nudged = True

    def _on(self, event: Event | None) -> None:
        match event:
            case Answered(raw):
                self._on_answer(raw)
            case Ended(leg, None):
                self._on_rest(leg)
            case Ended(leg, error):
                self._busy.discard(leg)
                if not self._over:
                    self._fail(error, leg)
            case Nudged():
                self._nudged = True
                self._go_on()
            case Stopped():
                self._parts.line.cut()
            case None:
                self._on_deadline()

    def _on_answer(self, raw: bytes) -> None:
        parts = self._parts
        try:
            taken = parts.incoming.take(raw)
        except CounterError as error:
            self._fail(error, DOWN)
            return
        if taken is None:
            return
        now = parts.pulse.now()
        settled = parts.outgoing.confirmed(taken.have)
        parts.meter.settle(settled, now, more=parts.outgoing.unanswered > 0)
        parts.meter.passed(max(parts.outgoing.passed, parts.outgoing.taken.rate) if settled else 0.0)
        parts.outgoing.rate = parts.meter.rate
        if settled and parts.outgoing.giving:
            parts.ways.streamed()
        self._last_heard = now
        self._heard = self._stream_heard = True
        self._expects_nothing = False
        self._stream_news = self._stream_news or taken.news
        self._news = self._news or taken.news
        self._more = taken.more
        parts.heard()
        if taken.lacks is not None and parts.outgoing.packing.names(*taken.lacks):
            self._fail(Refused(NEED_BASE), UP)

    def _on_rest(self, leg: str) -> None:
        self._busy.discard(leg)
        if leg == UP:
            self._nudged = self._parts.outgoing.sent() or self._nudged
            self._useless = 0  # what was sent has arrived: now there is something to hear
        else:
            lasted = self._parts.pulse.now() - self._stream_began >= SHORTEST_STREAM
            self._useless = 0 if lasted or self._stream_news else self._useless + 1
            if self._expects_nothing:
                self._heard = self._stream_heard = True  # that nothing is new is an answer too
                self._parts.heard()
        self._go_on()

    def _go_on(self) -> None:
        """Dial again what rests and has something to do."""
        if self._error is not None or self._parts.mailbox.stopped:
            return
        if self._nudged and UP not in self._busy:
            self._send()
        if DOWN not in self._busy and self._listens():
            self._ask()
        self._end_if_sent()

    def _end_if_sent(self) -> None:
        """Where nobody lingers, let go of the stream once everything is sent: whoever asks then hears all at once."""
        if not (self._parts.lingers or self._busy - {DOWN}) and self._busy and self._error is None:
            self._over = True
            self._parts.line.cut()

    def _listens(self) -> bool:
        """Whether another answers stream is worth its bytes."""
        parts = self._parts
        if self._useless > MOST_USELESS or self._over:
            return False
        return self._more or parts.outgoing.unanswered > 0 or parts.awaiting()

    def _send(self) -> None:
        self._nudged = False
        parts = self._parts
        if not parts.outgoing.unanswered:
            parts.meter.begin(parts.pulse.now())
        self._start(UP, lambda: parts.line.send(parts.outgoing.parcels()))

    def _ask(self) -> None:
        parts = self._parts
        self._stream_began, self._stream_news, self._stream_heard = parts.pulse.now(), False, False
        self._more = False
        try:
            reached = parts.write(parts.outbox.reached)
            waits = parts.write(parts.outbox.size).entries > 0
        except CounterError as error:
            self._fail(error, DOWN)
            return
        hold = LONGEST_HOLD if waits or parts.awaiting() else 0
        known = 0 if hold else parts.incoming.revision
        self._expects_nothing = bool(known)
        self._start(DOWN, lambda: listen(self._parts, reached, hold, known))

    def _start(self, leg: str, work: Callable[[], None]) -> None:
        if self._error is not None:
            return
        post = self._parts.mailbox.post
        self._busy.add(leg)
        self._parts.legs[leg].submit(work, lambda _: post(Ended(leg)), lambda error: post(Ended(leg, error)))

    def _fail(self, error: Exception | None, leg: str) -> None:
        """Keep the first error, and end the other leg: the line is cut for both."""
        if self._error is None:
            self._error, self._leg = error, leg
        if self._busy:
            self._parts.line.cut()

    def _deadline(self) -> float:
        parts = self._parts
        now = parts.pulse.now()
        if self._error is not None or self._over or parts.mailbox.stopped:
            return now + AGAIN_SHUT
        ends = now + LONGEST_HOLD
        if DOWN in self._busy and not self._stream_heard:
            ends = self._stream_began + FIRST_WITHIN
        on_the_way = parts.outgoing.unanswered
        if not on_the_way:
            return ends
        began = self._stream_began
        cut = max(self._last_heard, parts.outgoing.moved, began) + SILENCE + on_the_way / SLOWEST
        return min(cut, max(parts.outgoing.due(SLOWEST), began) + SILENCE)

    def _on_deadline(self) -> None:
        if self._error is not None or self._over or self._parts.mailbox.stopped:
            self._parts.line.cut()
        elif DOWN not in self._busy:
            self._ask()
        elif self._parts.outgoing.unanswered or not self._stream_heard:
            self._silent = self._parts.outgoing.flows(SILENCE)
            self._fail(Unavailable("line_slow"), UP)


def listen(parts: Parts, reached: Reached, hold: int, known: int = 0) -> None:
    """On the leg: hand each answer over as it comes."""
    for raw in parts.line.answers(reached.position, reached.have, hold, known):
        if not parts.mailbox.hand_over(Answered(raw), SILENCE):
            raise Unavailable("lane_busy", lane="sync")
