"""The spool travels while no database is open: nobody has signed in since the restart (DESIGN §4, Spool).

The desk's keys are enough for it. Nothing is closed here but spool files: the outbox closes after the next sign-in,
because the centre repeats its answers, and applying them again is harmless.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from clerk_app.contract.answers import Answers, open_answers
from clerk_app.contract.parcel import MOST_BYTES
from clerk_app.domain.errors import CounterError, Damaged, Invalid, Refused, Unavailable
from clerk_app.ports.centre import Line
from clerk_app.ports.files import Spool
from clerk_app.sync.identity import DeskIdentity
from clerk_app.sync.link import LinkState, silent_kind
from clerk_app.sync.mailbox import Mailbox, Pulse
from clerk_app.sync.retry import LONGEST_WAIT, Again, decide
from clerk_app.sync.rounds import Next, Rounds

LOOK_AGAIN = 25.0
ALL_HEARD = 10**18 - 1  # a feed position and a sending number that no centre reaches: nothing is left to be told


@dataclass(frozen=True, slots=True)
class Sent:
    """How many spooled entries the centre has now, and how many it has not confirmed; ``heard`` if it answered."""

    confirmed: int
    left: int
    heard: bool = field(default=False, compare=False)


def send_spooled(line: Line, spool: Spool, identity: DeskIdentity, alarm: Callable[[str], None]) -> Sent:
    """Send everything spooled, and delete the files of what the centre says that it has.

    The question for answers names no position (0), and reading stops once nothing is left to learn. A parcel that no
    centre takes stays, for whoever signs in next, and keeps none of the others back.
    """
    sent: set[int] = set()
    unfit: set[int] = set()
    try:
        line.send(_noting(spool.parcels(), sent, unfit))
    except Refused as error:
        if "place" not in error.params:  # then it is not about one of them: the others arrived
            raise
        alarm(error.code)
    if not sent:
        return Sent(0, len(unfit))
    left, heard = set(sent), False
    for answers in _believed(line.answers(0, 0, 0), identity, alarm):
        confirmed, heard = left & _confirmed(answers, left), True
        spool.confirmed(sorted(confirmed))
        left -= confirmed
        if not left:
            break
    return Sent(len(sent) - len(left), len(left) + len(unfit), heard)


def answers_at_all(line: Line, identity: DeskIdentity, alarm: Callable[[str], None]) -> bool:
    """Whether the centre answers, and signs what it says: the smallest exchange there is, for an empty spool."""
    return any(True for _ in _believed(line.answers(ALL_HEARD, ALL_HEARD, 0), identity, alarm))


def _noting(parcels: Iterator[tuple[int, bytes]], sent: set[int], unfit: set[int]) -> Iterator[bytes]:
    for seq, raw in parcels:
        if len(raw) > MOST_BYTES:
            unfit.add(seq)
        else:
            sent.add(seq)
            yield raw


def _believed(stream: Iterator[bytes], identity: DeskIdentity, alarm: Callable[[str], None]) -> Iterator[Answers]:
    for raw in stream:
        try:
            yield open_answers(raw, identity.desk, identity.opener, identity.centre_sign)
        except (Damaged, Invalid) as error:
            alarm(error.code)


def _confirmed(answers: Answers, asked: set[int]) -> set[int]:
    """Entries that were named as accepted, and those that the centre's chain covers without naming them otherwise."""
    named = {result.seq: result.outcome for result in answers.results}
    covered = {seq for seq in asked if seq <= answers.chain_ok_to}
    return {seq for seq in covered | named.keys() if named.get(seq, "accepted") == "accepted"}


class SpoolRounds:
    """Sends the spool until it is empty, with the same patience as the exchange; replaced by it at sign-in.

    ``link`` is told after each attempt how the line is; ``now`` is the wall clock, microseconds UTC.
    """

    def __init__(
        self,
        line: Line,
        spool: Spool,
        identity: DeskIdentity,
        pulse: Pulse,
        *,
        jitter: Callable[[], float],
        alarm: Callable[[str], None],
        link: Callable[[LinkState], None] = lambda _state: None,
        now: Callable[[], int] = lambda: 0,
    ) -> None:
        self._link = link
        self._now = now
        self._state = LinkState()
        self._line = line
        self._spool = spool
        self._identity = identity
        self._pulse = pulse
        self._jitter = jitter
        self._alarm = alarm
        self._failed = 0
        self._mailbox = Mailbox(pulse)
        self._rounds = Rounds("sync-spool", self._mailbox, pulse, self._attempt, line.cut)
        self.last: Sent | None = None

    def start(self) -> None:
        """Begin at once."""
        self._rounds.start()

    def nudge(self) -> None:
        """The network has changed."""
        self._rounds.nudge()

    def stop(self) -> bool:
        """End within five seconds; tells whether it did."""
        return self._rounds.stop()

    def _attempt(self) -> Next:
        try:
            self.last = sent = send_spooled(self._line, self._spool, self._identity, self._alarm)
            empty = not (sent.confirmed or sent.left)
            heard = answers_at_all(self._line, self._identity, self._alarm) if empty else sent.heard
        except CounterError as error:
            self._tell(error.code)
            return self._after(error)
        self._failed = 0
        self._tell("" if heard else "line_portal")
        return Next(self._pulse.now() + (LOOK_AGAIN if self.last.left else LONGEST_WAIT))

    def _tell(self, code: str) -> None:
        """How the line is: it works when the centre has just answered, and for no other reason.

        Of an attempt that was ended here nothing is told: it says nothing of the line.
        """
        if self._mailbox.stopped:
            return
        now, waiting = self._now(), self._spool.waiting()
        if code:
            kind = silent_kind(code)
            since = self._state.since if self._state.kind == kind else now
            self._state = replace(self._state, kind=kind, code=code, since=since, waiting=waiting)
        else:
            self._state = LinkState(kind="good", waiting=waiting, exchanged=now)
        self._link(self._state)

    def _after(self, error: CounterError) -> Next:
        now = self._pulse.now()
        decision = decide(error, self._failed, now, self._jitter())
        self._failed += 1
        if isinstance(decision, Again):
            return Next(decision.at, hurry=isinstance(error, Unavailable))
        self._alarm(decision.code)
        return Next(now + LONGEST_WAIT, hurry=False)
