"""What one day had at a desk: received by service, the work on cases, and what is due; no person is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from clerk_app.domain.bodies import RequestAnnulled, RequestCorrected, RequestReceived
from clerk_app.domain.case_bodies import CaseHanded, CaseMoved, RequestSupplemented, RequestWithdrawn
from clerk_app.domain.catalogue import Wording
from clerk_app.domain.requests import FINISHED, Happening, RequestView

AHEAD = timedelta(days=7)
"""How far a day looks ahead for what is due."""
DONE: dict[type, str] = {
    RequestSupplemented: "supplemented",
    CaseMoved: "moved",
    CaseHanded: "handed",
    RequestWithdrawn: "withdrawn",
    RequestCorrected: "corrected",
    RequestAnnulled: "annulled",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """One service of a day: how many requests for it, by whoever asks and at the whole desk, and their fees (para)."""

    service: str
    version: int
    name: Wording
    mine: int
    desk: int
    fees: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCase:
    """One case that is due: its number (the unique one where it has one), what it is about, its state and day (ISO)."""

    subject: bytes
    number: str
    registered: bool
    service: Wording
    state: str
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """``date`` ISO; ``done`` counts what was done by kind; ``today`` holds what is due by then, late ones too."""

    date: str
    lines: tuple[DayLine, ...] = ()
    done: dict[str, int] = field(default_factory=dict)
    print_problems: int = 0
    waiting: int = 0
    today: tuple[DayCase, ...] = ()
    soon: tuple[DayCase, ...] = ()

    @property
    def mine(self) -> int:
        """Requests that whoever asks received."""
        return sum(line.mine for line in self.lines)

    @property
    def desk(self) -> int:
        """Requests that the desk received."""
        return sum(line.desk for line in self.lines)

    @property
    def fees(self) -> int:
        """What was charged for them, para."""
        return sum(line.fees for line in self.lines)


def lines_of(happenings: Iterable[Happening], user: str) -> tuple[DayLine, ...]:
    """Received requests by service, most first; one that was annulled counts, its fee does not. Names are the ids."""
    received = {made.subject: made.body for made in happenings if isinstance(made.body, RequestReceived)}
    annulled = {made.subject for made in happenings if isinstance(made.body, RequestAnnulled)}
    newest: dict[str, int] = {}
    mine: Counter[str] = Counter()
    desk: Counter[str] = Counter()
    fees: Counter[str] = Counter()
    for subject, body in received.items():
        newest[body.service] = max(body.service_version, newest.get(body.service, 0))
        desk[body.service] += 1
        mine[body.service] += body.clerk == user
        fees[body.service] += 0 if subject in annulled else body.fee.total
    return tuple(
        DayLine(
            service=service,
            version=newest[service],
            name=Wording(sr=service, en=service),
            mine=mine[service],
            desk=count,
            fees=fees[service],
        )
        for service, count in desk.most_common()
    )


def done_of(happenings: Iterable[Happening]) -> dict[str, int]:
    """What was done to requests that were there before, by kind; kinds of which nothing was done are left out."""
    counted = Counter(kind for made in happenings if (kind := DONE.get(type(made.body))) is not None)
    return {kind: counted[kind] for kind in DONE.values() if counted[kind]}


def due_of(views: Sequence[RequestView], day: date) -> tuple[tuple[RequestView, ...], tuple[RequestView, ...]]:
    """What is due by ``day`` and in the days after it, soonest first."""
    running = sorted((view for view in views if view.due and view.state not in FINISHED), key=lambda view: view.due)
    today, ahead = day.isoformat(), (day + AHEAD).isoformat()
    return (
        tuple(view for view in running if view.due <= today),
        tuple(view for view in running if today < view.due <= ahead),
    )
