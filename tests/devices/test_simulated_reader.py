import threading

import pytest

from clerk_app.devices import apdu
from clerk_app.devices.id_card_tags import File
from clerk_app.devices.simulated_reader import SIMULATED_READER, SimulatedReaders
from clerk_app.domain.errors import Unavailable
from clerk_app.ports.cards import CardEvent
from tests.devices.samples import LJUBICAS_CARD, PERAS_CARD

IN, OUT = CardEvent("card_in", SIMULATED_READER), CardEvent("card_out", SIMULATED_READER)


@pytest.fixture
def readers():
    readers = SimulatedReaders()
    assert list(readers.wait(0)) == [CardEvent("readers_changed")]
    return readers


def test_what_happened_is_told_once_and_in_order(readers):
    readers.insert(PERAS_CARD)
    readers.remove()
    assert list(readers.wait(0)) == [IN, OUT]
    assert list(readers.wait(0)) == []


def test_a_second_card_takes_the_first_one_out(readers):
    readers.insert(PERAS_CARD)
    readers.insert(LJUBICAS_CARD)
    assert list(readers.wait(0)) == [IN, OUT, IN]


def test_taking_out_nothing_tells_nothing(readers):
    readers.remove()
    assert list(readers.wait(0)) == []


def test_a_card_ends_the_wait_of_another_thread(readers):
    heard = []
    lane = threading.Thread(target=lambda: heard.extend(readers.wait(5)))
    lane.start()
    readers.insert(PERAS_CARD)
    lane.join(5)
    assert heard == [IN]


def test_a_call_ends_the_wait_without_news(readers):
    readers.wake()
    assert list(readers.wait(60)) == []


@pytest.mark.parametrize(("reader", "code"), [("other", "card_no_reader"), (SIMULATED_READER, "card_removed")])
def test_only_a_card_that_lies_there_is_opened(readers, reader, code):
    with pytest.raises(Unavailable, match=code):
        readers.open(reader)


def test_a_card_that_was_taken_out_answers_no_longer_even_if_another_lies_there(readers):
    readers.insert(PERAS_CARD)
    with readers.open(SIMULATED_READER) as card:
        assert card.transmit(apdu.select_application(PERAS_CARD.aid)) == (b"", apdu.OK)
        readers.insert(LJUBICAS_CARD)
        with pytest.raises(Unavailable, match="card_removed"):
            card.transmit(apdu.select_file(File.FIXED))


def test_a_reset_forgets_the_application(readers):
    readers.insert(PERAS_CARD)
    card = readers.open(SIMULATED_READER)
    card.transmit(apdu.select_application(PERAS_CARD.aid))
    card.reset()
    assert card.transmit(apdu.select_file(File.FIXED))[1] != apdu.OK
