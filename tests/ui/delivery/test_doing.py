"""What is done with the documents of an open case: by keys, recorded, and told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from clerk_app.actions.delivery import Handing, Slip
from clerk_app.contract.inbox import InboxAnswer
from clerk_app.domain.delivery import consent
from clerk_app.domain.delivery_bodies import ConsentWay
from clerk_app.domain.errors import Unavailable
from clerk_app.sync.link import LinkState
from clerk_app.ui.delivery.consenting import ConsentDialog
from clerk_app.ui.delivery.dispatching import DispatchDialog
from clerk_app.ui.delivery.handing import HandOverDialog
from clerk_app.ui.delivery.slip import SlipDialog
from clerk_app.ui.delivery.which import WhichDialog
from clerk_app.ui.screens.detail import DetailScreen
from tests.support.delivered import WITH_CARD, Case
from tests.support.desk_day import VESNA
from tests.support.fake_acts import VERDICT
from tests.ui.delivery.conftest import over, show

SIGNED = Handing(number="4321", signed="paper")


def bound(stage):
    return [one.id for one in stage.screen(DetailScreen).commands()]


def test_f8_records_a_hand_over_and_says_so(stage, desk, case, texts):
    show(stage, case)
    stage.shell.commands.run("hand_over")
    dialog = over(stage, HandOverDialog)
    dialog.handing_given.emit(SIGNED)
    dialog.reject()
    assert case.kinds()[-1] == "delivery.handed"
    assert texts.text("delivery.handed_now") in stage.words()
    assert "hand_over" not in bound(stage)


def test_the_card_in_the_reader_is_used_only_if_it_is_the_applicants(stage, desk, case):
    show(stage, case)
    desk.at_counter.person = WITH_CARD
    stage.shell.commands.run("hand_over")
    assert over(stage, HandOverDialog).number.text() == "4321"
    over(stage, HandOverDialog).reject()
    other = Case(desk, VESNA)
    show(stage, other)
    stage.shell.commands.run("hand_over")
    assert over(stage, HandOverDialog).number.text() == ""


def test_a_refusal_is_told_as_one(stage, case, texts):
    show(stage, case)
    stage.shell.commands.run("hand_over")
    over(stage, HandOverDialog).handing_given.emit(Handing(number="4321", taken=False, note="неће"))
    over(stage, HandOverDialog).reject()
    assert texts.text("delivery.refused_now") in stage.words()


def test_sending_asks_for_the_inbox_first(stage, desk, texts):
    case = Case(desk, way="inbox")
    desk.inbox_line.inboxes[WITH_CARD.id_number] = InboxAnswer(has_inbox=True, consent=True)
    show(stage, case)
    stage.shell.commands.run("dispatch")
    dialog = over(stage, DispatchDialog)
    assert dialog.radios["inbox_personal"].isChecked()
    dialog.channel_given.emit(("inbox_personal", "wish"))
    dialog.reject()
    assert case.document.deliveries[0].channel == "inbox_personal"
    assert texts.text("delivery.sent_now") in stage.words()


def test_without_a_line_or_an_answer_the_inbox_is_not_known_and_the_rest_works(stage, desk, case, texts):
    show(stage, case)
    desk.inbox_line.error = Unavailable("line_down")
    stage.shell.commands.run("dispatch")
    assert texts.text("delivery.inbox_unknown") in stage.words()
    over(stage, DispatchDialog).reject()
    desk.inbox_line.error = None
    desk.link = LinkState(kind="down")
    stage.shell.commands.run("dispatch")
    dialog = over(stage, DispatchDialog)
    assert texts.text("delivery.inbox_unknown") in stage.words()
    dialog.channel_given.emit(("counter", "clerk"))
    dialog.reject()
    assert case.document.deliveries[0].channel == "counter"


def test_opening_a_document_is_a_look_and_shows_it(stage, desk, case, viewer):
    show(stage, case)
    stage.screen(DetailScreen)._page.delivery.open_wanted.emit(case.document)
    assert len(viewer.opened) == 1
    assert [look.activity for look in desk.looks.noted][-1] == "open"


def test_a_document_that_is_not_here_is_told(stage, desk, case, texts):
    show(stage, case)
    desk.enclosures.kept.clear()
    told: list[object] = []
    desk.news.paper_failed.connect(told.append)
    stage.screen(DetailScreen)._page.delivery.open_wanted.emit(case.document)
    assert [str(getattr(error, "code", "")) for error in told] == ["document_not_here"]


def test_a_slip_is_noted_with_its_scan(stage, desk, case, texts):
    case.moved("dispatched")
    show(stage, case)
    page = stage.screen(DetailScreen)._page
    page.delivery.slip_wanted.emit((case.document, case.document.deliveries[0]))
    dialog = over(stage, SlipDialog)
    dialog.slip_given.emit((Slip(state="returned", on="2026-11-23", number="RE 1"), Path("scan.pdf")))
    dialog.reject()
    step = case.document.deliveries[0].steps[-1]
    assert (step.state, step.evidence.sha256) == ("returned", "0" * 64)
    assert texts.text("delivery.noted_now") in stage.words()


def test_the_confirmation_is_drawn_of_what_was_handed_here(stage, desk, case, viewer):
    body = desk.actions.systems.delivery.hand(case.subject, case.document, SIGNED)
    show(stage, case)
    stage.screen(DetailScreen)._page.delivery.paper_wanted.emit(body.delivery)
    assert [facts.handed for facts in desk.paper.deliveries] == [body]
    assert len(viewer.opened) == 1


def test_a_case_without_documents_has_none_of_these_keys(stage, desk, case):
    show(stage, case)
    assert {"hand_over", "dispatch"} <= set(bound(stage))
    desk.case_files.told.clear()
    show(stage, case)
    assert not {"hand_over", "dispatch"} & set(bound(stage))


def test_f8_asks_which_of_several_documents(stage, desk, case):
    case.came("certificate", b"%PDF-other", "Уверење")
    show(stage, case)
    stage.shell.commands.run("hand_over")
    which = over(stage, WhichDialog)
    assert [radio.text() for radio in which.radios] == [
        "Решење о порезу · Одељење за привреду",
        "Уверење · Одељење за привреду",
    ]
    which.radios[1].setChecked(True)
    which.verb.click()
    dialog = over(stage, HandOverDialog)
    dialog.handing_given.emit(SIGNED)
    dialog.reject()
    handed = [one for one in desk.actions.systems.delivery.documents(case.subject) if one.deliveries]
    assert [one.ref.title for one in handed] == ["Уверење"]
    stage.settle()
    stage.shell.commands.run("hand_over")
    over(stage, HandOverDialog).reject()


def test_a_dispatch_asks_only_among_those_on_no_way_yet(stage, desk, case):
    case.came("certificate", b"%PDF-other", "Уверење")
    show(stage, case)
    stage.shell.commands.run("dispatch")
    over(stage, WhichDialog).reject()
    case.moved("dispatched")
    show(stage, case)
    stage.shell.commands.run("dispatch")
    assert "Уверење" in over(stage, DispatchDialog).windowTitle()
    over(stage, DispatchDialog).reject()


def test_the_signature_on_a_document_that_came_is_checked_where_it_stands(stage, desk, case, texts):
    show(stage, case)
    tab = stage.screen(DetailScreen)._page.delivery
    desk.signing.verdicts = (replace(VERDICT, integrity="altered"),)
    tab.check_wanted.emit(case.document)
    stage.settle()
    assert "Документ је измењен после потписа" in stage.words()
    desk.enclosures.kept.clear()
    tab.check_wanted.emit(case.document)
    stage.settle()
    assert texts.text("error.document_not_here") in stage.words()


def test_consent_is_given_and_taken_back(stage, desk, case, texts):
    show(stage, case)
    tab = stage.screen(DetailScreen)._page.delivery
    turns: tuple[tuple[bool, ConsentWay, str], ...] = (
        (True, "paper", "consent_given_now"),
        (False, "spoken", "consent_taken_back_now"),
    )
    for given, way, told in turns:
        tab.consent_wanted.emit(given)
        dialog = over(stage, ConsentDialog)
        dialog.radios[way].setChecked(True)
        dialog.verb.click()
        stage.settle()
        said = consent(desk.case_files.of(case.subject))
        assert said is not None
        assert (said.given, said.how) == (given, way)
        assert texts.text(f"delivery.{told}") in stage.words()
