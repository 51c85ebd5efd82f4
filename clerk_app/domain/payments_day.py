"""The end-of-day list of one clerk's payments: what was charged, what was proven and how; no person is named.

Charged is what the day's own entries charged, proven at the counter what the day's own entries noted: both add up to
the journal, also where the case has left the desk since. What the system has confirmed by now stands beside them, as
far as it is known here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from clerk_app.domain.bodies import RequestAnnulled, RequestReceived
from clerk_app.domain.catalogue import Wording
from clerk_app.domain.payment_bodies import PaymentProven, PaymentTerminal
from clerk_app.domain.payment_file import NO_PAYMENTS, CasePayments
from clerk_app.domain.payments import level_of, order_amounts
from clerk_app.domain.requests import Happening

NOTHING_SAID = Wording(sr="", en="")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidCase:
    """One case that the day had to do with: what was received, and how its orders stand by now."""

    body: RequestReceived
    payments: CasePayments


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentDayLine:
    """One order, or one request that is exempt (``level`` empty); amounts in para.

    ``earlier``: it was received on another day or by somebody else, and only what was noted on it is of this day.
    ``gone``: the case is not at this desk any more, so that nothing else is known of it.
    """

    number: str
    service: str
    version: int
    level: str
    tariffs: tuple[str, ...]
    charged: int = 0
    confirmed: int = 0
    seen: int = 0
    terminal: int = 0
    state: str = ""
    exemption: str = ""
    name: Wording = NOTHING_SAID
    ground: Wording = NOTHING_SAID
    earlier: bool = False
    annulled: bool = False
    gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentsDay:
    """``date`` ISO; ``tariffs`` sums what was charged by level and tariff number; ``clerk`` is a user name."""

    date: str
    clerk: str
    clerk_name: str
    lines: tuple[PaymentDayLine, ...] = ()
    tariffs: dict[tuple[str, str], int] = field(default_factory=dict)

    def total(self, what: str, level: str = "") -> int:
        """The sum of one column, of all levels or of one."""
        return sum(getattr(line, what) for line in self.lines if not level or line.level == level)

    @property
    def exempt(self) -> int:
        """How many requests were exempt."""
        return sum(1 for line in self.lines if line.exemption and not line.earlier)


@dataclass(frozen=True, slots=True)
class Noted:
    """What the clerk noted on one order that day."""

    seen: int = 0
    terminal: int = 0


def clerks_of(happenings: Iterable[Happening]) -> dict[str, str]:
    """Whoever charged or noted anything, by user name."""
    clerks: dict[str, str] = {}
    for happening in happenings:
        body = happening.body
        if isinstance(body, RequestReceived | PaymentProven | PaymentTerminal):
            clerks[body.clerk] = body.clerk_name or body.clerk
    return clerks


def subjects_of(happenings: Iterable[Happening], clerk: str) -> tuple[bytes, ...]:
    """The cases that a clerk's day had to do with, in the order of the day."""
    kinds = (RequestReceived, PaymentProven, PaymentTerminal)
    ours = (one.subject for one in happenings if isinstance(one.body, kinds) and one.body.clerk == clerk)
    return tuple(dict.fromkeys(ours))


def lines_of(
    happenings: Iterable[Happening], clerk: str, cases: Mapping[bytes, PaidCase], stopped: frozenset[int] = frozenset()
) -> tuple[PaymentDayLine, ...]:
    """A line for each order; ``stopped`` are entries that the centre has not taken, and count for nothing.

    Of a case that is not in ``cases`` there are the lines that the day's entries themselves can tell.
    """
    made = tuple(happenings)
    received = {one.subject: one.body for one in made if isinstance(one.body, RequestReceived)}
    annulled = {one.subject for one in made if isinstance(one.body, RequestAnnulled)}
    noted = _noted(made, clerk, stopped)
    lines: list[PaymentDayLine] = []
    for subject in subjects_of(made, clerk):
        body = received.get(subject)
        mine = body is not None and body.clerk == clerk
        case = cases.get(subject) or (PaidCase(body=body, payments=NO_PAYMENTS) if body is not None else None)
        here = noted.get(subject, {})
        lines += _of_case(case, here, mine=mine, annulled=subject in annulled) if case is not None else _of_gone(here)
    return tuple(lines)


def tariffs_of(lines: Iterable[PaymentDayLine], cases: Mapping[bytes, PaidCase]) -> dict[tuple[str, str], int]:
    """What was charged that day by level and tariff number."""
    charged = {line.number for line in lines if line.charged}
    sums: Counter[tuple[str, str]] = Counter()
    for case in cases.values():
        if case.body.number in charged:
            for line in case.body.fee.lines:
                sums[line.level, line.tariff] += line.amount
    return dict(sorted(sums.items()))


def _noted(made: Iterable[Happening], clerk: str, stopped: frozenset[int]) -> dict[bytes, dict[str, Noted]]:
    """What the clerk noted, by case and order."""
    noted: dict[bytes, dict[str, Noted]] = {}
    for one in made:
        body = one.body
        if not isinstance(body, PaymentProven | PaymentTerminal) or body.clerk != clerk or one.seq in stopped:
            continue
        orders = noted.setdefault(one.subject, {})
        before = orders.get(body.order, Noted())
        if isinstance(body, PaymentProven):
            orders[body.order] = Noted(before.seen + body.amount, before.terminal)
        else:
            orders[body.order] = Noted(before.seen, before.terminal + body.amount)
    return noted


def _of_case(case: PaidCase, noted: Mapping[str, Noted], *, mine: bool, annulled: bool) -> list[PaymentDayLine]:
    """The lines of one case; of one that is another day's only what was noted on it.

    An order of which it is not known yet where it is paid is charged all the same.
    """
    body, charged = case.body, order_amounts(case.body)
    lines = []
    for name in dict.fromkeys((*charged, *noted)):
        level, here, standing = level_of(name) or "", noted.get(name, Noted()), case.payments.named(name)
        if not mine and here == Noted():
            continue
        tariffs = tuple(line.tariff for line in body.fee.lines if line.level == level)
        lines.append(
            PaymentDayLine(
                number=body.number,
                service=body.service,
                version=body.service_version,
                level=level,
                tariffs=tuple(dict.fromkeys(tariffs)),
                charged=charged.get(name, 0) if mine and not annulled else 0,
                confirmed=standing.sums.paid if standing is not None else 0,
                seen=here.seen,
                terminal=here.terminal,
                state=standing.state if standing is not None else "",
                exemption=body.fee.exemption,
                earlier=not mine,
                annulled=annulled,
            )
        )
    if mine and not lines and body.fee.exemption:
        lines.append(_exempt(body, annulled=annulled))
    return lines


def _of_gone(noted: Mapping[str, Noted]) -> list[PaymentDayLine]:
    """What was noted on orders of a case that is not here any more."""
    return [
        PaymentDayLine(
            number=name.rpartition("-")[0] or name,
            service="",
            version=0,
            level=level_of(name) or "",
            tariffs=(),
            seen=here.seen,
            terminal=here.terminal,
            earlier=True,
            gone=True,
        )
        for name, here in noted.items()
    ]


def _exempt(body: RequestReceived, *, annulled: bool) -> PaymentDayLine:
    return PaymentDayLine(
        number=body.number,
        service=body.service,
        version=body.service_version,
        level="",
        tariffs=(),
        exemption=body.fee.exemption,
        annulled=annulled,
    )
