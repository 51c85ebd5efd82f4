"""The bank of the demonstration: it tells our own centre that an order was paid."""

from __future__ import annotations

from pathlib import Path

from clerk_app.central.clock import local
from clerk_app.contract.payments import PaymentReport
from clerk_app.demo.beside import beside


def report_payment(database: Path, order: str, amount: int) -> str:
    """Report that ``amount`` para came today, beside the running central of this database; gives what came of it."""
    with beside(database) as parts:
        booked = local(parts.now()).date().isoformat()
        told = PaymentReport(id=f"demo-{order}", kind="paid", amount=amount, booked=booked, order=order)
        return parts.payments.report("bank", told).outcome
