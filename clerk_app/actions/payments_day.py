"""The end-of-day list: a clerk's own, or for whoever may count the work of others anybody's at this desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from clerk_app.actions.choosing import Choosing
from clerk_app.actions.payments import Payments
from clerk_app.actions.receipting import Receipting
from clerk_app.actions.session import Sessions
from clerk_app.contract import canonical
from clerk_app.domain import payments_day
from clerk_app.domain.catalogue import Service, Wording
from clerk_app.domain.errors import CounterError
from clerk_app.domain.payment_file import NO_PAYMENTS
from clerk_app.domain.payments_day import PaidCase, PaymentDayLine, PaymentsDay
from clerk_app.domain.payments_stray import STRAY_PAYMENTS, StrayPayment, StrayPayments
from clerk_app.domain.permissions import may
from clerk_app.domain.requests import Happening
from clerk_app.ports.case_files import CaseFiles
from clerk_app.ports.clock import Clock
from clerk_app.ports.day_book import DayBook
from clerk_app.ports.desk_file import Bodies, Requests
from clerk_app.ports.outbox import Reference
from clerk_app.ports.paper import PaymentsDayFacts


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DayWorld:
    """What the list reads."""

    book: DayBook
    requests: Requests
    bodies: Bodies
    case_files: CaseFiles
    payments: Payments
    choosing: Choosing
    receipting: Receipting
    reference: Reference
    clock: Clock


class PaymentsOfDay:
    """Reads only; what it tells names nobody but the clerk."""

    def __init__(self, sessions: Sessions, world: DayWorld) -> None:
        self._sessions = sessions
        self._world = world

    def of(self, day: date, clerk: str = "") -> PaymentsDay:
        """The list of one clerk (user name; whoever is signed in where none is named) for one day.

        Raises ``Refused('not_permitted')`` for somebody else's, but to who may count.
        """
        grant = self._sessions.require("take_payment_proof")
        wanted = clerk or grant.user
        if wanted != grant.user:
            self._sessions.require("counts")
        made = self._made(day)
        subjects = payments_day.subjects_of(made, wanted)
        cases = self._cases(subjects)
        lines = payments_day.lines_of(made, wanted, cases, self._stopped(subjects))
        names = payments_day.clerks_of(made)
        return PaymentsDay(
            date=day.isoformat(),
            clerk=wanted,
            clerk_name=names.get(wanted) or (grant.name if wanted == grant.user else wanted),
            lines=tuple(self._named(line) for line in lines),
            tariffs=payments_day.tariffs_of(lines, cases),
        )

    def clerks(self, day: date) -> dict[str, str]:
        """Whose lists whoever is signed in may see, by user name: their own first."""
        grant = self._sessions.require("take_payment_proof")
        own = {grant.user: grant.name}
        return own | payments_day.clerks_of(self._made(day)) | own if may(grant.role, "counts") else own

    def strays(self, day: date) -> tuple[StrayPayment, ...]:
        """What was reported that day and belongs to no order, or is to be sent back; for whoever may count alone."""
        grant = self._sessions.require("take_payment_proof")
        item = self._world.reference.get(STRAY_PAYMENTS) if may(grant.role, "counts") else None
        known = canonical.decode(item.body, StrayPayments) if item is not None else StrayPayments()
        return known.between(*self._bounds(day))

    def facts(self, day: date, clerk: str, language: str) -> PaymentsDayFacts:
        """The list as it goes on paper; raises ``Unavailable('reference_missing')`` before the first exchange."""
        self._sessions.require("print")
        return PaymentsDayFacts(
            issuer=self._world.receipting.issuer(),
            day=self.of(day, clerk),
            made=self._world.clock.local().isoformat(timespec="seconds"),
            language=language,
        )

    def _made(self, day: date) -> tuple[Happening, ...]:
        return self._world.book.between(*self._bounds(day))

    def _bounds(self, day: date) -> tuple[int, int]:
        """When a day begins and ends by the clocks of the country (microseconds UTC)."""
        zone = self._world.clock.local().tzinfo
        ends = [datetime(each.year, each.month, each.day, tzinfo=zone) for each in (day, day + timedelta(days=1))]
        since, until = (int(end.timestamp()) * 1_000_000 for end in ends)
        return since, until

    def _cases(self, subjects: Iterable[bytes]) -> dict[bytes, PaidCase]:
        """The cases that are still here."""
        world, cases = self._world, dict[bytes, PaidCase]()
        for subject in subjects:
            body, view = world.bodies.received(subject), world.requests.view(subject)
            if body is None:
                continue
            standing = world.payments.standing(body, view, world.case_files.of(subject)) if view else NO_PAYMENTS
            cases[subject] = PaidCase(body=body, payments=standing)
        return cases

    def _stopped(self, subjects: Iterable[bytes]) -> frozenset[int]:
        """Entries that the centre has not taken."""
        return frozenset(seq for subject in subjects for seq in self._world.payments.untaken(subject))

    def _named(self, line: PaymentDayLine) -> PaymentDayLine:
        try:
            service = self._world.choosing.service(line.service, line.version)
        except CounterError:
            return replace(line, name=Wording(sr=line.service, en=line.service), ground=_unknown(line.exemption))
        return replace(line, name=service.name, ground=_ground(service, line.exemption))


def _ground(service: Service, code: str) -> Wording:
    known = next((one.label for one in service.exemptions if one.code == code), None)
    return known or _unknown(code)


def _unknown(code: str) -> Wording:
    return Wording(sr=code, en=code)
