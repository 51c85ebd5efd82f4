"""What one request says for the indicators, read from what was received, its case file and its view."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.case_bodies import RequestSupplemented, RequestWithdrawn
from clerk_app.domain.case_file import CaseFile
from clerk_app.domain.cases import TO_SUPPLEMENT
from clerk_app.domain.delivery_told import DeliveryMoved
from clerk_app.domain.ezup import choices
from clerk_app.domain.ezup_bodies import RecordTold
from clerk_app.domain.index import GRADES, Period, Tally
from clerk_app.domain.index_bodies import RatingGiven
from clerk_app.domain.payment_bodies import OrderTold, Sums
from clerk_app.domain.payments import order_amounts
from clerk_app.domain.requests import FINISHED, RequestView

HERE, PORTAL = 0, 2
COUNTED_AS = 4
"""Goes up when facts are counted otherwise (another counter, another rule): desks then count what they have anew."""
PAID = "paid"
_CEDED = "ustupljen"
_APPEALED = "zalba"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_VISIT_DIGITS = 15  # of the visit's id, so that it fits a number of the database; visits are told apart by day as well


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One request in numbers; days are ordinals, 0 where there is none.

    ``origin`` is ``HERE`` or ``PORTAL``. ``decided``: the day of the decision that stands. ``running``: its deadline
    runs. ``visit`` tells visits apart, ``later`` are the visits after the first. The rest is as in ``Tally``.
    """

    service: str
    received: int
    origin: int = HERE
    due: int = 0
    decided: int = 0
    running: int = 0
    by_body: int = 0
    by_party: int = 0
    obtained: int = 0
    fee: int = 0
    paid: int = 0
    inbox: int = 0
    visit: int = 0
    later: int = 0
    called: int = 0
    grade: int = 0

    def settled(self, today: int) -> int:
        """The day on which it was known whether it was decided in time: that of the decision, or the day after."""
        if not self.due:
            return 0
        if 0 < self.decided <= self.due:
            return self.decided
        return self.due + 1 if self.due < today and (self.running or self.decided) else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the systems that keep a part of a case add to its facts; ``inbox`` is ``None`` where they say nothing of it.

    ``obtained``: the proofs of which a register has told; ``orders``: what the centre said last of each order.
    """

    obtained: frozenset[str] = frozenset()
    orders: dict[str, Sums] = field(default_factory=dict)
    inbox: bool | None = None
    later: int = 0
    grade: int = 0


def _came_again(parts: Parts, _body: RequestSupplemented | RequestWithdrawn) -> Parts:
    return replace(parts, later=parts.later + 1)


def _rated(parts: Parts, body: RatingGiven) -> Parts:
    """The last rating counts; one that is out of range counts as none."""
    return replace(parts, grade=body.grade if body.grade in GRADES else 0)


def _obtained(parts: Parts, body: RecordTold) -> Parts:
    """A register has told of a proof; that nothing is known there is an answer too, but no record."""
    told = body.what == "answered" and body.outcome == "done"
    return replace(parts, obtained=parts.obtained | {body.proof}) if told else parts


def _ordered(parts: Parts, body: OrderTold) -> Parts:
    """The sums of an order."""
    return replace(parts, orders=parts.orders | {body.order: body.sums})


def _delivered(parts: Parts, body: DeliveryMoved) -> Parts:
    """Where the centre says that something was delivered, the way counts, and not the wish."""
    return replace(parts, inbox=body.channel.startswith("inbox")) if body.legal_date else parts


type Counter = Callable[[Parts, Any], Parts]

COUNTERS: Mapping[type, Counter] = {
    RequestSupplemented: _came_again,
    RequestWithdrawn: _came_again,
    RatingGiven: _rated,
    RecordTold: _obtained,
    OrderTold: _ordered,
    DeliveryMoved: _delivered,
}
"""Body of an entry or of a change -> what it adds; a system adds its own bodies here, and its name to ``COUNTED``."""

COUNTED: frozenset[str] = frozenset({"ezup"})
"""The systems whose bodies are in ``COUNTERS`` and without which an indicator has nothing to count."""


def facts_of(
    received: RequestReceived, file: CaseFile, view: RequestView, counters: Mapping[type, Counter] = COUNTERS
) -> Facts | None:
    """The facts of one request; none for one that does not count here: annulled, or received at another desk."""
    if view.annulled or view.origin == "office":
        return None
    parts = _parts(file, counters)
    payment = view.work.payment if view.work is not None else ""
    day = _day_of(received.received_local)
    if view.origin == "portal":
        paid = int(_confirmed(received, parts.orders, payment))
        return Facts(service=view.service, received=day, origin=PORTAL, fee=int(bool(payment)), paid=paid)
    standing = view.work.told if view.work is not None and view.work.pending else view.state
    finished = standing in FINISHED or standing == _APPEALED
    due = 0 if standing == _CEDED else _ordinal(view.deadline)
    obtaining = {proof: choice.by for proof, choice in choices(file, received).items()}
    by_body = frozenset(proof for proof, by in obtaining.items() if by == "body")
    elsewhere = sum(item.kind == "supplemented" and item.source == "centre" for item in view.history)
    return Facts(
        service=view.service,
        received=day,
        due=due,
        decided=_decided(received, view) if finished else 0,
        running=int(not finished and standing != TO_SUPPLEMENT),
        by_body=len(by_body),
        by_party=len(obtaining) - len(by_body),
        obtained=len(parts.obtained & by_body),
        fee=int(received.fee.total > 0),
        paid=int(_confirmed(received, parts.orders, payment)),
        inbox=int(received.delivery == "inbox" if parts.inbox is None else parts.inbox),
        visit=_visit(received.visit),
        later=parts.later + elsewhere,
        called=int(any(_state(item.kind, item.params) == TO_SUPPLEMENT for item in view.history)),
        grade=parts.grade,
    )


def tallied(facts: Iterable[Facts], period: Period, today: int) -> Tally:
    """What many requests say together over a period; the desk's file counts the same by itself."""
    total, visits = Tally(), set()
    for one in facts:
        if period.holds(one.received):
            total += _received(one)
            visits.add((one.received, one.visit))
        if period.holds(one.settled(today)):
            in_time = int(0 < one.decided <= one.due)
            spent = one.decided - one.received if one.decided else 0
            total += Tally(
                settled=1, on_time=in_time, ended=int(one.decided > 0), spent=spent,
                allowed=one.due - one.received if one.decided else 0,
            )  # fmt: skip
    return total + Tally(visits=sum(visit > 0 for _, visit in visits))


