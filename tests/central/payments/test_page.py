"""What belongs to nothing stands on the operator's page until somebody looks at it."""

from __future__ import annotations

from clerk_app.central.payments.page import strays_part
from clerk_app.domain.payments_stray import StrayPayment, StrayPayments
from tests.central.conftest import TEXTS


def test_strays_are_shown_with_their_reason_and_escaped() -> None:
    stray = StrayPayment(id="nbs-1", at=0, outcome="unmatched", why="reference_unknown", told="<59013>", amount=33_000)
    odd = StrayPayment(id="nbs-2", at=0, outcome="kept", why="of_tomorrow", told="", amount=1)
    shown = strays_part(StrayPayments(lines=(stray, odd), older=3), TEXTS)
    assert "&lt;59013&gt;" in shown
    assert "330,00 РСД" in shown
    assert "не води ни до једног налога" in shown
    assert "of_tomorrow" in shown
    assert "И још 3 старије." in shown


def test_where_there_are_none_nothing_is_said() -> None:
    assert strays_part(StrayPayments(), TEXTS) == ""
