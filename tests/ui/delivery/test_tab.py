"""The tab of deliveries: documents, their ways, and whose word each step is."""

from __future__ import annotations

from dataclasses import replace

from clerk_app.actions.delivery import Handing
from clerk_app.actions.inbox import Consenting
from clerk_app.domain.case_file import Way
from clerk_app.ui.delivery.tab import deliverable
from clerk_app.ui.screens.detail import DetailScreen
from clerk_app.ui.widgets.button import Button
from tests.domain.test_delivery_told import CAME
from tests.support.delivered import Case
from tests.support.desk_day import VESNA
from tests.ui.delivery.conftest import show


def tab_of(stage):
    return stage.screen(DetailScreen)._page.delivery


def buttons(stage):
    return [button.text() for button in tab_of(stage).findChildren(Button) if button.isVisible()]


def test_without_documents_it_says_where_they_will_stand(stage, desk, case, texts):
    desk.case_files.told.clear()
    show(stage, case)
    assert texts.text("delivery.nothing") in stage.words()
    assert texts.text("delivery.consent_none") in stage.words()
    assert buttons(stage) == ["Упиши сагласност"]


def test_a_document_that_came_can_be_opened_handed_over_and_sent(stage, case, texts):
    show(stage, case)
    assert "решење · Одељење за привреду · 23.11.2026." in stage.words()
    assert texts.text("delivery.not_yet")[1:] in stage.words()
    assert buttons(stage) == ["Упиши сагласност", "Отвори", "Провери потпис", "Уручи", "Упути"]
    assert deliverable(case.document)


def test_what_was_recorded_here_waits_visibly_and_is_not_handed_over_twice(stage, desk, case, texts):
    desk.actions.systems.delivery.hand(case.subject, case.document, Handing(number="4321", signed="paper"))
    seq = desk.journal.subjects[case.subject][-1].header.seq
    desk.case_files.ways[case.subject] = {seq: Way(mark="waiting")}
    show(stage, case)
    assert texts.text("delivery.here.waiting") in stage.words()
    assert texts.text("delivery.not_yet")[1:] in stage.words()
    assert buttons(stage) == ["Упиши сагласност", "Отвори", "Провери потпис", "Доставница"]
    assert not deliverable(case.document)


def test_the_centres_day_and_term_stand_out(stage, case):
    case.moved("dispatched", "available", "collected", "delivered", legal_date="2026-11-23", appeal_until="2026-12-08")
    show(stage, case)
    assert "Датум достављања по центру: 23.11.2026." in stage.words()
    assert "Рок за жалбу тече до 08.12.2026." in stage.words()
    assert buttons(stage) == ["Упиши сагласност", "Отвори", "Провери потпис"]


def test_a_letter_under_way_takes_a_slip_and_an_inbox_none(stage, case):
    case.moved("dispatched")
    show(stage, case)
    assert buttons(stage) == ["Упиши сагласност", "Отвори", "Провери потпис", "Уручи", "Упиши доставницу"]
    case.moved("dispatched", "available", name="0b" * 16, channel="inbox_personal")
    show(stage, case)
    assert buttons(stage).count("Упиши доставницу") == 1


def test_consent_is_told_with_its_day(stage, desk, case):
    desk.actions.systems.inbox.consent(case.subject, Consenting(given=True, how="spoken"))
    show(stage, case)
    assert "Сагласност за електронску доставу дата 23.11.2026." in stage.words()
    assert "Упиши опозив сагласности" in buttons(stage)
    desk.actions.systems.inbox.consent(case.subject, Consenting(given=False, how="paper"))
    show(stage, case)
    assert "опозвана" in stage.words()
    assert "Упиши сагласност" in buttons(stage)


def test_two_documents_stand_one_below_the_other(stage, case):
    case.came("certificate", b"%PDF-other", "Уверење")
    show(stage, case)
    assert buttons(stage).count("Отвори") == 2


def test_an_annulled_case_delivers_nothing(stage, desk, case):
    desk.actions.annulling.annul(case.subject, "двапут унет")
    show(stage, case)
    assert buttons(stage) == ["Отвори", "Провери потпис"]


def test_verdicts_stand_below_the_document_and_go_with_the_case(stage, desk, case, texts):
    show(stage, case)
    tab_of(stage).show_verdicts(case.document.ref, ())
    assert texts.text("signature.none") in stage.words()
    other = Case(desk, VESNA)
    show(stage, other)
    assert texts.text("signature.none") not in stage.words()


def test_only_a_pdf_has_a_signature_to_check(stage, case):
    paper = case.document.ref
    case.desk.case_files.told.clear()
    case.tell(replace(CAME, sha256=paper.sha256, media_type="text/plain"))
    show(stage, case)
    assert "Провери потпис" not in buttons(stage)
