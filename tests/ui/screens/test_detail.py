from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from shiboken6 import isValid

from clerk_app.domain.casework import CaseWork
from clerk_app.domain.requests import OutboxState
from clerk_app.ports.desk_file import JobState
from clerk_app.ports.paper import Proof
from clerk_app.ui.detail.form_tab import HIDDEN
from clerk_app.ui.detail.opened import ToCorrect
from clerk_app.ui.held_dialog import HeldDialog
from clerk_app.ui.reason_dialog import ReasonDialog
from tests.support.desk_day import ALLOWANCE, VESNA, newest, registered_one
from tests.support.fake_neighbours import CARD_HOLDER
from tests.support.filed import file_online


def page_of(stage):
    return stage.shell._screens["detail"]._page


def named(desk, surname):
    return next(view for view in desk.requests._all() if view.applicant.startswith(surname))


def test_received_here_is_never_shown_as_registered(stage, desk):
    stage.go("detail", newest(desk).subject)
    assert newest(desk).number in stage.words()
    assert "још није додељен" in stage.words()
    assert "примљен овде" in stage.words()
    assert "Заведен" not in stage.words()


def test_the_unique_number_stands_beside_the_provisional_one_once_the_centre_gave_it(stage, desk):
    view = registered_one(desk)
    stage.go("detail", view.subject)
    assert "004 809 118 / 2026" in stage.words()
    assert view.number in stage.words()
    assert "још није додељен" not in stage.words()


def test_a_number_that_comes_while_it_is_open_appears(stage, desk):
    view = newest(desk)
    stage.go("detail", view.subject)
    desk.register(view.subject, "004812999/2026")
    desk.news.requests_changed.emit(frozenset({view.subject}))
    assert "004 812 999 / 2026" in stage.words()


def test_opening_is_a_look_and_renewing_is_none(stage, desk):
    stage.go("detail", newest(desk).subject)
    desk.news.requests_changed.emit(frozenset())
    assert [look.activity for look in desk.looks.noted] == ["open"]


def test_special_values_are_hidden_until_a_noted_look(stage, desk):
    stage.go("detail", newest(desk).subject)
    page_of(stage).tabs.choose("form")
    assert "обнова права" in stage.words()
    assert HIDDEN in stage.words()
    assert ALLOWANCE["members[0].income"] not in stage.words()
    assert CARD_HOLDER.id_number not in stage.words()
    page_of(stage).form.reveal_wanted.emit()
    assert ALLOWANCE["members[0].income"] in stage.words()
    assert [look.activity for look in desk.looks.noted] == ["open", "unmask"]
    stage.go("home")
    stage.go("detail")
    page_of(stage).tabs.choose("form")
    assert ALLOWANCE["members[0].income"] not in stage.words()


def test_a_print_that_nobody_is_sure_of_is_confirmed_by_the_clerk(stage, desk):
    view = named(desk, "Пробић")
    stage.go("detail", view.subject)
    assert "није потврђено: погледајте папир" in stage.words()
    page_of(stage).prints.seen_whole.emit(desk.jobs.of(view.subject)[0])
    assert desk.jobs.of(view.subject)[0].state is JobState.PRINTED
    assert "није потврђено" not in stage.words()


def test_a_print_that_did_not_come_out_is_printed_again_and_fails_with_its_reason(stage, desk):
    view = named(desk, "Пробић")
    desk.printer.proof = Proof("not_printed", "printer_no_paper")
    stage.go("detail", view.subject)
    page_of(stage).prints.print_again.emit()
    assert [job.state for job in desk.jobs.of(view.subject)] == [JobState.DROPPED, JobState.FAILED]
    assert "није одштампано. У штампачу потврда нема папира." in stage.words()


