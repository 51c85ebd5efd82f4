"""The real driver over a real PC/SC service; the cards are virtual."""

import threading

import pytest

from clerk_app.devices.checks import CardReaderCheck
from clerk_app.devices.id_card_tags import File
from clerk_app.devices.one_reader import OneReader
from clerk_app.devices.pcsc import PcscReaders
from clerk_app.domain.errors import Unavailable
from clerk_app.domain.people import Address
from clerk_app.ports.cards import CardGone, CardTrouble, PhotoRead, ReadersChanged, TextRead
from tests.devices.counter import Counter
from tests.devices.samples import LJUBICA, LJUBICAS_CARD, PERA, PERAS_CARD, PORTRAIT, SHORT_PORTRAIT
from tests.support import virtual_card
from tests.support.virtual_card import VirtualCard
from tests.support.vpcd import READER, SECOND_READER, Vpcd


@pytest.fixture
def service(tmp_path):
    with Vpcd(tmp_path) as service:
        service.start()
        yield service


@pytest.fixture
def readers():
    readers = PcscReaders()
    yield readers
    readers.close()


@pytest.fixture
def counter(readers):
    return Counter(readers)


def test_text_comes_before_the_photo_and_both_are_exact(service, counter):
    with VirtualCard(service.port, PERAS_CARD) as card:
        photo = counter.until(PhotoRead)
        text = counter.until(TextRead)
        assert text.reader == photo.reader == READER
        assert text.card.person == PERA
        assert text.card.address_since == "2015-06-07"
        assert text.card.missing == ()
        assert photo.jpeg == PORTRAIT
        assert counter.news.index(text) < counter.news.index(photo)
        assert len(card.commands) <= 39
        photo_began = next(place for place, sent in enumerate(card.commands) if sent[5:7] == b"\x0f\x06")
        assert photo_began <= 10


def test_a_card_that_does_not_tell_file_sizes_takes_39_commands(service, counter):
    with VirtualCard(service.port, PERAS_CARD, fault=virtual_card.silent_select) as card:
        assert counter.until(PhotoRead).jpeg == PORTRAIT
        assert counter.people() == [PERA]
        assert len(card.commands) == 39


@pytest.mark.parametrize(
    ("atr", "fault"),
    [
        (virtual_card.ATR_2014, virtual_card.sound),
        (virtual_card.ATR_T0, virtual_card.HalfDuplex()),
        (virtual_card.ATR_2024, virtual_card.short_reads),
        (virtual_card.ATR_2024, virtual_card.stray_6f00_at(1, 4, 11)),
    ],
    ids=["T=1 only", "T=0 with 61xx and 6Cxx", "short answers", "stray 6F00"],
)
def test_cards_with_manners_of_their_own_are_read_whole(service, counter, atr, fault):
    with VirtualCard(service.port, PERAS_CARD, atr=atr, fault=fault):
        assert counter.until(PhotoRead).jpeg == PORTRAIT
        assert counter.people() == [PERA]
        assert counter.troubles() == []


def test_pulled_within_the_text_nobody_is_shown(service, counter):
    with VirtualCard(service.port, PERAS_CARD, fault=virtual_card.pulled_at(6)):
        counter.until(CardGone)
        assert counter.troubles() == ["card_removed"]
        assert counter.people() == []


def test_pulled_within_the_photo_the_person_is_withdrawn(service, counter):
    with VirtualCard(service.port, PERAS_CARD, fault=virtual_card.pulled_at(20)):
        counter.until(CardGone)
        assert counter.people() == [PERA]
        assert counter.troubles() == ["card_removed"]
        assert counter.of(PhotoRead) == []
        assert isinstance(counter.news[-1], CardGone)


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (virtual_card.foreign, "card_unknown"),
        (virtual_card.garbage, "card_unreadable"),
        (virtual_card.empty_reads, "card_unreadable"),
        (virtual_card.stray_6f00_at(2, 3), "card_unreadable"),
    ],
    ids=["foreign", "garbage", "reads of nothing", "6F00 twice"],
)
def test_a_card_that_cannot_be_used_is_named_as_such(service, counter, fault, code):
    with VirtualCard(service.port, PERAS_CARD, fault=fault):
        counter.until(CardTrouble)
        assert counter.troubles() == [code]
        assert counter.people() == []


def test_a_missing_residence_is_said_and_no_other_file_takes_its_place(service, counter):
    with VirtualCard(service.port, PERAS_CARD.without(File.RESIDENCE)):
        card = counter.until(TextRead).card
        assert card.missing == ("residence",)
        assert card.person.address == Address()
        assert card.person.id_number == PERA.id_number


