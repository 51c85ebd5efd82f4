import pytest

from clerk_app.domain.errors import Unavailable
from clerk_app.domain.people import Person
from clerk_app.ports.cards import CardGone, CardTrouble, IdCard, PhotoRead, ReadersChanged, TextRead
from clerk_app.ui.at_counter import AtCounter
from tests.support.fake_neighbours import CARD_HOLDER, NOW

READ = TextRead("reader", IdCard(person=CARD_HOLDER, missing=("residence",)))


@pytest.fixture
def at_counter(qapp):
    return AtCounter(lambda: NOW)


@pytest.fixture
def heard(at_counter):
    heard: list[object] = []
    at_counter.person_changed.connect(heard.append)
    return heard


def test_person_and_photo_come_one_after_the_other(at_counter, heard):
    photo = PhotoRead("reader", b"jpeg")
    at_counter.take(READ)
    assert (at_counter.person, at_counter.photo, at_counter.read_at) == (CARD_HOLDER, b"", NOW)
    assert at_counter.missing == ("residence",)
    at_counter.take(photo)
    assert (at_counter.person, at_counter.photo) == (CARD_HOLDER, b"jpeg")
    assert heard == [READ, photo]


@pytest.mark.parametrize("news", [CardGone("reader"), CardTrouble("reader", Unavailable("card_removed"))])
def test_nobody_is_left_when_the_card_goes_or_fails(at_counter, heard, news):
    at_counter.take(READ)
    at_counter.take(PhotoRead("reader", b"jpeg"))
    at_counter.take(news)
    assert (at_counter.person, at_counter.photo, at_counter.read_at, at_counter.missing) == (None, b"", None, ())
    assert heard[-1] == news


def test_the_next_person_never_has_the_photo_of_the_last(at_counter):
    at_counter.take(READ)
    at_counter.take(PhotoRead("reader", b"jpeg"))
    at_counter.take(TextRead("reader", IdCard(person=Person(surname="Узорић"))))
    assert (at_counter.photo, at_counter.missing) == (b"", ())


def test_other_news_change_nobody(at_counter, heard):
    at_counter.take(READ)
    at_counter.take(ReadersChanged(("reader",)))
    assert at_counter.person == CARD_HOLDER
    assert heard == [READ]
