"""A report finds its order by id, or by a reference as people write it, and by nothing else."""

from __future__ import annotations

import pytest

from clerk_app.central.payments_matching import Matching
from clerk_app.contract.payments import PaymentReport
from clerk_app.domain.payments import PaymentPolicy
from tests.central.conftest import Running
from tests.support.lone_desk import START
from tests.support.paid_cases import DAY, PaidCase, taken


@pytest.fixture
def case(shared: Running) -> PaidCase:
    return taken(shared.central.parts, shared.clerk())


def matched(case: PaidCase, **told: str) -> tuple[str, str, str]:
    report = PaymentReport(id="x", kind="paid", amount=33_000, booked=DAY, **told)
    with case.parts.database.write() as connection:
        found = Matching(connection, "primerovo", PaymentPolicy(), START).match(report)
        connection.rollback()
    return found.outcome, found.order.id if found.order is not None else "", found.why


def test_by_id(case: PaidCase) -> None:
    assert matched(case, order=case.republic) == ("taken", case.republic, "")


@pytest.mark.parametrize("written", ["{0}", "{0:.2}-{1}", "{0:.2} {1}"])
def test_by_reference_with_dashes_and_spaces_and_small_letters(case: PaidCase, written: str) -> None:
    reference = case.seen(case.republic).reference
    for text in (written.format(reference, reference[2:]), written.format(reference, reference[2:]).lower()):
        assert matched(case, reference=text, model="97") == ("taken", case.republic, "")


def test_of_nothing_that_is_no_text(case: PaidCase) -> None:
    assert matched(case, reference="\u2028") == ("unmatched", "", "reference_unknown")
