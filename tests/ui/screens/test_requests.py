from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clerk_app.ui.request_panel import Scope
from tests.support.desk_day import VESNA, newest, registered_one
from tests.support.filed import code_of as code_of_filing
from tests.support.filed import file_online
from tests.support.memory_neighbours import neighbour


def screen_of(stage):
    return stage.shell._screens["requests"]


def rows_of(stage):
    return [row.view for row in screen_of(stage)._list.table.rows_model.rows]


def test_everything_is_listed(stage, desk):
    stage.go("requests")
    assert len(rows_of(stage)) == len(desk.requests._all())


def test_typing_narrows_in_either_script_and_enter_opens(stage, desk):
    stage.go("requests")
    for text in ("примерић", "primeric", "ПРИМЕР"):
        screen_of(stage)._field.setText(text)
        assert {view.applicant for view in rows_of(stage)} == {"Примерић Јелена"}
    QTest.keyClick(screen_of(stage)._field, Qt.Key.Key_Return)
    assert stage.shell._current.id == "detail"
    assert newest(desk).number in stage.words()


def test_arrows_move_in_the_list_while_the_text_keeps_the_focus(stage, desk):
    stage.go("requests")
    first = screen_of(stage)._list.current()
    QTest.keyClick(screen_of(stage)._field, Qt.Key.Key_Down)
    assert screen_of(stage)._list.current() != first
    assert screen_of(stage)._field.hasFocus()


def test_scope_and_text_work_together(stage, desk):
    stage.go("requests")
    screen_of(stage)._list.tabs.choose("attention")
    assert {view.mark for view in rows_of(stage)} == {"held", "refused"}
    screen_of(stage)._field.setText("писарић")
    assert [view.applicant for view in rows_of(stage)] == ["Писарић Ана"]
    screen_of(stage)._list.tabs.choose("deadline")
    assert rows_of(stage) == []


def test_what_was_searched_for_is_still_there_after_another_screen(stage, desk):
    stage.go("requests")
    screen_of(stage)._field.setText("писарић")
    stage.go("home")
    stage.go("requests")
    assert [view.applicant for view in rows_of(stage)] == ["Писарић Ана"]


def code_of(desk):
    return desk.actions.receipting.facts(newest(desk).subject, copy=0).qr


def test_a_genuine_receipt_is_told_with_its_facts(stage, desk):
    stage.go("requests", code_of(desk))
    assert "Потврда је права." in stage.words()
    assert newest(desk).number in screen_of(stage)._verdict._note.accessibleName()


def test_an_altered_receipt_is_told_without_repeating_what_it_says(stage, desk):
    code = code_of(desk)
    altered = code[:-3] + ("AAA" if not code.endswith("AAA") else "BBB")
    stage.go("requests")
    screen_of(stage)._field.setText(altered)
    QTest.keyClick(screen_of(stage)._field, Qt.Key.Key_Return)
    told = screen_of(stage)._verdict._note.accessibleName()
    assert "измењена" in told
    assert newest(desk).number not in told


def test_a_receipt_of_an_unknown_desk_cannot_be_told_here(stage, desk):
    desk.reference._others.pop("desks")
    stage.go("requests", code_of(desk))
    assert "не може да се утврди" in screen_of(stage)._verdict._note.accessibleName()


def test_a_receipt_of_a_desk_revoked_later_is_still_genuine(stage, desk):
    code = code_of(desk)
    desk.reference.revoke(desk.clock.stamp().at + 1)
    stage.go("requests", code)
    assert "касније је искључен" in screen_of(stage)._verdict._note.accessibleName()


def test_the_receipt_of_a_request_that_was_annulled_here_says_so(stage, desk):
    code = code_of(desk)
    desk.actions.annulling.annul(newest(desk).subject, "грешка")
    stage.go("requests", code)
    assert "Захтев је касније поништен." in screen_of(stage)._verdict._note.accessibleName()
    assert "Потврда је права." in stage.words()


