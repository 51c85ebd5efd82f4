import pytest

from clerk_app.ui.attention.card import AttentionCard
from clerk_app.ui.attention.words import item_words
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.number_tag import NumberTag


@pytest.fixture
def card_of(context, texts, qtbot):
    def make(item, *, first=False):
        card = AttentionCard(context, item, item_words(item, texts), "Венчање", first=first)
        qtbot.addWidget(card)
        card.show()
        return card

    return make


@pytest.fixture
def held(desk):
    return next(item for item in desk.actions.attending.items() if item.held is not None)


def said(card):
    return "\n".join(label.accessibleName() for label in card.findChildren(Label) if label.isVisible())


def test_it_says_whose_it_is_and_what_is_safe(card_of, held, texts):
    card = card_of(held)
    words = item_words(held, texts)
    assert all(part in said(card) for part in (words.title, words.about, words.safe))
    assert held.view.number in card.findChild(NumberTag).accessibleName()


def test_only_the_first_way_of_the_first_card_is_what_enter_does(card_of, held):
    assert [button.isDefault() for button in card_of(held, first=True).buttons][:2] == [True, False]
    assert not any(button.isDefault() for button in card_of(held).buttons)


def test_a_way_that_is_chosen_is_told_by_its_name(card_of, held, texts, qtbot):
    card = card_of(held)
    for way, button in zip(item_words(held, texts).ways, card.buttons, strict=True):
        with qtbot.waitSignal(card.way_chosen) as chosen:
            button.click()
        assert chosen.args == [way]


def test_buttons_are_spoken_with_whose_matter_they_settle(card_of, held):
    assert all(button.accessibleDescription().startswith(held.view.applicant) for button in card_of(held).buttons)


def test_what_to_say_on_the_telephone_comes_when_asked_for(card_of, held):
    card = card_of(held)
    assert "ознака" not in said(card)
    card.show_call("Кажите центру: ознака **x**.")
    assert "Кажите центру: ознака x." in said(card)


def test_something_without_a_request_has_no_number(card_of, held):
    nobody = type(held)(None, held=held.held)
    card = card_of(nobody)
    assert card.findChild(NumberTag) is None
    assert all(not button.accessibleDescription() for button in card.buttons)
