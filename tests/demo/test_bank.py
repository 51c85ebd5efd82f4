"""The bank of the demonstration speaks with our own centre; that an order is paid by it is played in test_systems."""

from __future__ import annotations

from pathlib import Path

from clerk_app.demo.bank import report_payment
from clerk_app.demo.stage import CentralProcess


def test_money_for_an_order_that_nobody_has_is_not_taken(tmp_path: Path) -> None:
    central = CentralProcess(tmp_path)
    central.start()
    try:
        outcome = report_payment(central.database, "nobody", 45000)
    finally:
        central.stop()
    assert outcome not in {"taken", "late"}
