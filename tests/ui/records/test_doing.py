from clerk_app.domain.errors import Refused
from clerk_app.ui.dialog_over import DialogOver
from clerk_app.ui.records.record_dialog import RecordDialog
from clerk_app.ui.records.statement_dialog import StatementDialog
from clerk_app.ui.widgets.button import Button
from tests.support.records_day import case_of


def kinds(desk):
    return [entry.header.kind for entry in desk.journal.subjects[case_of(desk).subject]]


def press(page, start):
    next(one for one in page.records.findChildren(Button) if one.accessibleName().startswith(start)).click()


def test_one_key_asks_for_everything_that_is_due_and_wakes_the_exchange(stage, page, desk):
    before = kinds(desk).count("ezup.asked")
    stage.shell.commands.run("obtain_records")
    stage.settle()
    assert kinds(desk).count("ezup.asked") == before + 2
    assert desk.asked.exchanges == 1
    assert "Тражена су 2 податка." in stage.words()
    assert "obtain_records" not in {each.id for each in stage.shell._screens["detail"].commands()}


def test_one_row_is_asked_for_again_by_its_button(stage, page, desk):
    before = kinds(desk).count("ezup.asked")
    press(page, "Тражи поново: Приходи")
    stage.settle()
    assert kinds(desk).count("ezup.asked") == before + 1


def test_what_is_with_the_case_is_asked_for_again_only_by_a_second_word(stage, page, desk):
    before = kinds(desk).count("ezup.asked")
    press(page, "Тражи поново: Пребивалиште")
    stage.settle()
    assert kinds(desk).count("ezup.asked") == before
    dialog = stage.window.findChild(DialogOver)
    assert "већ приложен предмету" in stage.words()
    dialog.leave.click()
    stage.settle()
    assert kinds(desk).count("ezup.asked") == before
    press(page, "Тражи поново: Пребивалиште")
    stage.settle()
    stage.window.findChild(DialogOver).verb.click()
    stage.settle()
    assert kinds(desk).count("ezup.asked") == before + 1


def test_a_record_is_read_attached_and_its_ticked_field_corrected(stage, page, desk):
    press(page, "Погледај")
    stage.settle()
    dialog = stage.window.findChild(RecordDialog)
    assert "ezup.shown" in kinds(desk)
    dialog.verb.click()
    stage.settle()
    assert kinds(desk).count("ezup.attached") == 2
    assert "request.corrected" not in kinds(desk)
    assert "Податак је приложен предмету" in stage.words()


def test_what_the_party_says_later_is_recorded(stage, page, desk):
    stage.shell.commands.run("record_statement")
    stage.settle()
    dialog = stage.window.findChild(StatementDialog)
    dialog.verb.click()
    stage.settle()
    assert "ezup.stated" in kinds(desk)
    assert "Изјава је уписана." in stage.words()


def test_what_is_refused_is_said(stage, page, desk, monkeypatch):
    def refuse(*_asked):
        raise Refused("case_closed")

    monkeypatch.setattr(type(desk.actions.systems.ezup), "ask", refuse)
    stage.shell.commands.run("obtain_records")
    stage.settle()
    assert "Предмет је завршен" in stage.words()
