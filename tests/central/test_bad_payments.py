"""Every way by which an amount comes in, and everything that can be wrong with it: each has its one answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import pytest
from sqlalchemy import and_, update

from clerk_app.central.clock import DAY as A_DAY
from clerk_app.central.schema import REFERENCE_ITEM
from clerk_app.contract import canonical
from clerk_app.contract.payments import ProofAttached
from clerk_app.domain.bodies import FeeCharged, FeeLine, OrderTerms
from clerk_app.domain.errors import Invalid, Refused
from clerk_app.domain.ips import check
from clerk_app.domain.payment_bodies import PaymentProven, PaymentTerminal, RefundAsked
from clerk_app.domain.payments import PAYMENT_POLICY, PaymentPolicy
from tests.central.conftest import Running
from tests.support.lone_desk import START
from tests.support.paid_cases import DAY, FEE, PaidCase, fee_of, taken

ACCOUNT = "840000074225184373"
LATE_DAY = "2026-09-24"
LATER = START + 4 * A_DAY

type Way = Callable[..., str]
"""Lets an amount in for a case: what became of it, as one word or a code. Named: ``on``, ``number``, ``order``."""


def _seen(case: PaidCase, amount: int, *, how: Literal["seen", "scanned"] = "seen", **said: str) -> str:
    body = PaymentProven(
        order=said.get("order", case.republic),
        how=how,
        number=said.get("number", f"ПП {case.number}"),
        on=said.get("on", DAY),
        amount=amount,
        clerk="mprimeric",
    )
    outcome, code = case.record("payment.proven", body)
    return code or outcome


def _scanned(case: PaidCase, amount: int, **said: str) -> str:
    return _seen(case, amount, how="scanned", **said)


def _by_card(case: PaidCase, amount: int, **said: str) -> str:
    number, order = said.get("number", f"Т {case.number}"), said.get("order", case.republic)
    body = PaymentTerminal(order=order, slip=number, terminal="T1", amount=amount, clerk="mprimeric")
    outcome, code = case.record("payment.terminal", body)
    return code or outcome


def _asked(case: PaidCase, amount: int, **said: str) -> str:
    order = said.get("order", case.republic)
    body = RefundAsked(order=order, amount=amount, account=ACCOUNT, reason="двапут", clerk="mprimeric")
    outcome, code = case.record("payment.refund_asked", body)
    return code or outcome


def _attached(case: PaidCase, amount: int, **said: str) -> str:
    proof = ProofAttached(number=said.get("number", f"П {case.number}"), booked=said.get("on", DAY), amount=amount)
    try:
        case.parts.payments.attach("bank", said.get("order", case.republic), proof)
    except (Invalid, Refused) as error:
        return error.code
    return "accepted"


def _reported(kind: str) -> Way:
    def report(case: PaidCase, amount: int, **said: str) -> str:
        told = {"order": case.republic, "booked": said.pop("on", DAY), **said}
        name = told.pop("number", "1").replace(" ", "")
        try:
            taken_ = case.report(f"{kind}.{name}", amount, kind=kind, **told)
        except (Invalid, Refused) as error:
            return error.code
        return taken_.why or taken_.outcome

    return report


COUNTER: dict[str, Way] = {"seen": _seen, "scanned": _scanned, "terminal": _by_card}
ALL: dict[str, Way] = {
    **COUNTER,
    "refund": _asked,
    "attached": _attached,
    "paid": _reported("paid"),
    "pending": _reported("pending"),
    "refunded": _reported("refunded"),
}
AMOUNTS = [
    (0, "amount_not_positive"),
    (-1, "amount_not_positive"),
    (-33_000, "amount_not_positive"),
    (10**12, "amount_beyond"),
    (10**14, "amount_beyond"),  # 10^12 dinars
    (2**63 - 1, "amount_beyond"),
]


@pytest.fixture
def case(shared: Running) -> PaidCase:
    return taken(shared.central.parts, shared.clerk())


def decided(centre: Running, **policy: object) -> PaidCase:
    """A case where the municipality has decided so."""
    this = and_(REFERENCE_ITEM.c.municipality == "primerovo", REFERENCE_ITEM.c.name == PAYMENT_POLICY)
    body = canonical.encode(PaymentPolicy(terminal=True, **policy))  # type: ignore[arg-type]
    with centre.central.parts.database.write() as connection:
        connection.execute(update(REFERENCE_ITEM).where(this).values(body=body))
    return taken(centre.central.parts, centre.clerk())


def stands(case: PaidCase) -> tuple[str, int, int, int]:
    seen = case.seen(case.republic)
    return seen.state, seen.paid, seen.proven, seen.refunded


@pytest.mark.parametrize("way", ALL)
def test_an_amount_that_cannot_be_changes_nothing(case: PaidCase, way: str) -> None:
    assert [(amount, ALL[way](case, amount)) for amount, _ in AMOUNTS] == AMOUNTS
    assert (stands(case), case.heard(), case.findings()) == (("issued", 0, 0, 0), [], [])


@pytest.mark.parametrize("way", [*COUNTER, "refund"])
def test_an_amount_that_no_column_holds_is_none(case: PaidCase, way: str) -> None:
    assert ALL[way](case, 10**30) == "amount_beyond"
    assert ALL[way](case, -(10**30)) == "amount_not_positive"


@pytest.mark.parametrize(
    ("way", "again", "what"),
    [
        ("seen", "proof_repeated", ["proven"]),
        ("scanned", "proof_repeated", ["proven"]),
        ("terminal", "proof_repeated", ["terminal"]),
        ("attached", "proof_repeated", ["attached"]),
        ("paid", "taken", ["paid"]),
        ("pending", "taken", ["pending"]),
    ],
)
def test_what_is_told_twice_counts_once(case: PaidCase, way: str, again: str, what: list[str]) -> None:
    assert ALL[way](case, 10_000) in {"accepted", "taken"}
    before = stands(case)
    assert ALL[way](case, 10_000) == again
    assert (stands(case), [one.what for one in case.heard()]) == (before, what)


def test_what_goes_back_twice_went_back_once(case: PaidCase) -> None:
    case.report("0", 33_000, case.republic)
    assert [_asked(case, 10_000), _asked(case, 10_000)] == ["accepted", "order_refund_requested"]
    back = _reported("refunded")
    assert [back(case, 10_000), back(case, 10_000)] == ["taken", "taken"]
    assert stands(case) == ("partially_paid", 33_000, 0, 10_000)


@pytest.mark.parametrize("way", [*COUNTER, "refund"])
def test_an_order_of_another_case_is_none_of_this_one(shared: Running, case: PaidCase, way: str) -> None:
    other = taken(case.parts, shared.clerk())
    assert ALL[way](case, 10_000, order=other.republic) == "order_unknown"
    assert (stands(case), stands(other)) == (("issued", 0, 0, 0), ("issued", 0, 0, 0))


@pytest.mark.parametrize("way", [*COUNTER, "attached"])
def test_a_number_that_another_case_has_had_is_noted(shared: Running, case: PaidCase, way: str) -> None:
    other = taken(case.parts, shared.clerk())
    number = f"ПП-{case.number}"
    assert [ALL[way](one, 10_000, number=number) for one in (case, other)] == ["accepted", "accepted"]
    assert (case.findings(), other.findings()) == ([], ["proof_elsewhere"])


@pytest.mark.parametrize(
    ("way", "part", "whole", "over"),
    [
        ("seen", "partially_proven", "proof_accepted", "amount_above_due"),
        ("scanned", "partially_proven", "proof_accepted", "amount_above_due"),
        ("terminal", "partially_proven", "proof_accepted", "amount_above_due"),
        ("attached", "issued", "issued", "amount_above_due"),
        ("paid", "partially_paid", "paid", "overpaid"),
    ],
)
def test_parts_and_too_much(case: PaidCase, way: str, part: str, whole: str, over: str) -> None:
    ALL[way](case, 10_000, number="1")
    assert stands(case)[0] == part
    ALL[way](case, 23_000, number="2")
    assert stands(case)[0] == whole
    assert ALL[way](case, 33_001, number="3") == over
    assert stands(case)[0] == whole


@pytest.mark.parametrize(
    ("way", "code"),
    [
        *((way, "partial_not_allowed") for way in (*COUNTER, "attached")),
        ("paid", "taken"),  # money that has come is counted, whatever was agreed
    ],
)
def test_a_part_where_all_is_wanted(centre: Running, way: str, code: str) -> None:
    assert ALL[way](decided(centre, partial=False), 10_000) == code


@pytest.mark.parametrize("way", ["paid", "pending", "refunded"])
def test_another_model_is_another_payment(case: PaidCase, way: str) -> None:
    reference = case.seen(case.republic).reference
    for model in ("22", "11", "00", "97 ", "9" * 40):
        assert ALL[way](case, 33_000, number=f"{model}.1", model=model) == "model_wrong"
        by_reference = {"order": "", "model": model, "reference": reference}
        assert ALL[way](case, 33_000, number=f"{model}.2", **by_reference) == "model_wrong"
    assert (stands(case), case.heard()) == (("issued", 0, 0, 0), [])


@pytest.mark.parametrize("ended", [True, False])
@pytest.mark.parametrize(
    ("way", "late", "code", "state"),
    [
        ("seen", "take", "accepted", "proof_accepted"),
        ("scanned", "take", "accepted", "proof_accepted"),
        ("terminal", "take", "accepted", "proof_accepted"),
        ("attached", "take", "accepted", ""),
        ("paid", "take", "paid_late", "paid"),
        ("seen", "keep", "order_expired", ""),
        ("scanned", "keep", "order_expired", ""),
        ("terminal", "keep", "order_expired", ""),
        ("attached", "keep", "order_expired", ""),
        ("paid", "keep", "paid_late", ""),
    ],
)
def test_what_was_paid_after_the_last_day(
    centre: Running, way: str, late: str, code: str, state: str, ended: bool
) -> None:
    case = decided(centre, expires_days=2, late=late)
    centre.clock.at = case.desk.at = LATER
    if ended:
        case.parts.payments.expire()
    assert ALL[way](case, 33_000, on=LATE_DAY) == code
    assert stands(case)[0] == state or ("expired" if ended else "issued")
    found = {"paid": ["payment_kept"] if late == "keep" else ["paid_late"], "attached": []}.get(way, ["paid_late"])
    assert case.findings() == (found if way == "paid" or late == "take" else [])


@pytest.mark.parametrize("way", ["seen", "scanned", "attached", "paid"])
@pytest.mark.parametrize("late", ["take", "keep"])
def test_what_was_paid_in_time_and_told_late_is_in_time(centre: Running, way: str, late: str) -> None:
    case = decided(centre, expires_days=2, late=late)
    centre.clock.at = case.desk.at = LATER
    case.parts.payments.expire()
    assert ALL[way](case, 33_000) in {"accepted", "taken"}
    assert case.findings() == []


def test_what_a_citizen_uploaded_may_be_seen_at_the_counter(case: PaidCase) -> None:
    number = f"ПП {case.number}"
    assert [way(case, 10_000, number=number) for way in (_attached, _seen, _seen, _attached)] == [
        "accepted",
        "accepted",
        "proof_repeated",
        "proof_repeated",
    ]
    assert stands(case) == ("partially_proven", 0, 10_000, 0)


@pytest.mark.parametrize(
    "fee",
    [
        fee_of(10**12),
        fee_of(10**14),
        fee_of(10**30),
        replace(FEE, terms=(OrderTerms(level="republic", model="11", reference="59013"),)),
        replace(FEE, terms=(OrderTerms(level="republic", model="zz", reference="59013"),)),
        replace(FEE, terms=(OrderTerms(level="republic", model="97", reference="12345"),)),
        replace(FEE, terms=(OrderTerms(level="republic", model="97", reference=""),)),
    ],
)
def test_an_order_that_no_bank_reads_has_no_code(shared: Running, fee: FeeCharged) -> None:
    case = taken(shared.central.parts, shared.clerk(), fee=fee)
    qr = case.seen(case.republic).qr
    assert not qr or not check(qr), qr


@pytest.mark.parametrize("amount", [0, -1, -(10**12)])
def test_what_is_nothing_has_no_order(shared: Running, amount: int) -> None:
    lines = (
        FeeLine(code="a", level="republic", tariff="1", amount=amount),
        FeeLine(code="b", level="local", tariff="2", amount=100),
    )
    case = taken(shared.central.parts, shared.clerk(), fee=FeeCharged(lines=lines, total=100))
    assert [one.id for one in case.parts.payments.orders(case.number)] == [case.local]
    assert case.seen(case.local).amount == 100
