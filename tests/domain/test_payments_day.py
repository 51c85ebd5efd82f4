"""The end-of-day list adds up to the journal, whatever a day was like."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain import numbers
from clerk_app.domain.bodies import FeeCharged, FeeLine, RequestAnnulled, RequestReceived
from clerk_app.domain.case_file import CaseFile, Way
from clerk_app.domain.payment_bodies import PaymentProven, PaymentTerminal
from clerk_app.domain.payment_file import NO_PAYMENTS, CasePayments, Standpoint, standing_of
from clerk_app.domain.payments import PaymentPolicy, orders_of
from clerk_app.domain.payments_day import PaidCase, PaymentsDay, clerks_of, lines_of, subjects_of, tariffs_of
from clerk_app.domain.people import Person
from clerk_app.domain.requests import Happening
from tests.domain.test_payments import ACCOUNTS

CLERKS = ("mp", "jp")
LINES = st.lists(
    st.builds(
        FeeLine,
        code=st.sampled_from("abc"),
        level=st.sampled_from(["republic", "local"]),
        tariff=st.sampled_from(["1", "9"]),
        amount=st.integers(1, 10**7),
    ),
    max_size=4,
)


def request(running: int, clerk: str, lines: list[FeeLine], exemption: str = "") -> RequestReceived:
    return RequestReceived(
        number=numbers.provisional("A7", running),
        service="public-area",
        service_version=1,
        applicant=Person(surname="Примерић"),
        form={},
        received_local="2026-11-23T09:00:00+01:00",
        clerk=clerk,
        fee=FeeCharged(lines=tuple(lines), total=sum(line.amount for line in lines), exemption=exemption),
    )


class Played:
    """A day as it was played: its entries, and the cases that they are about."""

    def __init__(self) -> None:
        self.made: list[Happening] = []
        self.bodies: dict[bytes, RequestReceived] = {}

    def write(self, subject: bytes, body: object) -> None:
        self.made.append(Happening(seq=len(self.made) + 1, at=len(self.made), subject=subject, body=body))

    def cases(self) -> dict[bytes, PaidCase]:
        policy = PaymentPolicy()
        cases = {}
        for subject, body in self.bodies.items():
            own = tuple(one for one in self.made if one.subject == subject)
            file = CaseFile(subject=subject, own=own, ways={one.seq: Way(mark="waiting") for one in own})
            orders = orders_of(body, policy, ACCOUNTS)
            standing = tuple(standing_of(one, file, policy, Standpoint(desk="A7")) for one in orders)
            cases[subject] = PaidCase(body=body, payments=CasePayments(orders=standing, policy=policy))
        return cases

    def day(self, clerk: str) -> PaymentsDay:
        cases = {subject: case for subject, case in self.cases().items() if subject in subjects_of(self.made, clerk)}
        lines = lines_of(self.made, clerk, cases)
        return PaymentsDay(
            date="2026-11-23", clerk=clerk, clerk_name=clerk, lines=lines, tariffs=tariffs_of(lines, cases)
        )


@st.composite
def days(draw: st.DrawFn) -> Played:
    played = Played()
    for running in range(1, draw(st.integers(0, 6)) + 1):
        subject = bytes([running])
        body = request(running, draw(st.sampled_from(CLERKS)), draw(LINES), draw(st.sampled_from(["", "pupil"])))
        played.bodies[subject] = body
        if draw(st.booleans()):  # else it was received on another day
            played.write(subject, body)
        for order in orders_of(body, PaymentPolicy(), ACCOUNTS):
            clerk, amount = draw(st.sampled_from(CLERKS)), draw(st.integers(1, order.amount))
            if draw(st.booleans()):
                proof = PaymentProven(
                    order=order.id, how="seen", number="1", on="2026-11-23", amount=amount, clerk=clerk
                )
                played.write(subject, proof)
            if draw(st.booleans()):
                card = PaymentTerminal(order=order.id, slip="2", terminal="", amount=amount, clerk=clerk)
                played.write(subject, card)
        if draw(st.booleans()):
            played.write(subject, RequestAnnulled(reason="грешка", clerk=body.clerk))
    return played


@given(days())
def test_the_sums_are_those_of_the_journal(played: Played) -> None:
    annulled = {one.subject for one in played.made if isinstance(one.body, RequestAnnulled)}
    for clerk in CLERKS:
        ours = [one for one in played.made if getattr(one.body, "clerk", "") == clerk]
        charged = sum(
            one.body.fee.total for one in ours if isinstance(one.body, RequestReceived) and one.subject not in annulled
        )
        seen = sum(one.body.amount for one in ours if isinstance(one.body, PaymentProven))
        card = sum(one.body.amount for one in ours if isinstance(one.body, PaymentTerminal))
        day = played.day(clerk)
        assert (day.total("charged"), day.total("seen"), day.total("terminal")) == (charged, seen, card)
        assert sum(day.tariffs.values()) == charged
        assert sum(day.total("charged", level) for level in ("republic", "local")) == charged


def test_who_is_exempt_is_listed_with_the_ground_and_no_sum() -> None:
    played = Played()
    played.bodies[b"1"] = request(1, "mp", [], "pupil")
    played.write(b"1", played.bodies[b"1"])
    (line,) = played.day("mp").lines
    assert (line.exemption, line.charged, line.level) == ("pupil", 0, "")
    assert played.day("mp").exempt == 1


def test_a_proof_of_what_was_received_earlier_is_of_today_and_its_fee_is_not() -> None:
    played = Played()
    played.bodies[b"1"] = request(1, "jp", [FeeLine(code="a", level="local", tariff="1", amount=500)])
    number = played.bodies[b"1"].number
    proof = PaymentProven(order=f"{number}-L", how="seen", number="1", on="2026-11-23", amount=500, clerk="mp")
    played.write(b"1", proof)
    (line,) = played.day("mp").lines
    assert (line.earlier, line.charged, line.seen) == (True, 0, 500)
    assert played.day("jp").lines == ()


def test_what_the_centre_has_not_taken_counts_for_nothing() -> None:
    played = Played()
    played.bodies[b"1"] = request(1, "mp", [FeeLine(code="a", level="local", tariff="1", amount=500)])
    played.write(b"1", played.bodies[b"1"])
    proof = PaymentProven(
        order=f"{played.bodies[b'1'].number}-L", how="seen", number="1", on="2026-11-23", amount=500, clerk="mp"
    )
    played.write(b"1", proof)
    (line,) = lines_of(played.made, "mp", played.cases(), frozenset({2}))
    assert (line.charged, line.seen) == (500, 0)


def test_clerks_are_named_by_their_entries() -> None:
    played = Played()
    body = replace(request(1, "mp", []), clerk_name="М. Примерић")
    played.write(b"1", body)
    assert clerks_of(played.made) == {"mp": "М. Примерић"}


@given(days(), st.sets(st.integers(1, 6)))
def test_the_sums_are_those_of_the_journal_whatever_has_left_the_desk(played: Played, left: set[int]) -> None:
    here = {subject: case for subject, case in played.cases().items() if subject[0] not in left}
    for clerk in CLERKS:
        before = played.day(clerk)
        day = replace(before, lines=lines_of(played.made, clerk, here))
        for column in ("charged", "seen", "terminal"):
            assert day.total(column) == before.total(column)
            assert [day.total(column, level) for level in ("republic", "local")] == [
                before.total(column, level) for level in ("republic", "local")
            ]
        assert len(day.lines) == len(before.lines)


def test_a_proof_of_a_case_that_has_left_is_a_line_that_says_so() -> None:
    proof = PaymentProven(order="PORT-000003-7-R", how="seen", number="1", on="2026-11-23", amount=670, clerk="mp")
    made = Happening(seq=1, at=1, subject=b"1", body=proof)
    (line,) = lines_of([made], "mp", {})
    assert (line.number, line.level, line.seen) == ("PORT-000003-7", "republic", 670)
    assert line.gone
    assert line.earlier
    (line,) = lines_of([replace(made, body=replace(proof, order="nonsense"))], "mp", {})
    assert (line.number, line.level, line.seen) == ("nonsense", "", 670)
    assert lines_of([made], "mp", {}, frozenset({1})) == ()


def test_what_is_charged_before_it_is_known_where_it_is_paid_is_listed() -> None:
    body = request(1, "mp", [FeeLine(code="a", level="local", tariff="1", amount=500)])
    made = [Happening(seq=1, at=1, subject=b"1", body=body)]
    cases = {b"1": PaidCase(body=body, payments=NO_PAYMENTS)}
    (line,) = lines_of(made, "mp", cases)
    assert (line.charged, line.state, tariffs_of([line], cases)) == (500, "", {("local", "1"): 500})
