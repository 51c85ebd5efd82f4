import pytest

from clerk_app.domain.people import mask
from clerk_app.ports.cards import CardGone, IdCard, TextRead
from clerk_app.ui.at_counter import AtCounter
from clerk_app.ui.commands import Bound
from clerk_app.ui.person_bar import PersonBar
from clerk_app.ui.widgets.label import ElidedLabel
from tests.support.fake_neighbours import CARD_HOLDER, NOW


@pytest.fixture
def at_counter(qapp):
    counter = AtCounter(lambda: NOW)
    counter.take(TextRead("reader", IdCard(person=CARD_HOLDER)))
    return counter


@pytest.fixture
def bar(context, at_counter, qtbot):
    bar = PersonBar(context)
    qtbot.addWidget(bar)
    bar.show_person(at_counter)
    return bar


def said(bar):
    return [label.accessibleName() for label in bar.findChildren(ElidedLabel)]


def test_name_and_birthday_stand_in_one_line(bar):
    assert said(bar) == ["Јелена Примерић", "14.03.1988."]


def test_nobody_is_said_when_nobody_is_there(bar, at_counter, texts):
    at_counter.take(CardGone("reader"))
    bar.show_person(at_counter)
    assert said(bar) == [texts.text("person.nobody_short"), ""]


def test_the_number_is_shown_and_masked_again(bar):
    bar.show_number(CARD_HOLDER)
    assert CARD_HOLDER.id_number in said(bar)
    bar.hide_number(CARD_HOLDER)
    assert said(bar)[1] == mask(CARD_HOLDER.id_number)


def test_the_one_button_begins_a_request(bar, qtbot):
    with qtbot.waitSignal(bar.new_request):
        bar.button.click()


def test_what_is_held_can_be_asked_for_only_of_somebody(bar, at_counter, context):
    asked: list[str] = []
    context.commands.bind_screen([Bound("held", lambda: asked.append("held"))])
    bar.held.click()
    assert asked == ["held"]
    at_counter.take(CardGone("reader"))
    bar.show_person(at_counter)
    assert bar.held.isHidden()
