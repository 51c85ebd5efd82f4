"""The spool travels while no database is open: nobody has signed in since the restart (DESIGN §4, Spool).

The desk's keys are enough for it. Nothing is closed here but spool files: the outbox closes after the next sign-in,
because the centre repeats its answers, and applying them again is harmless.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from clerk_app.contract.answers import Answers, open_answers
from clerk_app.contract.parcel import MOST_BYTES
from clerk_app.domain.errors import CounterError, Damaged, Invalid, Refused, Unavailable
from clerk_app.ports.centre import Line
from clerk_app.ports.files import Spool
from clerk_app.sync.body_sizes import BODY_LIMIT
from clerk_app.sync.identity import DeskIdentity
from clerk_app.sync.link import WORKS, LinkState, silent_kind
from clerk_app.sync.mailbox import Mailbox, Pulse
from clerk_app.sync.retry import LONGEST_WAIT, Again, decide, probed
from clerk_app.sync.rounds import Next, Rounds
from clerk_app.sync.spool_relay import SpoolRelay
from clerk_app.sync.ways import Ways

LOOK_AGAIN = 25.0
ALL_HEARD = 10**18 - 1  # a feed position and a sending number that no centre reaches: nothing is left to be told
WHOLE = 8 * 1024  # bytes of parcels in one request where something keeps bodies until they end


@dataclass(frozen=True, slots=True)
class Sent:
    """How many spooled entries the centre has now, and how many it has not confirmed; ``heard`` if it answered.

    ``open``: of those that are left, how many it has said nothing of yet. ``order``: what it wants of the desk itself,
    ``stop`` or ``wipe``; empty for nothing.
    """

    confirmed: int
    left: int
    heard: bool = field(default=False, compare=False)
    open: int = field(default=0, compare=False)
    order: str = ""


@dataclass(slots=True, eq=False)
class SpoolHeard:
    """What the centre has said to a spool since the program began.

    ``position``: how far its feed was heard. ``stopped``: entries that it holds or has refused; they need not go again,
    and wait for whoever signs in next.
    """

    position: int = 0
    stopped: set[int] = field(default_factory=set)


@dataclass(slots=True, eq=False)
class _Carrying:
    """What was sent of a spool, and what need not go: no parcel that anybody takes, or answered already."""

    heard: SpoolHeard
    sent: set[int] = field(default_factory=set)
    unfit: set[int] = field(default_factory=set)

    def noting(self, parcels: Iterator[tuple[int, bytes]]) -> Iterator[bytes]:
        """Parcels that may go, each noted."""
        for seq, raw in parcels:
            if len(raw) > MOST_BYTES or seq in self.heard.stopped:
                self.unfit.add(seq)
            else:
                self.sent.add(seq)
                yield raw


def send_spooled(
    line: Line,
    spool: Spool,
    identity: DeskIdentity,
    alarm: Callable[[str], None],
    ways: Ways | None = None,
    *,
    heard: SpoolHeard | None = None,
) -> Sent:
    """Send everything spooled, and delete the files of what the centre says by name that it has accepted.

    It is heard from where it was heard last, and to its end. A parcel that no centre takes stays, for whoever signs in
    next, and keeps none of the others back. Where the line is cut midway the centre is asked all the same: what has
    arrived need not go again.
    """
    carrying = _Carrying(heard or SpoolHeard())
    cut: Unavailable | None = None
    try:
        _carry(line, spool, carrying, alarm, ways or Ways())
    except Unavailable as error:
        if not carrying.sent:
            raise
        cut = error
    if not carrying.sent:
        return Sent(0, len(carrying.unfit))
    told = _learn(line, spool, identity, alarm, carrying)
    if cut is not None:
        raise cut
    return told


def _carry(line: Line, spool: Spool, carrying: _Carrying, alarm: Callable[[str], None], ways: Ways) -> None:
    """In one stream, or, where something holds bodies back or takes no long ones, by requests of ``WHOLE`` bytes."""
    now = time.monotonic()
    if ways.streams(now):
        try:
            _forgiving(lambda: line.send(carrying.noting(spool.parcels())), alarm)
        except Unavailable as error:
            if error.code not in {BODY_LIMIT, "line_slow"}:
                raise
            ways.doubt()
        else:
            return
    carrying.sent.clear()
    heard = False
    try:
        for some in _requests(carrying.noting(spool.parcels())):
            _forgiving(lambda some=some: line.carry(some), alarm)  # type: ignore[misc]
            heard = True
    finally:
        ways.settle(now, heard=heard)


def _forgiving(send: Callable[[], object], alarm: Callable[[str], None]) -> None:
    """A request of which a parcel was refused is only told of: the others of it arrived."""
    try:
        send()
    except Refused as error:
        if "place" not in error.params:
            raise
        alarm(error.code)


def _requests(parcels: Iterator[bytes]) -> Iterator[list[bytes]]:
    some: list[bytes] = []
    for raw in parcels:
        if some and sum(map(len, some)) + len(raw) > WHOLE:
            yield some
            some = []
        some.append(raw)
    if some:
        yield some


def _learn(line: Line, spool: Spool, identity: DeskIdentity, alarm: Callable[[str], None], carrying: _Carrying) -> Sent:
    """What the centre says of what was sent; the files of what it has accepted go.

    All went outside the count, and of that each entry is named in the feed. That the centre's chain covers an entry
    says only that it came: one that is held or refused is in the chain too.
    """
    known, left, more, heard, order = carrying.heard, set(carrying.sent), True, False, ""
    while left and more:
        more = False
        for answers in _believed(line.answers(known.position, ALL_HEARD, 0), identity, alarm):
            heard, order = True, answers.order
            outcomes = {result.seq: result.outcome for result in answers.results if result.seq in left}
            accepted = {seq for seq, outcome in outcomes.items() if outcome == "accepted"}
            spool.confirmed(sorted(accepted))
            left -= accepted
            known.stopped |= outcomes.keys() - accepted
            more = answers.more and answers.position > known.position
            known.position = max(known.position, answers.position)
            if not left:
                break
    known.stopped -= carrying.sent - left
    confirmed = len(carrying.sent) - len(left)
    return Sent(confirmed, len(left) + len(carrying.unfit), heard, len(left - known.stopped), order)


def spool_round(
    line: Line,
    spool: Spool,
    identity: DeskIdentity,
    alarm: Callable[[str], None],
    ways: Ways | None = None,
    *,
    heard: SpoolHeard | None = None,
) -> Sent:
    """Send what is spooled; an empty spool asks all the same how the line is, and what the centre wants of the desk."""
    sent = send_spooled(line, spool, identity, alarm, ways, heard=heard)
    if sent.confirmed or sent.open or sent.heard:
        return sent
    for answers in _believed(line.answers(ALL_HEARD, ALL_HEARD, 0), identity, alarm):
        return replace(sent, heard=True, order=answers.order)
    return sent


def _believed(stream: Iterator[bytes], identity: DeskIdentity, alarm: Callable[[str], None]) -> Iterator[Answers]:
    for raw in stream:
        try:
            yield open_answers(raw, identity.desk, identity.opener, identity.centre_sign)
        except (Damaged, Invalid) as error:
            alarm(error.code)


class SpoolRounds:
    """Sends the spool until it is empty, with the same patience as the exchange; replaced by it at sign-in.

    ``link`` is told after each attempt how the line is, ``order`` what the centre wants of the desk itself where that
    has changed; ``relay`` is where the spool is left while the line is down; ``now`` is the wall clock, microseconds
    UTC.
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
        order: Callable[[str], None] = lambda _order: None,
        network: Callable[[], str] = lambda: "",
        relay: SpoolRelay | None = None,
        now: Callable[[], int] = lambda: 0,
    ) -> None:
        self._link = link
        self._order = order
        self._ordered = ""
        self._ways = Ways(network)
        self._heard = SpoolHeard()
        self._relay = relay
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
        self._rounds = Rounds("sync-spool", self._mailbox, pulse, self._attempt, self._cut)
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
            self.last = sent = spool_round(
                self._line, self._spool, self._identity, self._alarm, self._ways, heard=self._heard
            )
        except CounterError as error:
            self._tell(error.code, *self._by_relay(error))
            return self._after(error)
        self._failed = 0
        self._tell("" if sent.heard else "line_portal")
        if sent.heard and sent.order != self._ordered and not self._mailbox.stopped:
            self._ordered = sent.order
            self._order(sent.order)
        return Next(self._pulse.now() + (LOOK_AGAIN if sent.open and not sent.order else LONGEST_WAIT))

    def _by_relay(self, error: CounterError) -> tuple[str, int]:
        """What a relay of the office says while the line is down, and how many entries lie at it."""
        if self._relay is None or silent_kind(error.code) != "down" or self._mailbox.stopped:
            return "", 0
        try:
            return WORKS, self._relay.leave()
        except CounterError as met:
            return met.code, 0

    def _cut(self) -> None:
        self._line.cut()
        if self._relay is not None:
            self._relay.cut()

    def _tell(self, code: str, relay: str = "", there: int = 0) -> None:
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
            self._state = replace(self._state, relay=relay, relayed=there)
        else:
            self._state = LinkState(kind="good", waiting=waiting, exchanged=now)
        self._link(self._state)

    def _after(self, error: CounterError) -> Next:
        now = self._pulse.now()
        decision = decide(error, self._failed, now, self._jitter())
        self._failed += 1
        if isinstance(decision, Again):
            decision = probed(decision, error, now + LOOK_AGAIN) if self._spool.waiting() else decision
            return Next(decision.at, hurry=isinstance(error, Unavailable))
        self._alarm(decision.code)
        return Next(now + LONGEST_WAIT, hurry=False)
