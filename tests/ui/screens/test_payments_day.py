"""The end-of-day list on the screen: its own clerk's, printed, saved, and another's for who may count."""

from datetime import date
from pathlib import Path

from clerk_app.domain.errors import Unavailable
from clerk_app.ui.screens.payments_day import PaymentsDayScreen
from tests.support.stray_words import tell_of_strays


def page_of(stage):
    return stage.screen(PaymentsDayScreen)._page


def test_it_is_reached_from_the_day_and_adds_up(stage, desk):
    stage.go("day")
    stage.shell.commands.run("payments_day")
    stage.settle()
    assert stage.shell.current_id == "payments_day"
    day = desk.actions.systems.payments_of_day.of(date(2026, 11, 23))
    assert stage.texts.amount(day.total("charged")) in stage.words()
    assert len(page_of(stage).orders.rows_model.rows) == len(day.lines) > 0
    assert not page_of(stage).clerk.isVisible()
    assert stage.window.focusWidget() is page_of(stage).orders


def test_days_before_are_a_key_away(stage):
    stage.go("payments_day")
    stage.shell.commands.run("previous_step")
    stage.settle()
    assert "22. новембар 2026." in stage.words()
    stage.shell.commands.run("next_step")
    assert "next_step" not in {bound.id for bound in stage.screen(PaymentsDayScreen).commands()}


def test_it_is_printed_and_saved(stage, desk, tmp_path):
    stage.go("payments_day")
    stage.shell.commands.run("print_payments")
    assert [facts.day.clerk for facts in desk.paper.payments] == ["mprimeric"]
    stage.screen(PaymentsDayScreen).save(tmp_path)
    assert "payments.csv" in stage.shell.toast.accessibleName()


def test_a_folder_that_takes_nothing_is_said(stage, desk):
    def export(_folder: Path, _day: date, _clerk: str, _language: str) -> Path:
        raise Unavailable("table_not_written")

    stage.go("payments_day")
    stage.screen(PaymentsDayScreen)._export = export
    stage.screen(PaymentsDayScreen).save(Path("/nowhere"))
    assert stage.shell.toast.accessibleName().startswith("Списак није могао")


def test_a_supervisor_chooses_the_clerk(stage, desk):
    desk.role = "supervisor"
    desk.sign_in()
    stage.go("payments_day")
    page_of(stage).clerk_chosen.emit("mprimeric")
    stage.settle()
    assert page_of(stage).orders.rows_model.rows


def test_a_supervisor_sees_what_belongs_to_no_order(stage, desk):
    tell_of_strays(desk)
    stage.go("payments_day")
    stage.settle()
    assert page_of(stage).strays.isHidden()
    desk.role = "supervisor"
    desk.sign_in()
    stage.go("payments_day")
    stage.settle()
    assert page_of(stage).strays.isVisible()
    assert len(page_of(stage).strays.table.rows_model.rows) == 3