def test_typing_on_takes_the_verdict_away(stage, desk):
    stage.go("requests", code_of(desk))
    screen_of(stage)._field.setText("писарић")
    assert not screen_of(stage)._verdict.isVisible()


def test_nothing_found_is_said_in_place_of_rows(stage):
    stage.go("requests", "непостојећи")
    assert "Ништа није нађено." in stage.words()


def test_who_may_see_no_requests_is_told_so(stage, desk):
    desk.role = "administrator"
    desk.sign_in()
    stage.go("requests")
    assert "Ваша улога не види захтеве." in stage.words()
    assert newest(desk).applicant not in stage.words()


def test_what_came_from_the_portal_has_a_list_and_a_mark_of_its_own(stage, desk):
    view = file_online(desk, VESNA, "public-area", payment="issued")
    stage.go("requests")
    screen_of(stage)._list.tabs.choose("portal")
    assert rows_of(stage) == [view]
    assert "поднето на порталу" in said_of_row(stage)
    screen_of(stage)._field.setText("узорић")
    assert rows_of(stage) == [view]


def said_of_row(stage):
    model = screen_of(stage)._list.table.model()
    cells = [model.index(0, column) for column in range(model.columnCount())]
    return " ".join(str(cell.data(Qt.ItemDataRole.AccessibleTextRole)) for cell in cells)


def test_the_code_of_a_filing_opens_its_case_at_once(stage, desk):
    view = file_online(desk, VESNA, "public-area", payment="issued")
    stage.go("requests")
    screen_of(stage)._field.setText(code_of_filing(view.number))
    QTest.keyClick(screen_of(stage)._field, Qt.Key.Key_Return)
    assert stage.shell._current.id == "detail"
    assert view.number in stage.words()
    stage.go("requests", code_of_filing(view.number))
    assert stage.shell._current.id == "detail"


def test_the_code_of_a_filing_that_is_not_here_says_so_until_something_else_is_typed(stage):
    stage.go("requests", code_of_filing("EU-2026-000009-9"))
    assert "још није стигао" in stage.words()
    screen_of(stage)._field.setText("писарић")
    assert not screen_of(stage)._filing.isVisible()


def test_ones_own_cases_come_soonest_first_and_those_of_nobody_beside_them(stage, desk):
    first, second = registered_one(desk), next(view for view in desk.requests._all() if view.state == "zaveden")
    for view in (first, second):
        desk.actions.casework.take(view.subject)
    stage.go("requests", Scope("mine"))
    rows = screen_of(stage)._list.table.rows_model.rows
    assert [row.view.subject for row in rows] == [second.subject, first.subject]
    screen_of(stage)._field.setText("огледић")
    assert [row.view.subject for row in screen_of(stage)._list.table.rows_model.rows] == [first.subject]
    stage.go("requests", Scope("unassigned"))
    assert screen_of(stage)._field.text() == ""
    shown = [row.view for row in screen_of(stage)._list.table.rows_model.rows]
    assert [view.handler for view in shown] == [""] * len(shown)
    assert first.subject not in {view.subject for view in shown}


def test_the_list_of_requests_tells_of_them_and_the_rows_stay_ours(stage, desk):
    stage.go("requests")
    screen = screen_of(stage)
    rows = len(screen._list.table.rows_model.rows)
    assert screen._neighbours.isHidden()
    desk.neighbours.requests = [neighbour(1)]
    desk.news.requests_changed.emit(frozenset())
    stage.settle()
    assert "1 захтев" in screen._neighbours._note.accessibleName()
    assert len(screen._list.table.rows_model.rows) == rows
    screen._field.setText("узорић стојан")
    stage.settle()
    assert neighbour(1).number in screen._neighbours._note.accessibleName()
    screen._field.setText("нико такав")
    stage.settle()
    assert screen._neighbours.isHidden()
