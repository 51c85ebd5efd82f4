"""Money that belongs to nothing is told to the operator and to desks, each with its reason in both languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import and_, select, update

from clerk_app.central.payments.strays import strays_of
from clerk_app.central.schema import REFERENCE_ITEM
from clerk_app.contract import canonical, reference
from clerk_app.domain.bodies import RequestAnnulled
from clerk_app.domain.payment_bodies import PaymentCancelled
from clerk_app.domain.payments import PAYMENT_POLICY, PaymentPolicy
from clerk_app.domain.payments_stray import MOST, STRAY_PAYMENTS, StrayPayments
from tests.central.conftest import TEXTS, Running
from tests.support.operator_at_page import OperatorAtPage
from tests.support.paid_cases import PaidCase, taken

JMBG = "1403988985008"


@pytest.fixture
def case(centre: Running) -> PaidCase:
    return taken(centre.central.parts, centre.clerk())


def cancel(case: PaidCase) -> None:
    case.record("payment.cancelled", PaymentCancelled(order=case.republic, reason="x", clerk="mprimeric"))


def annul(case: PaidCase) -> None:
    case.record("request.annulled", RequestAnnulled(reason="x", clerk="mprimeric"))


def keep_late(case: PaidCase) -> None:
    this = and_(REFERENCE_ITEM.c.municipality == "primerovo", REFERENCE_ITEM.c.name == PAYMENT_POLICY)
    body = canonical.encode(PaymentPolicy(late="keep"))
    with case.parts.database.write() as connection:
        connection.execute(update(REFERENCE_ITEM).where(this).values(body=body))


def nothing(case: PaidCase) -> None:
    del case


def known_at_a_desk(centre: Running) -> tuple[StrayPayments, int]:
    """What desks have with their reference data, and how far those have come."""
    with centre.central.parts.database.read() as connection:
        rows = connection.execute(select(REFERENCE_ITEM).where(REFERENCE_ITEM.c.municipality == "primerovo")).all()
    body = next((row.body for row in rows if row.name == STRAY_PAYMENTS), None)
    told = canonical.decode(body, StrayPayments) if body is not None else StrayPayments()
    return told, reference.revision({row.name: row.version for row in rows})


@pytest.mark.parametrize(
    ("before", "told", "why"),
    [
        (nothing, {"order": "A1-000009-0-R"}, "order_unknown"),
        (nothing, {}, "reference_missing"),
        (nothing, {"reference": "59013", "model": "11"}, "model_wrong"),
        (nothing, {"reference": "59013", "model": "97"}, "reference_unknown"),
        (nothing, {"reference": "12345", "model": "97"}, "reference_check_digits"),
        (nothing, {"reference": "-", "model": "97"}, "reference_form"),
        (nothing, {"order": "R", "kind": "refunded"}, "refund_too_large"),
        (nothing, {"order": "R", "reference": "59013"}, "reference_not_its_own"),
        (nothing, {"order": "R", "booked": "1999-01-01"}, "booked_before_order"),
        (cancel, {"order": "R"}, "order_cancelled"),
        (annul, {"order": "R"}, "case_annulled"),
        (keep_late, {"order": "R"}, "paid_late"),
    ],
)
def test_each_reason_is_told_to_the_operator_and_to_desks(
    centre: Running, case: PaidCase, before: Callable[[PaidCase], None], told: dict[str, str], why: str
) -> None:
    before(case)
    centre.clock.at += 40 * 86_400_000_000 if why == "paid_late" else 0
    said = {"booked": "2026-10-25" if why == "paid_late" else "2026-09-21", **told}
    _, revision = known_at_a_desk(centre)
    said["order"] = {"R": case.republic}.get(told.get("order", ""), told.get("order", ""))
    report = case.report("1", 33_000, **said)
    assert (report.outcome in {"unmatched", "kept"}, report.why) == (True, why)
    known, moved = known_at_a_desk(centre)
    assert [(one.why, one.amount, one.outcome) for one in known.lines] == [(why, 33_000, report.outcome)]
    assert moved == revision + 1
    with OperatorAtPage(centre.central, centre.url) as operator:
        assert TEXTS.text(f"payments.why.{why}") in operator.page("/operator/cases")
    assert all(TEXTS.in_language(one).has(f"payments.why.{why}") for one in ("sr-Cyrl", "sr-Latn", "en"))
    assert case.report("1", 33_000, **said) == report
    assert known_at_a_desk(centre) == (known, moved)


def test_what_fits_is_not_told(centre: Running, case: PaidCase) -> None:
    case.report("1", 33_000, case.republic)
    assert known_at_a_desk(centre)[0] == StrayPayments()


def test_the_newest_are_told_and_how_many_more_there_are_and_nobodys_number(centre: Running, case: PaidCase) -> None:
    for place in range(MOST + 2):
        centre.clock.at += 1
        case.report(str(place), 1, order="", reference=f"99{JMBG}", model="97")
    known, _ = known_at_a_desk(centre)
    assert (len(known.lines), known.older) == (MOST, 2)
    assert [one.at for one in known.lines] == sorted((one.at for one in known.lines), reverse=True)
    assert JMBG.encode() not in canonical.encode(known)
    with case.parts.database.read() as connection:
        assert strays_of(connection, "primerovo") == known
        assert strays_of(connection, "nowhere") == StrayPayments()