def test_a_missing_photo_leaves_the_text(service, counter):
    with VirtualCard(service.port, PERAS_CARD.without(File.PORTRAIT)):
        assert counter.until(PhotoRead).jpeg == b""
        assert counter.people() == [PERA]
        assert counter.troubles() == []


def test_no_service(tmp_path, readers, counter):
    with Vpcd(tmp_path):
        counter.until(CardTrouble)
        assert counter.troubles() == ["card_no_service"]
        with pytest.raises(Unavailable, match="card_no_service"):
            readers.names()
        with pytest.raises(Unavailable, match="card_no_service"):
            readers.open(READER)


def test_no_reader(tmp_path, readers, counter):
    with Vpcd(tmp_path) as service:
        service.start(with_reader=False)
        counter.until(CardTrouble)
        assert counter.troubles() == ["card_no_reader"]
        assert readers.names() == ()


def test_a_service_that_dies_and_comes_back_is_used_again(service, counter):
    with VirtualCard(service.port, PERAS_CARD):
        counter.until(PhotoRead)
        counter.forget()
        service.kill()
        counter.until(CardTrouble)
        assert counter.of(CardGone) == [CardGone(READER)]
        assert counter.troubles() == ["card_no_service"]
        assert counter.of(ReadersChanged)[-1].names == ()
    service.start()
    with VirtualCard(service.port, LJUBICAS_CARD):
        assert counter.until(TextRead).card.person == LJUBICA
        assert READER in counter.of(ReadersChanged)[-1].names


def test_opening_an_empty_reader(service, readers):
    readers.names()
    with pytest.raises(Unavailable, match="card_removed"):
        readers.open(READER)
    with pytest.raises(Unavailable, match="card_no_reader"):
        readers.open("No such reader")


def test_after_a_cold_reset_the_card_can_be_used_and_has_forgotten_the_selection(service, counter, readers):
    with VirtualCard(service.port, PERAS_CARD) as card:
        counter.until(PhotoRead)
        with readers.open(READER) as connection:
            assert connection.transmit(card.commands[1])[1] == 0x9000
            connection.reset()
            assert connection.transmit(card.commands[1])[1] == 0x6D00
            assert connection.transmit(card.commands[0])[1] == 0x9000


def test_wake_ends_a_wait_from_another_thread(service, readers):
    while readers.wait(0):
        pass
    waiting = threading.Thread(target=lambda: readers.wait(60))
    waiting.start()
    while waiting.is_alive():
        readers.wake()
        waiting.join(0.01)


def test_twenty_cards_in_two_readers_never_show_the_wrong_person(service, counter):
    counter.until(ReadersChanged)
    first, second = (PERAS_CARD, PERA, PORTRAIT), (LJUBICAS_CARD, LJUBICA, SHORT_PORTRAIT)
    for _ in range(10):
        counter.forget()
        with VirtualCard(service.port, first[0]), VirtualCard(service.port + 1, second[0]):
            counter.until(PhotoRead, count=2)
        counter.until(CardGone, count=2)
        assert story(counter, READER) == [first[1], first[2], "gone"]
        assert story(counter, SECOND_READER) == [second[1], second[2], "gone"]
        first, second = second, first


def story(counter, reader):
    """What was told of one reader, in order."""
    told = {
        TextRead: lambda item: item.card.person,
        PhotoRead: lambda item: item.jpeg,
        CardGone: lambda item: "gone",
        CardTrouble: lambda item: item.error.code,
    }
    return [told[type(item)](item) for item in counter.news if item.reader == reader]


def test_of_two_real_readers_only_the_one_that_is_named_is_watched(service, readers):
    counter = Counter(OneReader(readers, "reader 00 01"))
    assert counter.until(ReadersChanged).names == (SECOND_READER,)
    with VirtualCard(service.port, PERAS_CARD), VirtualCard(service.port + 1, LJUBICAS_CARD):
        assert counter.until(PhotoRead).reader == SECOND_READER
    counter.until(CardGone)
    assert counter.people() == [LJUBICA]


def test_the_doctor_warns_of_a_reader_that_is_named_and_not_there(service, readers):
    found = CardReaderCheck(OneReader(readers, "Omnikey")).run()
    assert (found.level, found.code) == ("warning", "card_reader_not_named")
    assert found.params["readers"] == f"{READER}, {SECOND_READER}"
