from dataclasses import replace

import pytest

from clerk_app.actions.attending import AttentionItem
from clerk_app.ports.outbox import Attention, OutboxState
from clerk_app.ui.attention.card import AttentionCard
from clerk_app.ui.attention.ways_out import WaysOut
from clerk_app.ui.attention.words import item_words
from tests.support.all_screens import paper_flow
from tests.support.conflict_day import conflicting
from tests.support.desk_day import registered_one


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
def overtaken(desk, card_of):
    """A step that the centre holds because another desk was there first."""
    subject = registered_one(desk).subject
    entry = Attention(
        subject=subject,
        seq=77,
        kind="case.moved",
        state=OutboxState.HELD,
        code="case_moved_meanwhile",
        params={"state": "u_radu"},
        since=0,
    )
    desk.outbox.items.append(entry)
    return card_of(AttentionItem(desk.requests.view(subject), held=entry))


def test_a_case_is_opened_to_be_decided_again(ways, overtaken, context):
    ways.take(overtaken, "open_case")
    assert context.frame.gone == [("detail", overtaken.item.view.subject)]


def test_a_case_is_left_as_the_centre_has_it(ways, overtaken, desk, context):
    ways.take(overtaken, "leave_case")
    assert all(item.seq != 77 for item in desk.outbox.items)
    assert context.frame.said[-1][0] == "Предмет остаје онако како га центар има."


def test_what_is_not_known_yet_cannot_be_left(ways, overtaken, desk, context):
    desk.role = "handler"
    desk.sign_in()
    desk.actions.casework.move(overtaken.item.view.subject, "odbacen")
    ways.take(overtaken, "leave_case")
    assert any(item.seq == 77 for item in desk.outbox.items)
    assert "Овде се још не зна" in context.frame.said[-1][0]


@pytest.fixture
def conflict(desk, card_of):
    """A correction that the centre holds because somebody else was first."""
    subject = conflicting(desk)
    held = desk.outbox.items[-1]
    return card_of(AttentionItem(desk.requests.view(subject), held=held))


def test_two_sides_are_compared_on_their_own_screen(ways, conflict, context):
    ways.take(conflict, "merge")
    assert context.frame.gone == [("merge", conflict.item.held.subject)]


def test_a_change_of_a_request_that_was_annulled_is_let_go(ways, conflict, desk, context):
    ways.take(conflict, "leave_case")
    assert context.frame.said[-1][0] == "Захтев није поништен: прво изаберите шта важи"
    subject = conflict.item.held.subject
    desk.journal.centre[subject] = replace(desk.journal.centre[subject], annulled=True)
    ways.take(conflict, "leave_case")
    assert all(item.subject != subject for item in desk.outbox.items)
