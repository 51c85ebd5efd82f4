from clerk_app.domain.errors import Unavailable
from clerk_app.ui.screens.ezup_log import EzupLogScreen
from tests.support.records_day import LOG


def page_of(stage):
    return stage.shell._screens["ezup_log"]._page


def test_the_last_week_is_asked_for_and_shown(stage, desk):
    desk.role = "supervisor"
    desk.sign_in()
    desk.ezup_line.page = LOG
    stage.go("ezup_log")
    (asked,) = desk.ezup_line.asked
    assert asked.until - asked.since == 8 * 24 * 3600 * 1_000_000
    assert "Марко Примерић" in stage.words()
    assert stage.window.focusWidget() is page_of(stage).since
    assert "Дечији додатак" in dict(page_of(stage).chosen._shown)["Поступак"]
    assert "Тражи" in {stage.shell.commands.action(one.id).text() for one in stage.screen(EzupLogScreen).commands()}
    page_of(stage).search.setText("A7")
    stage.shell.commands.run("search_log")
    assert desk.ezup_line.asked[-1].text == "A7"


def test_a_day_that_is_none_asks_nothing_and_a_line_that_is_down_is_said(stage, desk):
    desk.role = "supervisor"
    desk.sign_in()
    desk.ezup_line.error = Unavailable("line_down")
    stage.go("ezup_log")
    stage.settle()
    assert len(desk.ezup_line.asked) == 1
    assert "Веза са центром је прекинута." in stage.words()
    page_of(stage).since.setText("јуче")
    stage.shell.commands.run("search_log")
    assert len(desk.ezup_line.asked) == 1