def _received(one: Facts) -> Tally:
    """What a request says of the day on which it was received; a visit that has a name is counted apart."""
    here = int(one.origin == HERE)
    return Tally(
        requests=here,
        filed=int(one.origin == PORTAL),
        by_body=one.by_body,
        by_party=one.by_party,
        obtained=one.obtained,
        fees=one.fee,
        paid=one.paid if one.fee else 0,
        inbox=one.inbox,
        visits=one.later + int(here and not one.visit),
        called=one.called,
        **{f"grade_{one.grade}": 1} if one.grade else {},
    )


def _parts(file: CaseFile, counters: Mapping[type, Counter]) -> Parts:
    parts = Parts()
    own = (made.body for made in file.own if not isinstance(made.body, RatingGiven) or file.way(made.seq).counts)
    for body in (*own, *(change.body for change in file.told)):
        count = counters.get(type(body))
        parts = count(parts, body) if count is not None else parts
    return parts


def _confirmed(received: RequestReceived, orders: Mapping[str, Sums], payment: str) -> bool:
    """Whether the system has confirmed the whole of every order of a fee but those that are not to be paid.

    Of an order that the centre has not told of the portal's word holds, for what was filed there; else it is not paid.
    """
    untold = payment == PAID
    told = [orders.get(name) for name in dict.fromkeys((*order_amounts(received), *orders))]
    left = [sums for sums in told if sums is None or not sums.cancelled]
    paid = (untold if sums is None else sums.paid - sums.refunded >= sums.amount for sums in left)
    return all(paid) if left else untold and not told


def _state(kind: str, params: Mapping[str, str]) -> str:
    """The state that a line of the history tells of."""
    return params.get("state", "") if kind in {"status", "moved"} else ""


def _decided(received: RequestReceived, view: RequestView) -> int:
    """The day of the decision that stands: the first one since the case was last taken up."""
    decided = 0
    for item in view.history:
        state = _state(item.kind, item.params)
        if state in FINISHED:
            decided = decided or _local_day(item.at, received.received_local)
        elif state and state != _APPEALED:
            decided = 0
    return decided


def _visit(name: str) -> int:
    try:
        return int(name[:_VISIT_DIGITS], 16) if name else 0
    except ValueError:  # of a desk that names visits otherwise
        return 0


def _local_day(at: int, local: str) -> int:
    """The day of a moment (microseconds UTC) where a request was received at ``local`` (ISO)."""
    try:
        moment = _EPOCH + timedelta(microseconds=at)
        return moment.astimezone(datetime.fromisoformat(local).tzinfo).toordinal()
    except (ValueError, OverflowError):  # clocks lie
        return 0


def _day_of(local: str) -> int:
    return datetime.fromisoformat(local).toordinal()


def _ordinal(day: str) -> int:
    try:
        return date.fromisoformat(day).toordinal() if day else 0
    except ValueError:
        return 0
