"""How an order stands at a desk: the centre's word, and on top what it has not heard yet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.domain.case_file import CaseFile, Change, Way
from clerk_app.domain.payment_bodies import (
    OrderTold,
    PaymentCancelled,
    PaymentProven,
    PaymentTerminal,
    RefundAsked,
    Sums,
)
from clerk_app.domain.payment_file import CasePayments, OrderStanding, Standpoint, confirmed, standing_of, untaken
from clerk_app.domain.payments import Order, PaymentPolicy
from clerk_app.domain.requests import Happening, Mark

ORDER = Order(
    id="A7-000415-T-R",
    level="republic",
    amount=33_000,
    account="840000074222184357",
    payee="Република Србија",
    model="97",
    reference="51048",
    issued="2026-11-23",
)
SEEN = PaymentProven(order=ORDER.id, how="seen", number="ПП-1", on="2026-11-23", amount=33_000, clerk="mp")
CARD = PaymentTerminal(order=ORDER.id, slip="7", terminal="T1", amount=10_000, clerk="mp")


def own(seq: int, body: object) -> Happening:
    return Happening(seq=seq, at=seq * 10, subject=b"s", body=body)


def told(version: int, what: str, sums: Sums, desk: str = "", entry: int = 0) -> Change:
    body = OrderTold(order=ORDER.id, at=version * 100, what=what, sums=sums, desk=desk, entry=entry)
    return Change(version=version, kind="order", body=body)


def stands(
    *changes: Change, entries: tuple[Happening, ...] = (), ways: dict[int, Way] | None = None, **seen: object
) -> OrderStanding:
    file = CaseFile(subject=b"s", own=entries, told=changes, ways=ways or {})
    return standing_of(ORDER, file, PaymentPolicy(), Standpoint(desk="A7", **seen))  # type: ignore[arg-type]


def test_at_first_it_is_issued() -> None:
    standing = stands()
    assert (standing.state, standing.due, standing.lines, standing.waits) == ("issued", 33_000, (), False)


@pytest.mark.parametrize(
    "sums",
    [
        Sums(amount=0),
        Sums(amount=-33_000, paid=33_000),
        Sums(amount=10**12, paid=10**12),
        Sums(amount=32_999, paid=32_999),
        Sums(amount=33_000, paid=-1),
        Sums(amount=33_000, paid=66_000, refunded=-33_000),
        Sums(amount=33_000, noted=10**18),
    ],
)
def test_sums_that_cannot_be_this_orders_change_nothing(sums: Sums) -> None:
    before = told(2, "paid", Sums(amount=33_000, paid=10_000))
    standing = stands(before, told(3, "paid", sums))
    assert (standing.state, standing.due, len(standing.lines)) == ("partially_paid", 23_000, 2)
    assert stands(told(3, "paid", sums)).state == "issued"


def test_paid_is_the_centres_word_and_a_proof_is_less() -> None:
    paid = stands(told(3, "paid", Sums(amount=33_000, paid=33_000)))
    seen = stands(entries=(own(2, SEEN),), ways={2: Way(mark="waiting")})
    assert (paid.state, confirmed(paid)) == ("paid", True)
    assert (seen.state, seen.waits, confirmed(seen)) == ("proof_accepted", True, False)


@pytest.mark.parametrize("mark", ["waiting", "sending"])
def test_what_is_on_its_way_counts_until_the_centre_has_told_of_it_and_never_twice(mark: Mark) -> None:
    entries, ways = (own(2, CARD),), {2: Way(mark=mark)}
    before = stands(entries=entries, ways=ways)
    after = stands(told(3, "terminal", Sums(amount=33_000, noted=10_000), "A7", 2), entries=entries, ways=ways)
    assert before.sums == after.sums == Sums(amount=33_000, noted=10_000)
    assert (before.waits, after.waits) == (True, False)
    assert [line.what for line in after.lines] == ["terminal"], "the desk's own line is enough"


@pytest.mark.parametrize("mark", ["held", "refused"])
def test_what_the_centre_has_not_taken_is_shown_and_counts_for_nothing(mark: Mark) -> None:
    standing = stands(entries=(own(2, SEEN),), ways={2: Way(mark=mark, code="proof_repeated")})
    assert (standing.state, standing.due) == ("issued", 33_000)
    (line,) = standing.lines
    assert (line.stopped, line.code, line.here) == (True, "proof_repeated", True)


def test_an_entry_of_another_desk_with_the_same_number_is_another() -> None:
    standing = stands(
        told(3, "terminal", Sums(amount=33_000, noted=5_000), "A8", 2),
        entries=(own(2, CARD),),
        ways={2: Way(mark="waiting")},
    )
    assert standing.sums.noted == 15_000
    assert [line.here for line in standing.lines] == [True, False]


def test_cancelled_and_asked_back_here() -> None:
    waits = {2: Way(mark="waiting")}
    cancelled = stands(entries=(own(2, PaymentCancelled(order=ORDER.id, reason="x", clerk="mp")),), ways=waits)
    asked = RefundAsked(order=ORDER.id, amount=33_000, account="1", reason="x", clerk="mp")
    back = stands(told(3, "paid", Sums(amount=33_000, paid=33_000)), entries=(own(2, asked),), ways=waits)
    assert (cancelled.state, back.state) == ("cancelled", "refund_requested")
    assert stands(annulled=True).state == "cancelled"


@pytest.mark.parametrize("payment", ["paid", "pending", "expired"])
def test_of_a_filing_the_portal_has_a_word_until_the_ledger_has(payment: str) -> None:
    assert stands(payment=payment).state == payment
    assert stands(told(3, "paid", Sums(amount=33_000, paid=1_000)), payment=payment).state == "partially_paid"


def test_a_case_has_one_word_and_a_sum() -> None:
    paid, issued = stands(told(3, "paid", Sums(amount=33_000, paid=33_000))), stands()
    both = CasePayments(orders=(paid, issued), policy=PaymentPolicy())
    assert (both.state, both.due) == ("partially_paid", 33_000)
    assert both.named(ORDER.id) is paid
    assert both.named("none") is None


def test_what_was_sent_and_left_is_none_of_the_orders() -> None:
    """The centre refused it, and whoever saw that left it so."""
    entries = (own(2, SEEN), own(3, CARD))
    left = Way(code="order_paid")
    file = CaseFile(subject=b"s", own=entries, ways={2: left, 3: Way(mark="waiting")})
    standing = standing_of(ORDER, file, PaymentPolicy(), Standpoint(desk="A7"))
    assert (standing.sums.noted, [line.what for line in standing.lines]) == (10_000, ["terminal"])
    assert untaken(file, "A7") == {2}
    assert untaken(replace(file, ways={2: left, 3: Way(mark="refused")}), "A7") == {2, 3}
    told_of = replace(file, told=(told(3, "proven", Sums(amount=33_000, noted=33_000), "A7", 2),))
    assert untaken(told_of, "A7") == frozenset()
    assert untaken(replace(file, ways={}), "A7") == frozenset(), "it was taken, and the case has left since"


TIMED = replace(ORDER, expires="2026-12-08")


def timed(*changes: Change, today: str = "2026-12-09", **seen: object) -> OrderStanding:
    file = CaseFile(subject=b"s", told=changes)
    return standing_of(TIMED, file, PaymentPolicy(), Standpoint(desk="A7", today=today, **seen))  # type: ignore[arg-type]


def test_an_order_whose_day_is_over_says_so_by_the_clock_of_the_desk() -> None:
    assert (timed().state, timed().past, timed().by_clock, timed().due) == ("expired", True, True, 33_000)
    assert (timed(today="2026-12-08").state, timed(today="2026-12-08").past) == ("issued", False)
    assert timed(today="").state == "issued"
    begun = timed(told(3, "pending", Sums(amount=33_000, pending=True)))
    assert (begun.state, begun.by_clock) == ("expired", True)
    part = timed(told(3, "paid", Sums(amount=33_000, paid=1_000)))
    assert (part.state, part.past, part.by_clock) == ("partially_paid", True, True)


@pytest.mark.parametrize(
    ("sums", "by_clock", "past"),
    [
        (Sums(amount=33_000, paid=33_000), False, False),
        (Sums(amount=33_000, cancelled=True), False, False),
        (Sums(amount=33_000, expired=True), False, True),
    ],
)
def test_where_nothing_is_due_or_the_centre_has_said_so_the_clock_adds_nothing(
    sums: Sums, by_clock: bool, past: bool
) -> None:
    standing = timed(told(3, "paid", sums))
    assert (standing.by_clock, standing.past) == (by_clock, past)


def test_what_was_filed_is_timed_by_the_portal_and_an_annulled_case_by_nobody() -> None:
    assert (timed(payment="unpaid").state, timed(payment="unpaid").past) == ("issued", False)
    assert (timed(annulled=True).state, timed(annulled=True).past) == ("cancelled", False)
    never = standing_of(ORDER, CaseFile(subject=b"s"), PaymentPolicy(), Standpoint(desk="A7", today="2099-01-01"))
    assert never.state == "issued"
