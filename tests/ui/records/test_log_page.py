from datetime import date

import pytest

from clerk_app.contract.ezup import LogPage
from clerk_app.ui.records.log_page import EzupLogPage
from tests.support.records_day import LOG
from tests.support.specimens import DESK


@pytest.fixture
def log(context, desk, qtbot):
    made = EzupLogPage(context, desk.clock.local)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_newest_is_chosen_and_told_whole(log):
    log.show_log(LOG, {"child-allowance": "Дечији додатак"})
    told = dict(log.chosen._shown)
    assert told["Ко"] == "Марко Примерић (mprimeric)"
    assert (told["Шалтер"], told["Унос"], told["Поступак"]) == (DESK, "414", "Дечији додатак")
    assert list(told)[-1] == "Овлашћење"
    assert told["Кључ"] == "140398••••••6"
    assert told["Коришћење"] == "виђено, приложено"
    assert told["Читао/ла"] == "Марко Примерић, 23.11.2026. 08:53; vuzoric, 23.11.2026. 08:55, штампано"
    assert log._more.isVisible()
    log.table.selectRow(1)
    told = dict(log.chosen._shown)
    assert told["Исход"].startswith("није дозвољено · Органу је укинут приступ")


def test_an_empty_time_says_so(log):
    log.show_log(LOG, {})
    assert dict(log.chosen._shown)["Поступак"] == "child-allowance"  # unknown to the catalogue: its code
    log.show_log(LogPage(rows=()), {})
    assert log.chosen._shown == []
    assert not log._more.isVisible()


def test_days_and_words_are_as_entered(log):
    log.set_days(date(2026, 11, 16), date(2026, 11, 23))
    log.search.setText("  A7-000431  ")
    assert log.days() == (date(2026, 11, 16), date(2026, 11, 23))
    assert log.search_text() == "A7-000431"
    log.since.setText("давно")
    assert log.days()[0] is None
