from datetime import date

import pytest

from clerk_app.domain.errors import Invalid
from clerk_app.ui.index.periods import PeriodChoice

TODAY = date(2026, 11, 23)


def test_this_month_to_begin_with_and_own_days_once_they_are_given():
    choice = PeriodChoice(lambda: TODAY)
    assert choice.period().begins == date(2026, 11, 1)
    with pytest.raises(Invalid, match="period_order"):
        choice.choose_days("2026-11-20", "2026-11-10")
    assert choice.kind == "month"
    choice.choose_days("2026-11-10", "2026-11-20")
    assert (choice.kind, choice.period().days) == ("own", 11)
    choice.choose("last_month")
    assert choice.period().ends == date(2026, 10, 31)