def test_annulling_needs_a_reason_and_says_what_will_happen(stage, desk):
    view = newest(desk)
    stage.go("detail", view.subject)
    stage.shell.commands.run("annul")
    dialog = stage.window.findChild(ReasonDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.row.message == "Упишите разлог."
    dialog.reason.setPlainText("Погрешна услуга")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.requests.view(view.subject).annulled
    assert "Поништен: Погрешна услуга" in stage.words()
    assert "annul" not in [bound.id for bound in stage.shell._screens["detail"].commands()]


def test_annulling_somebody_elses_request_is_refused_in_words(stage, desk):
    view = registered_one(desk)
    stage.go("detail", view.subject)
    stage.shell.commands.run("annul")
    dialog = stage.window.findChild(ReasonDialog)
    dialog.reason.setPlainText("Давно")
    dialog.verb.click()
    assert not desk.requests.view(view.subject).annulled
    assert stage.shell.toast.accessibleName()


def test_a_correction_sends_only_what_changed_and_shows_in_the_form(stage, desk):
    view = newest(desk)
    stage.go("detail", ToCorrect(view.subject))
    page = page_of(stage)
    assert page.correcting
    page.correct.page._on_typed("claim.account", "840000074222184357")
    stage.shell.commands.run("confirm")
    assert not page.correcting
    assert [item.kind for item in desk.requests.view(view.subject).history] == [
        "received",
        "receipt_printed",
        "corrected",
    ]
    assert "840000074222184357" in stage.words()


def test_a_correction_without_a_change_is_not_sent(stage, desk):
    view = newest(desk)
    stage.go("detail", ToCorrect(view.subject))
    stage.shell.commands.run("confirm")
    assert len(desk.journal.subjects[view.subject]) == 2
    assert stage.shell.toast.accessibleName() == "Ниједно поље није промењено."


def test_leaving_a_correction_loses_nothing(stage, desk):
    view = newest(desk)
    stage.go("detail", ToCorrect(view.subject))
    page_of(stage).correct.page._on_typed("claim.account", "840000074222184357")
    stage.shell.commands.run("back")
    assert not page_of(stage).correcting
    stage.shell.commands.run("amend")
    assert page_of(stage).correct.changed() == {"claim.account": "840000074222184357"}


def test_slips_and_sheet_are_drawn_from_what_was_received(stage, desk):
    stage.go("detail", registered_one(desk).subject)
    page_of(stage).fee.slips_wanted.emit()
    stage.shell.commands.run("print_sheet")
    assert len(desk.paper.slips) >= 1
    assert [facts.body.number for facts in desk.paper.requests] == [registered_one(desk).number]


def test_the_personal_number_is_shown_for_a_moment(stage, desk):
    stage.go("detail", newest(desk).subject)
    stage.shell.commands.run("show_jmbg")
    assert CARD_HOLDER.id_number in stage.words()
    page_of(stage).person.hide_number()
    assert CARD_HOLDER.id_number not in stage.words()


def test_a_refused_request_leads_to_what_can_be_done(stage, desk):
    stage.go("detail", desk.outbox.items[0].subject)
    assert "Центар га није прихватио" in stage.words()
    page_of(stage).attention_wanted.emit()
    assert stage.shell._current.id == "attention"


def test_a_request_that_is_not_here_shows_nothing(stage, desk):
    stage.go("detail", bytes(16))
    assert stage.shell._screens["detail"]._doing.opened is None


def test_what_is_held_on_the_applicant_can_be_asked_for(stage, desk):
    stage.go("detail", newest(desk).subject)
    assert "held" in {bound.id for bound in stage.shell._screens["detail"].commands()}
    page_of(stage).person.held.click()
    dialog = stage.window.findChild(HeldDialog)
    assert dialog._whose == newest(desk).subject
    stage.go("home")
    assert not isValid(dialog)


def test_a_case_of_the_portal_says_where_it_came_from_and_that_it_is_not_paid(stage, desk):
    view = file_online(desk, VESNA, "child-allowance", {"claim.kind": "renewal"}, payment="issued")
    stage.go("detail", view.subject)
    words = stage.words()
    for said in ("Број са портала", view.number, "са портала", "није плаћено", "Рад на захтеву почиње тек"):
        assert said in words
    assert "Привремени број" not in words
    page_of(stage).tabs.choose("form")
    assert "обнова права" in stage.words()
    assert "не преписују се на овај шалтер: виде се на порталу" in stage.words()
    page_of(stage).tabs.choose("enclosures")
    assert "датотека је на порталу" in stage.words()


def test_a_service_that_is_not_known_here_does_not_stop_the_case_from_being_shown(stage, desk):
    view = file_online(desk, VESNA, "parking-permit", {"vehicle.plate": "X"}, name="Станарска паркинг карта")
    stage.go("detail", view.subject)
    assert "Станарска паркинг карта" in stage.words()
    for tab in ("form", "fee", "findings"):
        page_of(stage).tabs.choose(tab)
        assert stage.words()


def test_one_more_service_is_begun_for_the_same_person(stage, desk):
    view = desk.receive(CARD_HOLDER, "birth-extract", visit="aa")
    stage.go("detail", view.subject)
    stage.shell.commands.run("next_service")
    form = stage.shell._screens["intake"]._taking.form
    assert (stage.shell._current.id, form.step) == ("intake", "service")
    assert form.applicant == CARD_HOLDER
    assert form.earlier == (view.subject.hex(),)


def test_the_number_says_whether_it_was_given_here(stage, desk):
    view = newest(desk)
    stage.go("detail", view.subject)
    assert "дат на овом шалтеру" in stage.words()
    page_of(stage)._show_numbers(replace(view, work=CaseWork(origin="office")))
    assert "дат на другом шалтеру" in stage.words()


def test_what_stands_beside_a_filing_is_read_whole(stage, desk):
    view = file_online(desk, VESNA, "parking-permit", name="Станарска паркинг карта", payment="issued")
    stage.go("detail", view.subject)
    page = page_of(stage)
    for label in (page.filed._waits, page.filed._unknown):
        assert label.height() >= label.heightForWidth(label.width())


def test_until_the_next_request_is_read_no_key_does_anything_to_the_one_before(stage, desk):
    stage.go("detail", registered_one(desk).subject)
    screen = stage.shell._screens["detail"]
    assert screen._doing.opened is not None
    screen._forget()
    parts = (screen._doing, screen._correcting, screen._records, screen._case, screen._acts, screen._delivery)
    assert [part.opened for part in parts] == [None] * len(parts)
    assert not stage.shell.commands.action("make_act").isEnabled()
    stage.go("detail", newest(desk).subject)
    assert screen._doing.opened.view.subject == newest(desk).subject


def test_a_request_that_lies_at_the_relay_is_said_to_lie_there(stage, desk):
    view = newest(desk)
    stage.go("detail", view.subject)
    assert "релеа" not in stage.words()
    desk.journal.marks[view.subject] = OutboxState(mark="relayed")
    desk.news.requests_changed.emit(frozenset({view.subject}))
    assert "Захтев је код релеа канцеларије, још није у центру." in stage.words()
    assert "примљен овде" in stage.words()
    desk.register(view.subject, "004812999/2026")
    desk.news.requests_changed.emit(frozenset({view.subject}))
    assert "релеа" not in stage.words()
