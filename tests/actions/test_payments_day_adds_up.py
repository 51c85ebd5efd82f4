"""Whatever days were like, also those on which clocks are changed: each clerk's list adds up to the journal."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clerk_app.actions.payments import Payments, PaymentWorld, Proof
from clerk_app.actions.payments_day import DayWorld, PaymentsOfDay
from clerk_app.contract import canonical
from clerk_app.contract.entries import body_of
from clerk_app.contract.reference import Item
from clerk_app.domain.bodies import RequestAnnulled, RequestReceived
from clerk_app.domain.errors import CounterError
from clerk_app.domain.payment_bodies import PaymentProven, PaymentTerminal
from clerk_app.domain.payments import PAYMENT_POLICY, PaymentPolicy
from clerk_app.store.case_files import DeskCaseFiles
from clerk_app.store.day_book import DeskDayBook
from tests.support.desk_at_work import DESK, DeskAtWork
from tests.support.hand_clock import ZONE

CLERKS = ("m.primeric", "j.probic", "v.uzoric")
CHANGES = (date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31), date(2028, 3, 26), date(2028, 10, 29))
"""The last Sundays of October and March: a day of 25 hours, and one of 23."""
A_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Act:
    """Something that a clerk does: so far into a day (0 its first second, 1 its last)."""

    what: str
    clerk: str
    when: float
    days: int
    area: int
    part: float


class Till:
    """A desk whose clock goes where a day wants it, and its day lists."""

    def __init__(self, desk: DeskAtWork) -> None:
        self.desk = desk
        desk.reference.keep([Item(PAYMENT_POLICY, 2, msgspec.Raw(canonical.encode(PaymentPolicy(terminal=True))))])
        stands = {
            "requests": desk.requests,
            "bodies": desk.bodies,
            "case_files": DeskCaseFiles(desk.file.database, DESK),
            "clock": desk.clock,
        }
        world = PaymentWorld(paying=desk.paying, journal=desk.journal, desk=DESK, **stands)  # type: ignore[arg-type]
        self.payments = Payments(desk.sessions, world)
        day = DayWorld(
            book=DeskDayBook(desk.file.database),
            payments=self.payments,
            choosing=desk.choosing,
            receipting=desk.receipting,
            reference=desk.reference,
            **stands,  # type: ignore[arg-type]
        )
        self.listed = PaymentsOfDay(desk.sessions, day)
        self.received: list[bytes] = []
        self.proofs = 0

    def play(self, base: date, act: Act) -> None:
        """Let it happen, if it can: of what is paid nothing more is noted."""
        self.desk.clock.wall = moment(base + timedelta(days=act.days), act.when)
        self.desk.sign_in(act.clerk, "supervisor" if act.what == "annul" else "clerk")
        if act.what == "receive" or not self.received:
            area = {
                "place.kind": "stall",
                "place.area": str(act.area),
                "place.from": "2026-12-01",
                "place.to": "2026-12-05",
            }
            self.received.append(self.desk.receive(values=area).view.subject)
            return
        subject = self.received[int(act.part * (len(self.received) - 1))]
        try:
            self.annul(subject) if act.what == "annul" else self.note(subject, act)
        except CounterError:
            return

    def annul(self, subject: bytes) -> None:
        self.desk.annulling.annul(subject, "грешка")

    def note(self, subject: bytes, act: Act) -> None:
        """A proof of a part of what is due, or a slip of the terminal."""
        order = max(self.payments.of(subject).orders, key=lambda one: one.due)
        amount, self.proofs = max(1, int(order.due * act.part)), self.proofs + 1
        if act.what == "terminal":
            self.payments.terminal(subject, order.order.id, slip=str(self.proofs), terminal="T1", amount=amount)
        else:
            today = self.desk.clock.local().date().isoformat()
            self.payments.prove(subject, order.order.id, Proof(number=str(self.proofs), on=today, amount=amount))

    def journal(self, day: date) -> dict[str, Counter[str]]:
        """What each clerk charged and noted on a day, straight from the entries."""
        with self.desk.file.database.reading() as connection:
            rows = connection.execute(
                "SELECT e.at, e.subject, e.kind, e.version, b.body FROM journal_entry e JOIN journal_body b"
                " ON b.seq = e.seq ORDER BY e.seq"
            ).fetchall()
        made = [
            (subject, body_of(kind, version, body)) for at, subject, kind, version, body in rows if local(at) == day
        ]
        annulled = {subject for subject, body in made if isinstance(body, RequestAnnulled)}
        sums = {clerk: Counter[str]() for clerk in CLERKS}
        for subject, body in made:
            if isinstance(body, RequestReceived) and subject not in annulled:
                sums[body.clerk]["charged"] += body.fee.total
            elif isinstance(body, PaymentProven):
                sums[body.clerk]["seen"] += body.amount
            elif isinstance(body, PaymentTerminal):
                sums[body.clerk]["terminal"] += body.amount
        return sums


def moment(day: date, part: float) -> datetime:
    """A second of a day by the clocks of the country: the first (0), the last (1), or one between."""
    begins, ends = (
        datetime(each.year, each.month, each.day, tzinfo=ZONE).astimezone(UTC)
        for each in (day, day + timedelta(days=1))
    )
    return begins + timedelta(seconds=int(((ends - begins) / A_SECOND - 1) * part))


def local(at: int) -> date:
    return datetime.fromtimestamp(at // 1_000_000, UTC).astimezone(ZONE).date()


DAYS = st.one_of(st.sampled_from(CHANGES), st.dates(date(2026, 7, 2), date(2028, 12, 30)))
ACTS = st.lists(
    st.builds(
        Act,
        what=st.sampled_from(["receive", "receive", "prove", "terminal", "annul"]),
        clerk=st.sampled_from(CLERKS),
        when=st.one_of(st.sampled_from([0.0, 0.02, 0.98, 1.0]), st.floats(0, 1)),
        days=st.sampled_from([0, 0, -1, 1]),
        area=st.integers(1, 9),
        part=st.floats(0, 1),
    ),
    min_size=3,
    max_size=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(base=DAYS, acts=ACTS)
def test_each_clerks_list_adds_up_to_the_journal(desk: DeskAtWork, base: date, acts: list[Act]) -> None:
    till = Till(desk)
    for act in sorted(acts, key=lambda one: (one.days, one.when)):
        till.play(base, act)
    desk.clock.wall = moment(base + timedelta(days=2), 0.5)
    desk.sign_in("vuzoric", "supervisor")
    for day in (base + timedelta(days=step) for step in (-2, -1, 0, 1, 2)):
        for clerk, sums in till.journal(day).items():
            told = till.listed.of(day, clerk)
            assert {what: told.total(what) for what in ("charged", "seen", "terminal")} == {
                what: sums[what] for what in ("charged", "seen", "terminal")
            }
            assert sum(told.tariffs.values()) == sums["charged"]
            assert sum(told.total("charged", level) for level in ("republic", "local")) == sums["charged"]


@pytest.mark.parametrize("day", CHANGES)
def test_a_day_on_which_clocks_are_changed_has_all_its_hours_and_no_others(desk: DeskAtWork, day: date) -> None:
    till = Till(desk)
    for step, when in ((-1, 1.0), (0, 0.0), (0, 1.0), (1, 0.0)):
        till.play(day, Act(what="receive", clerk="m.primeric", when=when, days=step, area=3, part=0))
    charged = {step: till.listed.of(day + timedelta(days=step), "m.primeric").total("charged") for step in (-1, 0, 1)}
    assert charged[-1] == charged[1] > 0
    assert charged[0] == 2 * charged[1]
