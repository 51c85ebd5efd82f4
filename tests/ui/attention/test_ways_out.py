from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from clerk_app.actions.attending import AttentionItem
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.errors import Invalid, Unavailable
from clerk_app.ports.desk_file import JobState
from clerk_app.ports.files import StuckUpload
from clerk_app.ui.attention.card import AttentionCard
from clerk_app.ui.attention.ways_out import WaysOut
from clerk_app.ui.attention.words import item_words
from clerk_app.ui.detail.opened import ToCorrect
from clerk_app.ui.reason_dialog import ReasonDialog
from tests.support.all_screens import paper_flow
from tests.support.desk_day import newest


@pytest.fixture
def ways(context, desk, page):
    page.resize(1000, 600)
    page.show()
    return WaysOut(context, desk.place, paper_flow(desk), page)


@pytest.fixture
def card_of(context, texts, page):
    def make(item):
        card = AttentionCard(context, item, item_words(item, texts), "", first=False)
        card.setParent(page)
        return card

    return make


@pytest.fixture
def held(desk, card_of):
    items = desk.actions.attending.items()
    return card_of(next(item for item in items if item.held is not None and item.held.state == "held"))


@pytest.fixture
def unclear(desk, card_of):
    return card_of(next(item for item in desk.actions.attending.items() if item.print_job is not None))


def job_of(desk, card):
    return [job.state for job in desk.jobs.of(card.item.print_job.subject)]


def test_sending_again_wakes_the_exchange_and_is_told(ways, held, desk, context):
    changed: list[object] = []
    desk.news.requests_changed.connect(changed.append)
    ways.take(held, "send_again")
    assert desk.outbox.retried == [held.item.held.seq]
    assert desk.asked.exchanges == 1
    assert changed == [frozenset({held.item.held.subject})]
    assert context.frame.said == [("Иде са следећом разменом.", "info")]


def test_after_the_end_of_the_session_nothing_is_sent_and_it_is_said(ways, held, desk, context):
    desk.sessions.end()
    ways.take(held, "send_again")
    assert (desk.outbox.retried, desk.asked.exchanges) == ([], 0)
    assert context.frame.said[0][1] == "error"


def test_correcting_opens_the_request_at_its_fields(ways, held, context):
    ways.take(held, "correct")
    assert context.frame.gone == [("detail", ToCorrect(held.item.view.subject))]


def test_annulling_is_done_with_its_reason_only(ways, held, desk, page):
    ways.take(held, "annul")
    dialog = page.findChild(ReasonDialog)
    assert held.item.view.number in dialog.windowTitle()
    assert not desk.requests.view(held.item.view.subject).annulled
    dialog.reason.setPlainText("Двапут унето")
    dialog.verb.click()
    assert desk.requests.view(held.item.view.subject).annulled


@pytest.mark.parametrize(
    ("way", "states"),
    [
        ("it_came", [JobState.PRINTED]),
        ("without_paper", [JobState.DROPPED]),
        ("print_again", [JobState.DROPPED, JobState.PRINTED]),
        ("print_now", [JobState.DROPPED, JobState.PRINTED]),
    ],
)
def test_each_way_out_of_an_unclear_print_ends_it(ways, unclear, desk, way, states):
    told: list[object] = []
    desk.news.print_changed.connect(told.append)
    ways.take(unclear, way)
    assert job_of(desk, unclear) == states
    assert len(told) == 1


def test_what_to_tell_the_centre_is_on_the_card(ways, held):
    ways.take(held, "call")
    assert f"A7-{held.item.held.seq}" in held._call.accessibleName()


@pytest.mark.parametrize(
    "way",
    [
        "send_again", "correct", "annul", "call", "it_came", "print_again", "print_now", "without_paper",
        "choose_file",
    ],
)  # fmt: skip
def test_a_way_that_does_not_fit_the_card_does_nothing(ways, desk, context, card_of, page, way):
    ways.take(card_of(AttentionItem(None)), way)
    assert (desk.outbox.retried, context.frame.gone, context.frame.said) == ([], [], [])
    assert page.findChild(ReasonDialog) is None


@pytest.fixture
def stuck(desk, card_of):
    ref = EnclosureRef(sha256="1" * 64, size=1, media_type="application/pdf", title="Скица")
    view = newest(desk)
    desk.uploads.items = [StuckUpload(subject=view.subject, seq=9, ref=ref, held=True, code="enclosure_missing")]
    return card_of(next(item for item in desk.actions.attending.items() if item.upload is not None))


def test_a_stuck_enclosure_goes_again_and_the_exchange_is_woken(ways, stuck, desk, context):
    changed: list[object] = []
    desk.news.requests_changed.connect(changed.append)
    ways.take(stuck, "send_again")
    assert (desk.uploads.retried, desk.asked.exchanges) == (["1" * 64], 1)
    assert changed == [frozenset({newest(desk).subject})]
    assert context.frame.said == [("Иде са следећом разменом.", "info")]


def test_its_file_is_chosen_again(ways, stuck, desk, page):
    ways.take(stuck, "choose_file")
    dialog = page.findChild(QFileDialog)
    dialog.fileSelected.emit("/stick/scan.pdf")
    dialog.close()
    assert desk.enclosures.put == [("1" * 64, Path("/stick/scan.pdf"))]
    assert (desk.uploads.retried, desk.asked.exchanges) == (["1" * 64], 1)


def test_another_file_is_refused_in_words(ways, stuck, desk, page, context):
    desk.enclosures.error = Invalid("enclosure_another", field="file")
    ways.take(stuck, "choose_file")
    dialog = page.findChild(QFileDialog)
    dialog.fileSelected.emit("/stick/other.pdf")
    dialog.close()
    assert (desk.uploads.retried, desk.asked.exchanges) == ([], 0)
    assert "То је друга датотека" in context.frame.said[0][0]


def test_what_to_tell_the_centre_of_an_enclosure_is_on_the_card(ways, stuck):
    ways.take(stuck, "call")
    assert "A7-9" in stuck._call.accessibleName()


def test_an_error_that_is_not_ours_is_raised(ways):
    with pytest.raises(ZeroDivisionError):
        ways._failed(ZeroDivisionError())
    ways._failed(Unavailable("disk_full"))
