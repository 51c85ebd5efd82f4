from PySide6.QtWidgets import QPushButton

from clerk_app.app.windows import Program
from clerk_app.demo.cards import CardTray
from clerk_app.demo.people import PEOPLE
from clerk_app.demo.watching import Watching
from tests.support.opened_program import wait_in_qt


def test_a_click_puts_a_card_into_the_reader_and_one_takes_it_out(program: Program) -> None:
    tray, watching = CardTray(program), Watching(program)
    *people, out = tray.findChildren(QPushButton)
    assert len(people) == len(PEOPLE)
    people[0].click()
    wait_in_qt(lambda: watching.at_counter() == PEOPLE[0].surname)
    people[1].click()
    wait_in_qt(lambda: watching.at_counter() == PEOPLE[1].surname)
    out.click()
    wait_in_qt(lambda: not watching.at_counter())


def test_the_tray_lies_below_what_the_clerk_needs_and_gives_the_keys_back(program: Program) -> None:
    tray = CardTray(program, "mprimeric / primer-2026")
    tray.show_in_corner()
    assert tray.height() < program.look.px(240)  # lower than what the person panel shows of a card
    program.window.show()
    tray.activateWindow()
    tray.findChildren(QPushButton)[0].click()
    wait_in_qt(program.window.isActiveWindow)
    tray.close()
