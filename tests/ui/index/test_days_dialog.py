import pytest

from clerk_app.ui.index.days_dialog import DaysDialog


@pytest.fixture
def dialog(stage, screen):
    screen.choose_period("own")
    stage.settle()
    return next(found for found in stage.window.findChildren(DaysDialog) if found.isVisible())


def test_own_days_are_shown(dialog, screen, stage):
    dialog.first.setText("1.10.2026")
    dialog.last.setText("15.10.26")
    dialog.verb.click()
    stage.settle()
    assert screen.periods.kind == "own"
    assert (screen.periods.period().begins.isoformat(), screen.periods.period().days) == ("2026-10-01", 15)
    assert "01.10.2026. – 15.10.2026." in stage.words()


@pytest.mark.parametrize(
    ("first", "last", "key"),
    [
        ("1.10.2026", "јуче", "period_unread"),
        ("20.10.2026", "1.10.2026", "period_order"),
        ("", "1.1.2026", "period_unread"),
    ],
)
def test_what_is_no_period_is_said_at_its_day(dialog, screen, stage, first, last, key):
    dialog.first.setText(first)
    dialog.last.setText(last)
    dialog.verb.click()
    assert dialog.isVisible()
    assert stage.texts.text(f"error.{key}") in {row.message for row in dialog._rows.values()}
    dialog.reject()
    stage.settle()
    assert screen.periods.kind == "month"
    assert screen.page.periods._radios["month"].isChecked()
