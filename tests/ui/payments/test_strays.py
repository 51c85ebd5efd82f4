"""What belongs to no order is shown with its reason, and nothing while there is none."""

from zoneinfo import ZoneInfo

import pytest

from clerk_app.domain.payments_stray import StrayPayment
from clerk_app.ui.payments.strays import StraysPanel, why_words

ZONE = ZoneInfo("Europe/Belgrade")
NOON = 1_795_431_600_000_000  # 2026-11-23 11:00 UTC
REASONS = (
    "order_unknown", "order_cancelled", "case_annulled", "reference_missing", "reference_unknown", "reference_form",
    "reference_check_digits", "reference_unverified", "model_wrong", "paid_late", "refund_too_large",
)  # fmt: skip


def stray(name: str = "nbs-1", told: str = "59013", why: str = "reference_unknown") -> StrayPayment:
    return StrayPayment(id=name, at=NOON, outcome="unmatched", why=why, told=told, amount=33_000)


def test_they_are_there_while_there_are_any(context, qtbot):
    panel = StraysPanel(context)
    qtbot.addWidget(panel)
    assert panel.isHidden()
    panel.show_strays([stray(), stray("nbs-2", told="")], ZONE)
    assert not panel.isHidden()
    rows = panel.table.rows_model
    cells = [[column.cell(row).text for column in rows.columns] for row in rows.rows]
    assert cells[0] == ["12:00", "59013", "nbs-1", "330,00", "тај позив на број не води ни до једног налога"]
    assert cells[1][1] == "–"
    panel.show_strays((), ZONE)
    assert panel.isHidden()


@pytest.mark.parametrize("language", ["sr-Cyrl", "sr-Latn", "en"])
def test_every_reason_has_words(texts, language):
    words = {why_words(stray(why=why), texts.in_language(language)) for why in REASONS}
    assert len(words) == len(REASONS)
    assert words.isdisjoint(REASONS)
    assert why_words(stray(why="of_tomorrow"), texts) == "of_tomorrow"
