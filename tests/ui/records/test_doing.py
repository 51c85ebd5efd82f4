from PySide6.QtGui import QDesktopServices

from clerk_app.contract import canonical
from clerk_app.domain.bodies import ProofChoice, RequestCorrected
from clerk_app.domain.errors import Refused
from clerk_app.domain.ezup_bodies import Attached, Shown
from clerk_app.ui.dialog_over import DialogOver
from clerk_app.ui.records.record_dialog import RecordDialog
from clerk_app.ui.records.statement_dialog import StatementDialog
from clerk_app.ui.widgets.button import Button
from tests.support.fake_neighbours import CARD_HOLDER
from tests.support.records_day import BIRTH, answer, case_of


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


def test_a_record_is_read_and_attached_and_without_a_tick_nothing_is_corrected(stage, page, desk):
    press(page, "Погледај")
    stage.settle()
    dialog = stage.window.findChild(RecordDialog)
    assert "ezup.shown" in kinds(desk)
    assert dialog.fills.ticked() == ()
    dialog.verb.click()
    stage.settle()
    assert kinds(desk).count("ezup.attached") == 2
    assert "request.corrected" not in kinds(desk)
    assert "Податак је приложен предмету" in stage.words()


def test_a_field_that_was_ticked_is_corrected_and_one_that_was_not_stays(stage, page, desk):
    form = {"request.kind": "domestic", "person.relation": "self", "person.given_name": "Јела"}
    chosen = (ProofChoice(proof="birth_record", by="body"),)
    view = desk.receive(CARD_HOLDER, "birth-extract", form, proofs=chosen, signed_on_paper=True)
    desk.actions.systems.ezup.ask(view.subject)
    answer(desk, view, "mkr", "done", payload=BIRTH)
    stage.go("detail", view.subject)
    page.tabs.choose("records")
    stage.settle()
    press(page, "Погледај")
    stage.settle()
    dialog = stage.window.findChild(RecordDialog)
    assert len(dialog.fills.lines) > 1
    dialog.fills.lines["person.registry"].check.setChecked(True)
    dialog.verb.click()
    stage.settle()
    entries = {entry.header.kind: entry.body for entry in desk.journal.subjects[view.subject]}
    assert canonical.decode(entries["request.corrected"], RequestCorrected).form == {"person.registry": "Примерово"}
    assert canonical.decode(entries["ezup.attached"], Attached).filled == ("person.registry",)


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


def test_a_record_that_is_with_the_case_is_printed_and_that_it_was_is_written_down(stage, page, desk, monkeypatch):
    shown: list[str] = []

    def show(url) -> bool:
        shown.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", show)
    press(page, "Одштампај: Пребивалиште")
    stage.settle()
    assert len(shown) == 1
    read = [entry.body for entry in desk.journal.subjects[case_of(desk).subject] if entry.header.kind == "ezup.shown"]
    assert [canonical.decode(body, Shown).how for body in read] == ["paper"]
    assert not [
        one for one in page.records.findChildren(Button) if one.accessibleName().startswith("Одштампај: Приходи")
    ]
