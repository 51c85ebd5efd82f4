import pytest

from clerk_app.domain.people import Person, mask
from clerk_app.ports.cards import IdCard, PhotoRead, TextRead
from clerk_app.ui.at_counter import AtCounter
from clerk_app.ui.commands import Bound
from clerk_app.ui.person_panel import PersonPanel
from clerk_app.ui.widgets.label import Label
from tests.devices.samples import PORTRAIT
from tests.support.fake_neighbours import CARD_HOLDER, NOW


@pytest.fixture
def at_counter(qapp):
    return AtCounter(lambda: NOW)


@pytest.fixture
def panel(context, qtbot):
    panel = PersonPanel(context)
    qtbot.addWidget(panel)
    panel.show()
    return panel


@pytest.fixture
def said(panel, settle):
    def told():
        settle()
        return "\n".join(label.accessibleName() for label in panel.findChildren(Label) if label.isVisible())

    return told


def test_without_a_person_it_says_how_one_appears(panel, at_counter, said, texts):
    panel.show_person(at_counter)
    assert texts.text("person.nobody") in said()
    assert panel.button.text() == texts.text("person.new_request_typed")


def test_the_person_of_the_card_is_told_with_the_number_masked(panel, at_counter, said):
    at_counter.take(TextRead("reader", IdCard(person=CARD_HOLDER)))
    panel.show_person(at_counter)
    assert "Јелена Примерић" in said()
    assert "14.03.1988." in said()
    assert mask(CARD_HOLDER.id_number) in said()
    assert CARD_HOLDER.id_number not in said()
    assert panel.aside.accessibleName() == "08:52"


def test_the_number_is_shown_and_hidden_again(panel, at_counter, said):
    at_counter.take(TextRead("reader", IdCard(person=CARD_HOLDER)))
    panel.show_person(at_counter)
    panel.show_number(CARD_HOLDER)
    assert CARD_HOLDER.id_number in said()
    panel.hide_number(CARD_HOLDER)
    assert CARD_HOLDER.id_number not in said()


def test_renewing_hides_a_number_that_was_shown(panel, at_counter, said):
    at_counter.take(TextRead("reader", IdCard(person=CARD_HOLDER)))
    panel.show_person(at_counter)
    panel.show_number(CARD_HOLDER)
    panel.show_person(at_counter)
    assert CARD_HOLDER.id_number not in said()


def test_the_photo_takes_the_place_that_was_kept_for_it(panel, at_counter):
    at_counter.take(TextRead("reader", IdCard(person=CARD_HOLDER)))
    panel.show_person(at_counter)
    before, size = panel._photo.pixmap().toImage(), panel._photo.size()
    at_counter.take(PhotoRead("reader", PORTRAIT))
    panel.show_person(at_counter)
    assert panel._photo.pixmap().toImage() != before
    assert panel._photo.size() == size


def test_a_photo_that_is_none_is_a_drawing(panel, at_counter, look):
    at_counter.take(TextRead("reader", IdCard(person=CARD_HOLDER)))
    at_counter.take(PhotoRead("reader", b"\xff\xd8broken"))
    panel.show_person(at_counter)
    assert panel._photo.pixmap().width() <= look.px(48)


def test_a_residence_that_the_card_did_not_give_is_said(panel, at_counter, said, texts):
    at_counter.take(TextRead("reader", IdCard(person=CARD_HOLDER, missing=("residence",))))
    panel.show_person(at_counter)
    assert texts.text("person.no_residence") in said()


def test_what_is_not_known_has_no_row(panel, at_counter, said, texts):
    at_counter.take(TextRead("reader", IdCard(person=Person(surname="Узорић"))))
    panel.show_person(at_counter)
    assert texts.text("person.address") not in said()
    assert "·" not in said()


def test_what_is_held_can_be_asked_for_only_of_somebody(panel, at_counter, context):
    asked: list[str] = []
    context.commands.bind_screen([Bound("held", lambda: asked.append("held"))])
    panel.show_person(at_counter)
    assert not panel.held.isVisible()
    at_counter.take(TextRead("reader", IdCard(person=CARD_HOLDER)))
    panel.show_person(at_counter)
    panel.held.click()
    assert asked == ["held"]
