"""What a clerk can record of payments, over a real file: commit first, each bad input with its code at its field."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from typing import Literal

import msgspec
import pytest

from clerk_app.actions.payments import Payments, PaymentWorld, Proof
from clerk_app.contract import canonical
from clerk_app.contract.answers import Result
from clerk_app.contract.reference import Item
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.errors import CounterError, Invalid, Refused
from clerk_app.domain.payment_bodies import OrderTold, PaymentProven, PaymentTerminal, Sums
from clerk_app.domain.payments import PAYMENT_POLICY, PaymentPolicy, ReferenceRule
from clerk_app.store.case_files import DeskCaseFiles
from tests.store.desk import answers, change
from tests.support.desk_at_work import DESK, DeskAtWork

AREA = {"place.kind": "stall", "place.area": "3", "place.from": "2026-12-01", "place.to": "2026-12-05"}
ACCOUNT = "840-742251843-73"
POLICY = PaymentPolicy(terminal=True, expires_days=15, republic=ReferenceRule(reference="request"))


class Counter:
    """A desk, its payments, and one request with two orders."""

    def __init__(self, desk: DeskAtWork) -> None:
        self.desk = desk
        self.payments = Payments(
            desk.sessions,
            PaymentWorld(
                requests=desk.requests,
                bodies=desk.bodies,
                case_files=DeskCaseFiles(desk.file.database, DESK),
                paying=desk.paying,
                journal=desk.journal,
                clock=desk.clock,
                desk=DESK,
            ),
        )
        self.subject = desk.receive(values=AREA).view.subject

    @property
    def republic(self) -> str:
        return self.payments.of(self.subject).orders[0].order.id

    def state(self) -> str:
        return self.payments.of(self.subject).orders[0].state

    def prove(self, **changed: object) -> None:
        plain = {"number": "ПП-118", "on": "2026-11-23", "amount": 33_000}
        self.payments.prove(self.subject, self.republic, Proof(**{**plain, **changed}))  # type: ignore[arg-type]

    def scan(self) -> EnclosureRef:
        """A proof as it was scanned, and kept."""
        file = self.desk.folder / "proof.png"
        file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
        return self.desk.enclosures.keep(file, "Доказ о уплати", "", original=False)

    def decide(self, policy: PaymentPolicy) -> None:
        self.desk.reference.keep([Item(PAYMENT_POLICY, 2, msgspec.Raw(canonical.encode(policy)))])


@pytest.fixture
def counter(desk: DeskAtWork) -> Counter:
    made = Counter(desk)
    made.decide(POLICY)
    return made


def test_a_proof_says_what_the_clerk_saw_had_come_beside_it(counter: Counter) -> None:
    told = OrderTold(order=counter.republic, at=12, what="paid", sums=Sums(amount=33_000, paid=20_000), amount=20_000)
    counter.desk.outbox.apply(answers(position=1, changes=[change(1, 1, 2, told, kind="order")]))
    counter.prove(amount=10_000)
    counter.payments.terminal(counter.subject, counter.republic, slip="7", terminal="T1", amount=3_000)
    proof, slip = counter.desk.bodies.entries(counter.subject)[-2:]
    assert canonical.decode(proof.body or b"", PaymentProven).beside == 20_000
    assert canonical.decode(slip.body or b"", PaymentTerminal).beside == 30_000
    assert counter.state() == "proof_accepted"


def test_a_proof_that_was_seen_is_on_disk_before_it_is_shown(counter: Counter) -> None:
    counter.prove()
    standing = counter.payments.of(counter.subject).orders[0]
    assert (standing.state, standing.due, standing.waits) == ("proof_accepted", 0, True)
    entry = counter.desk.bodies.entries(counter.subject)[-1]
    body = canonical.decode(entry.body or b"", PaymentProven)
    assert (body.how, body.number, body.amount, body.clerk) == ("seen", "ПП-118", 33_000, "m.primeric")
    view = counter.desk.requests.view(counter.subject)
    assert view is not None
    assert "payment_seen" in [item.kind for item in view.history]


def test_a_scanned_proof_travels_as_an_enclosure(counter: Counter) -> None:
    ref = counter.scan()
    counter.prove(scan=ref)
    entry = counter.desk.bodies.entries(counter.subject)[-1]
    assert canonical.decode(entry.body or b"", PaymentProven).enclosure == ref
    with counter.desk.file.database.reading() as connection:
        assert connection.execute("SELECT sha256 FROM desk_transfer").fetchall() == [(ref.sha256,)]


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"amount": 0}, "amount", "amount_not_positive"),
        ({"amount": -33_000}, "amount", "amount_not_positive"),
        ({"amount": 10**12}, "amount", "amount_beyond"),
        ({"amount": 33_001}, "amount", "amount_above_due"),
        ({"on": "2026-11-24"}, "on", "payment_day_future"),
        ({"on": ""}, "on", "payment_day_wrong"),
        ({"number": " \u200b "}, "number", "proof_number_missing"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    counter: Counter, changed: dict[str, object], field: str, code: str
) -> None:
    with pytest.raises(Invalid, match=code) as caught:
        counter.prove(**changed)
    assert caught.value.field == field
    assert counter.state() == "issued"


def let_in(counter: Counter, way: str, amount: int, **said: str) -> None:
    """An amount by one of the ways that this counter has."""
    subject, order, payments = counter.subject, said.get("order", counter.republic), counter.payments
    number, on = said.get("number", "118"), said.get("on", "2026-11-23")
    if way == "terminal":
        payments.terminal(subject, order, slip=number, terminal="T1", amount=amount)
    elif way == "refund":
        payments.ask_back(subject, order, amount=amount, account=ACCOUNT, reason="двапут")
    else:
        scan = counter.scan() if way == "scan" else None
        payments.prove(subject, order, Proof(number=number, on=on, amount=amount, scan=scan))


@pytest.mark.parametrize("way", ["seen", "scan", "terminal", "refund"])
def test_an_amount_that_cannot_be_is_told_at_its_field_and_nothing_is_kept(counter: Counter, way: str) -> None:
    before = len(counter.desk.bodies.entries(counter.subject))
    for amount in (0, -1, -33_000, 10**12, 10**14, 10**30):
        with pytest.raises(Invalid, match="amount_not_positive" if amount <= 0 else "amount_beyond") as caught:
            let_in(counter, way, amount)
        assert caught.value.field == "amount"
    with pytest.raises(CounterError, match="refund_too_large" if way == "refund" else "amount_above_due"):
        let_in(counter, way, 33_001)
    with pytest.raises(Refused, match="order_unknown"):
        let_in(counter, way, 1, order=Counter(counter.desk).republic)
    assert len(counter.desk.bodies.entries(counter.subject)) == before
    assert counter.state() == "issued"


@pytest.mark.parametrize("way", ["seen", "scan", "terminal"])
def test_parts_and_the_same_twice(counter: Counter, way: str) -> None:
    let_in(counter, way, 10_000)
    assert counter.state() == "partially_proven"
    with pytest.raises(Refused, match="proof_repeated"):
        let_in(counter, way, 10_000)
    with pytest.raises(CounterError, match="amount_above_due"):
        let_in(counter, way, 23_001, number="119")
    let_in(counter, way, 23_000, number="119")
    assert counter.state() == "proof_accepted"


@pytest.mark.parametrize(
    ("way", "late", "on", "code"),
    [
        ("seen", "keep", "2026-12-09", "order_expired"),
        ("scan", "keep", "2026-12-09", "order_expired"),
        ("terminal", "keep", "2026-12-09", "order_expired"),
        ("seen", "keep", "2026-12-08", ""),
        ("seen", "take", "2026-12-09", ""),
        ("terminal", "take", "2026-12-09", ""),
    ],
)
def test_what_was_paid_after_the_last_day(
    counter: Counter, way: str, late: Literal["take", "keep"], on: str, code: str
) -> None:
    counter.decide(replace(POLICY, late=late))
    counter.subject = counter.desk.receive(values=AREA).view.subject
    counter.desk.clock.wall += timedelta(days=16)
    counter.desk.sign_in()
    with pytest.raises(Refused, match=code) if code else nullcontext():
        let_in(counter, way, 33_000, on=on)
    assert counter.state() == ("expired" if code else "proof_accepted")


def test_what_a_citizen_uploaded_may_be_seen_here(counter: Counter) -> None:
    uploaded = OrderTold(
        order=counter.republic, at=12, what="attached", sums=Sums(amount=33_000), amount=33_000, number="ПП-118"
    )
    counter.desk.outbox.apply(answers(position=1, changes=[change(1, 1, 2, uploaded, kind="order")]))
    counter.prove()
    assert counter.state() == "proof_accepted"


def test_the_same_proof_twice_is_refused(counter: Counter) -> None:
    counter.prove(amount=10_000)
    with pytest.raises(CounterError, match="proof_repeated"):
        counter.prove(amount=10_000, number="пп-118")
    counter.prove(amount=23_000, number="ПП-119")
    assert counter.state() == "proof_accepted"


def test_an_order_of_another_case_is_not_this_ones(counter: Counter) -> None:
    other = Counter(counter.desk)
    with pytest.raises(Refused, match="order_unknown"):
        counter.payments.prove(counter.subject, other.republic, Proof(number="1", on="2026-11-23", amount=1))
    with pytest.raises(Refused, match="request_unknown"):
        counter.payments.of(b"nobody")


def test_the_terminal_is_where_policy_has_one(counter: Counter) -> None:
    counter.payments.terminal(counter.subject, counter.republic, slip="7", terminal="T1", amount=33_000)
    assert counter.state() == "proof_accepted"
    counter.decide(PaymentPolicy())
    with pytest.raises(Refused, match="terminal_not_here"):
        counter.payments.terminal(counter.subject, counter.republic, slip="8", terminal="T1", amount=1)


def test_a_part_where_policy_wants_all_is_refused(counter: Counter) -> None:
    counter.decide(PaymentPolicy(partial=False))
    with pytest.raises(Refused, match="partial_not_allowed"):
        counter.prove(amount=1)


def test_the_slip_asks_for_what_is_left_and_a_cancelled_one_says_so(counter: Counter) -> None:
    counter.prove(amount=13_000)
    slip = counter.payments.slip(counter.subject, counter.republic)
    assert (slip.slip.amount, slip.annulled) == (20_000, "")
    local = counter.payments.of(counter.subject).orders[1].order.id
    counter.payments.cancel(counter.subject, local, "погрешан износ")
    assert counter.payments.slip(counter.subject, local).annulled == "annulled"
    with pytest.raises(Invalid, match="payment_reason_missing"):
        counter.payments.ask_back(counter.subject, counter.republic, amount=13_000, account=ACCOUNT, reason=" ")
    with pytest.raises(Refused, match="order_has_payments"):
        counter.payments.cancel(counter.subject, counter.republic, "грешка")


@pytest.mark.parametrize("late", ["take", "keep"])
def test_with_the_line_down_an_order_is_late_by_the_clock_of_the_desk(
    counter: Counter, late: Literal["take", "keep"]
) -> None:
    counter.decide(replace(POLICY, late=late))
    counter.subject = counter.desk.receive(values=AREA).view.subject
    before = counter.payments.slips(counter.subject)
    assert {slip.past for slip in before} == {""}
    counter.desk.clock.wall += timedelta(days=60)
    counter.desk.sign_in()
    standing = counter.payments.of(counter.subject).orders[0]
    assert (standing.state, standing.past, standing.by_clock, standing.due) == ("expired", True, True, 33_000)
    slips = counter.payments.slips(counter.subject)
    assert [(slip.past, slip.last_day) for slip in slips] == [(late, "2026-12-08")] * 2
    assert [slip.slip.amount for slip in slips] == [slip.slip.amount for slip in before]


def test_the_slips_of_a_case_ask_for_what_is_left_of_each_order(counter: Counter) -> None:
    counter.prove(amount=13_000)
    local = counter.payments.of(counter.subject).orders[1].order.id
    counter.payments.cancel(counter.subject, local, "погрешан износ")
    republic, cancelled = counter.payments.slips(counter.subject)
    assert (republic.slip.amount, republic.annulled, cancelled.annulled) == (20_000, "", "annulled")
    with pytest.raises(Refused, match="request_unknown"):
        counter.payments.slips(b"nobody")


def test_money_is_asked_back_to_an_account_that_is_one(counter: Counter) -> None:
    counter.prove()
    for wrong in ("", "840-742251843-74", "РС35"):
        with pytest.raises(Invalid, match="refund_account"):
            counter.payments.ask_back(counter.subject, counter.republic, amount=1, account=wrong, reason="x")
    with pytest.raises(Refused, match="refund_too_large"):
        counter.payments.ask_back(counter.subject, counter.republic, amount=33_001, account=ACCOUNT, reason="x")
    counter.payments.ask_back(counter.subject, counter.republic, amount=33_000, account=ACCOUNT, reason="двапут")
    assert counter.state() == "refund_requested"


def test_paid_comes_by_itself_with_the_centres_word(counter: Counter) -> None:
    told = OrderTold(order=counter.republic, at=12, what="paid", sums=Sums(amount=33_000, paid=33_000), amount=33_000)
    counter.desk.outbox.apply(answers(position=1, changes=[change(1, 1, 2, told, kind="order")]))
    assert counter.state() == "paid"
    with pytest.raises(Refused, match="order_paid"):
        counter.prove()


def test_what_the_slip_said_is_in_the_entry_whatever_the_policy_says_later(counter: Counter) -> None:
    again = Counter(counter.desk)
    before = again.payments.of(again.subject).orders[0].order
    assert (before.expires, before.reference[2:5]) == ("2026-12-08", "999")
    again.decide(PaymentPolicy())
    assert again.payments.of(again.subject).orders[0].order == before


def test_who_may_not_takes_no_proof(counter: Counter) -> None:
    assert counter.payments.allowed()
    counter.desk.sign_in("admin", "administrator")
    assert not counter.payments.allowed()
    with pytest.raises(CounterError, match="not_permitted"):
        counter.prove()


def test_a_proof_that_the_centre_refused_counts_for_nothing_and_can_be_left(counter: Counter) -> None:
    counter.prove()
    seq = counter.desk.bodies.entries(counter.subject)[-1].header.seq
    counter.desk.outbox.cut(100_000, 1)
    counter.desk.outbox.apply(answers(have=2, results=[Result(seq, "refused", "proof_repeated")]))
    standing = counter.payments.of(counter.subject).orders[0]
    assert (standing.state, [line.code for line in standing.lines]) == ("issued", ["proof_repeated"])
    assert counter.payments.untaken(counter.subject) == {seq}
    counter.desk.attention.let_go(seq)
    left = counter.payments.of(counter.subject).orders[0]
    assert (left.state, left.lines) == ("issued", ())
    assert counter.desk.attention.attention() == ()
    counter.prove()
    assert counter.state() == "proof_accepted"
