from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from clerk_app.domain.errors import Unavailable
from clerk_app.ports.checks import CheckResult
from clerk_app.ui.screens.devices import DevicesScreen
from tests.support.all_screens import all_screens
from tests.support.desk_day import busy_desk
from tests.support.fake_neighbours import FakeCheck
from tests.support.stage import Stage


def test_everything_is_looked_at_when_it_is_first_shown(stage, desk):
    stage.go("devices")
    words = stage.words()
    assert "Спреман: Simulated reader." in words
    assert "ролна при крају" in words
    assert "5 у реду · 1 упозорење" in words


def test_a_fault_names_the_remedy_and_that_work_goes_on(stage, desk):
    next(check for check in desk.checks if check.name == "card_reader").result = CheckResult("fault", "card_no_service")
    stage.go("devices")
    assert "Служба за читање картица не ради." in stage.words()
    assert "Може и без њега" in stage.words()
    assert "1 не ради" in stage.words()


def test_a_card_is_checked_again_by_its_number(stage, desk):
    stage.go("devices")
    desk.checks[1].result = CheckResult("fine", "printer_ready")
    stage.shell.commands.run("item_2")
    assert "6 у реду" in stage.words()


def test_a_check_that_ends_with_an_error_of_ours_is_a_finding(qapp, desk, fonts):
    class Broken(FakeCheck):
        def run(self):
            raise Unavailable("vault_locked")

    desk.place = desk.place.__class__(
        **{name: getattr(desk.place, name) for name in desk.place.__slots__}
        | {"checks": (Broken("vault", CheckResult("fine", "vault_open")),)}
    )
    alone = Stage([DevicesScreen(desk.place)])
    alone.go("devices")
    assert "Складиште лозинки овог рачунара је закључано." in alone.words()
    alone.close()


def test_the_reader_is_tried_from_its_card(stage, desk):
    stage.go("devices")
    stage.shell.commands.run("read_card")
    assert desk.asked.card_reads == 1


def test_results_stay_when_the_screen_is_left(stage, desk):
    stage.go("devices")
    desk.checks[1].result = CheckResult("fine", "printer_ready")
    stage.go("home")
    stage.go("devices")
    assert "ролна при крају" in stage.words()


def test_without_a_test_page_there_is_no_such_button(qapp, desk, fonts):
    alone = Stage([DevicesScreen(desk.place)])
    alone.go("devices")
    assert "Пробна потврда" not in alone.words()
    alone.close()


def test_a_test_page_that_fails_says_why(qapp, desk, fonts):
    def fails():
        raise Unavailable("printer_absent")

    alone = Stage([DevicesScreen(desk.place, fails)])
    alone.go("devices")
    alone.screen(DevicesScreen)._on_print_test()
    assert "не одговара на мрежи" in alone.shell.toast.accessibleName()
    alone.close()


def test_whoever_may_copies_the_file_and_others_are_offered_the_report_alone(qapp, desk, fonts):
    for role, offered in (("clerk", {"save_report"}), ("supervisor", {"save_report", "save_copy"})):
        of_role = Stage(all_screens(busy_desk(role)))
        of_role.go("devices")
        bound = {one.id for one in of_role.screen(DevicesScreen).commands()}
        assert bound & {"save_report", "save_copy"} == offered
        of_role.close()


def test_a_saving_named_by_its_command_is_begun_at_once(qapp, fonts):
    supervisor = busy_desk("supervisor")
    stage = Stage(all_screens(supervisor))
    stage.go("devices", "save_copy")
    dialog = stage.window.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit("/stick")
    dialog.close()
    assert [target.parent for target in supervisor.copies.made] == [Path("/stick")]
    assert "Копија је сачувана и проверена" in stage.words()
    assert not stage.screen(DevicesScreen).has_work()
    stage.close()
