"""What is recorded and told of payments has a line in the history; an account or a name is in none."""

from __future__ import annotations

from clerk_app.domain.payment_bodies import (
    OrderTold,
    PaymentCancelled,
    PaymentProven,
    PaymentTerminal,
    RefundAsked,
    Sums,
)
from clerk_app.domain.remembered import Remembered, Told

ORDER = "A7-000415-T-R"


def test_each_has_its_line() -> None:
    bodies = (
        PaymentProven(order=ORDER, how="scanned", number="ПП-1", on="2026-11-23", amount=33_000, clerk="mp"),
        PaymentTerminal(order=ORDER, slip="7", terminal="T1", amount=33_000, clerk="mp", clerk_name="М. П."),
        PaymentCancelled(order=ORDER, reason="грешка", clerk="mp"),
        RefundAsked(order=ORDER, amount=33_000, account="840000074225184373", reason="двапут", clerk="mp"),
    )
    assert all(isinstance(body, Remembered) for body in bodies)
    lines = [body.history() for body in bodies]
    assert [line for line, _ in lines] == [
        "payment_scanned",
        "payment_terminal",
        "payment_cancelled",
        "payment_refund_asked",
    ]
    assert lines[0][1] == {"order": ORDER, "amount": "330,00", "number": "ПП-1", "clerk": "mp"}
    assert lines[1][1]["clerk"] == "М. П."
    assert "840000074225184373" not in lines[3][1].values()


def test_what_the_centre_tells_has_its_own() -> None:
    told = OrderTold(order=ORDER, at=7, what="paid", sums=Sums(amount=33_000, paid=33_000), amount=33_000)
    assert isinstance(told, Told)
    assert told.history() == ("order_paid", {"order": ORDER, "amount": "330,00"})
