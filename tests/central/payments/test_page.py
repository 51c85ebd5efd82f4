"""What belongs to nothing stands on the operator's page until somebody looks at it."""

from __future__ import annotations

from clerk_app.central.payments.page import strays_part
from clerk_app.central.payments.reports import Stray
from tests.central.conftest import TEXTS


def test_strays_are_shown_with_their_reason_and_escaped() -> None:
    stray = Stray(id="nbs-1", at=0, outcome="unmatched", why="reference_unknown", told="<59013>", amount=33_000)
    odd = Stray(id="nbs-2", at=0, outcome="kept", why="of_tomorrow", told="", amount=1)
    shown = strays_part([stray, odd], TEXTS)
    assert "&lt;59013&gt;" in shown
    assert "330,00 РСД" in shown
    assert "не води ни до једног налога" in shown
    assert "of_tomorrow" in shown


def test_where_there_are_none_nothing_is_said() -> None:
    assert strays_part([], TEXTS) == ""
