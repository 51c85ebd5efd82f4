from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clerk_app.domain.requests import OutboxState
from clerk_app.ports.desk_file import JobState
from clerk_app.ports.paper import Proof
from clerk_app.ui.reason_dialog import ReasonDialog
from tests.support.specimens import MUNICIPALITY


def screen_of(stage):
    return stage.shell._screens["attention"]


def card_of(stage, surname):
    return next(card for card in screen_of(stage)._cards if card.item.view.applicant.startswith(surname))


def press(stage, surname, words):
    button = next(button for button in card_of(stage, surname).buttons if button.text() == words)
    button.click()
    stage.settle()


def test_each_card_says_what_happened_whose_it_is_and_what_is_safe(stage, desk):
    stage.go("attention")
    words = stage.words()
    assert "Не зна се да ли је потврда одштампана" in words
    assert "Центар није прихватио захтев" in words
    assert "У међувремену важи верзија 2 описа ове услуге." in words
    assert "Пробић Стојан · Извод из матичне књиге рођених" in words
    assert "Захтев је примљен и сачуван пре штампе." in words


def test_the_first_way_out_has_the_focus_and_enter_takes_it(stage, desk):
    stage.go("attention")
    button = stage.window.focusWidget()
    assert button is screen_of(stage)._cards[0].buttons[0]
    job = screen_of(stage)._cards[0].item.print_job
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert desk.jobs.of(job.subject)[0].state is JobState.PRINTED
    assert len(screen_of(stage)._cards) == 2


def test_a_print_that_did_not_come_out_goes_to_the_printer_again(stage, desk):
    stage.go("attention")
    press(stage, "Пробић", "Није, штампај поново")
    subject = next(view.subject for view in desk.requests._all() if view.applicant.startswith("Пробић"))
    assert [job.state for job in desk.jobs.of(subject)] == [JobState.DROPPED, JobState.PRINTED]


def test_a_print_that_failed_can_be_given_up(stage, desk):
    desk.printer.proof = Proof("not_printed", "printer_no_paper")
    stage.go("attention")
    press(stage, "Пробић", "Није, штампај поново")
    assert "У штампачу потврда нема папира." in stage.words()
    press(stage, "Пробић", "Без потврде, не треба")
    assert all(card.item.print_job is None for card in screen_of(stage)._cards)


def test_what_is_held_goes_with_the_next_exchange(stage, desk):
    stage.go("attention")
    seq = card_of(stage, "Макетић").item.held.seq
    press(stage, "Макетић", "Пошаљи поново")
    assert desk.outbox.retried == [seq]
    assert desk.asked.exchanges == 1
    assert not any(card.item.held and card.item.held.seq == seq for card in screen_of(stage)._cards)


def test_what_is_refused_cannot_be_sent_as_it_is(stage, desk):
    stage.go("attention")
    assert "Пошаљи поново" not in [button.text() for button in card_of(stage, "Писарић").buttons]


def test_correcting_opens_the_fields(stage, desk):
    stage.go("attention")
    press(stage, "Писарић", "Исправи поља")
    assert stage.shell._current.id == "detail"
    assert stage.shell._screens["detail"]._page.correcting


def test_annulling_asks_for_a_reason(stage, desk):
    stage.go("attention")
    subject = card_of(stage, "Писарић").item.view.subject
    press(stage, "Писарић", "Поништи са разлогом")
    dialog = stage.window.findChild(ReasonDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not desk.requests.view(subject).annulled
    press(stage, "Писарић", "Поништи са разлогом")
    dialog = next(one for one in stage.window.findChildren(ReasonDialog) if one.isVisible())
    dialog.reason.setPlainText("Двапут унето")
    dialog.verb.click()
    assert desk.requests.view(subject).annulled is (desk.role != "clerk") or stage.shell.toast.accessibleName()


def test_calling_the_centre_says_what_to_name(stage, desk):
    stage.go("attention")
    view = card_of(stage, "Писарић").item.view
    press(stage, "Писарић", "Позови центар")
    told = f"Кажите центру: захтев {view.number}, унос A7-{view.seq}, ознака service_outdated."
    assert f"Позовите {MUNICIPALITY.phone}. {told}" in stage.words()


def test_f9_goes_from_card_to_card_and_around(stage, desk):
    stage.go("attention")
    cards = screen_of(stage)._cards
    for card in (*cards[1:], cards[0]):
        stage.shell.commands.run("next_attention")
        assert card.buttons[0].hasFocus()


def test_the_request_that_was_named_is_in_front(stage, desk):
    wanted = desk.outbox.items[-1].subject
    stage.go("attention", wanted)
    focused = stage.window.focusWidget()
    assert next(card for card in screen_of(stage)._cards if card.isAncestorOf(focused)).item.view.subject == wanted


def test_when_nothing_waits_it_says_so_calmly(stage, desk):
    desk.outbox.items.clear()
    for job in desk.jobs.open():
        desk.jobs.move(job.id, JobState.PRINTED)
    for subject in desk.journal.marks:
        desk.journal.marks[subject] = OutboxState(mark="accepted")
    stage.go("attention")
    assert "Ништа не чека на вас." in stage.words()
    assert [bound.id for bound in screen_of(stage).commands()] == ["back"]


def test_a_desk_that_has_stopped_is_the_first_card_and_its_way_out_leads_to_the_code(stage, desk):
    desk.stop()
    stage.go("attention")
    card = screen_of(stage)._cards[0]
    assert card.item.restored is not None
    QTest.keyClick(stage.window.focusWidget(), Qt.Key.Key_Return)
    assert desk.asked.replacements == 1
