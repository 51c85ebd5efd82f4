"""The centre's word on payments that belong to no order, as a desk of fakes has it with its reference data."""

from __future__ import annotations

import msgspec

from clerk_app.contract import canonical
from clerk_app.contract.reference import Item
from clerk_app.domain.payments_stray import STRAY_PAYMENTS, StrayPayment, StrayPayments
from tests.support.fake_desk import FakeDesk
from tests.support.fake_neighbours import NOW, micros

A_DAY = 86_400_000_000


def tell_of_strays(desk: FakeDesk) -> None:
    """Three of today, and one of the day before."""
    today, before = micros(NOW), micros(NOW) - A_DAY
    told = (
        (today, "unmatched", "reference_unknown", "59 013", 33_000),
        (today, "kept", "paid_late", "A7-000415-T-R", 132_000_00),
        (today, "unmatched", "reference_missing", "", 5_000),
        (before, "unmatched", "order_unknown", "A7-999999-X-R", 100),
    )
    lines = tuple(
        StrayPayment(id=f"nbs-{place}", at=at, outcome=outcome, why=why, told=about, amount=amount)
        for place, (at, outcome, why, about, amount) in enumerate(told, start=1)
    )
    desk.reference.told(Item(STRAY_PAYMENTS, 4, msgspec.Raw(canonical.encode(StrayPayments(lines=lines)))))
