"""What the centre tells a desk of fakes about an order."""

from __future__ import annotations

from clerk_app.domain.case_file import Change
from clerk_app.domain.payment_bodies import OrderTold, Sums
from tests.support.fake_desk import FakeDesk


def tell_of_order(desk: FakeDesk, subject: bytes, what: str, sums: Sums, amount: int = 0) -> None:
    """The next change of the first order of a case, and the news of it."""
    order = desk.actions.systems.payments.of(subject).orders[0].order.id
    told = desk.case_files.told.get(subject, ())
    body = OrderTold(order=order, at=len(told) + 1, what=what, sums=sums, amount=amount)
    desk.case_files.told[subject] = (*told, Change(version=len(told) + 2, kind="order", body=body))
    desk.news.requests_changed.emit(frozenset({subject}))
