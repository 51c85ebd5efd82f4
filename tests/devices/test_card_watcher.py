"""The watcher over the reader that ships with the product."""

import threading

import pytest

from clerk_app.devices.card_watcher import CardWatcher
from clerk_app.devices.one_reader import OneReader
from clerk_app.devices.simulated_reader import SIMULATED_READER, SimulatedReaders
from clerk_app.domain.errors import Unavailable
from clerk_app.ports.cards import CardEvent, CardGone, CardTrouble, PhotoRead, ReadersChanged, TextRead
from tests.devices.counter import Counter
from tests.devices.samples import LJUBICA, LJUBICAS_CARD, PERA, PERAS_CARD, PORTRAIT, SHORT_PORTRAIT


@pytest.fixture
def readers():
    return SimulatedReaders()


def test_a_card_is_read_and_withdrawn(readers):
    counter = Counter(readers)
    assert counter.until(ReadersChanged).names == (SIMULATED_READER,)
    readers.insert(PERAS_CARD)
    assert counter.until(PhotoRead) == PhotoRead(SIMULATED_READER, PORTRAIT)
    assert counter.people() == [PERA]
    readers.remove()
    assert counter.until(CardGone) == CardGone(SIMULATED_READER)


def test_a_swap_between_two_looks_withdraws_the_first_person_before_the_second_is_read(readers):
    counter = Counter(readers)
    readers.insert(PERAS_CARD)
    counter.until(PhotoRead)
    readers.insert(LJUBICAS_CARD)
    counter.until(PhotoRead, count=2)
    assert [type(item) for item in counter.news[1:]] == [TextRead, PhotoRead, CardGone, TextRead, PhotoRead]
    assert counter.people() == [PERA, LJUBICA]
    assert counter.of(PhotoRead)[1].jpeg == SHORT_PORTRAIT


class OneCardIn:
    """Readers whose card answers only after some failures."""

    def __init__(self, *failures):
        self._inner = SimulatedReaders()
        self._inner.insert(PERAS_CARD)
        self._failures = list(failures)
        self.events = [[CardEvent("card_in", SIMULATED_READER)]]
        self.opened = 0

    def wait(self, _timeout):
        return self.events.pop(0) if self.events else []

    def open(self, reader):
        self.opened += 1
        if self._failures:
            raise Unavailable(self._failures.pop(0))
        return self._inner.open(reader)


@pytest.mark.parametrize("code", ["card_unpowered", "card_reset", "card_unresponsive", "card_interrupted"])
def test_a_passing_trouble_is_overcome_by_one_cold_reset(code):
    readers = OneCardIn(code)
    counter = Counter(readers)
    counter.until(PhotoRead)
    assert counter.people() == [PERA]
    assert counter.troubles() == []
    assert readers.opened == 2


def test_a_trouble_that_stays_is_told_once():
    readers = OneCardIn("card_unpowered", "card_unpowered")
    counter = Counter(readers)
    assert counter.until(CardTrouble).error.code == "card_unpowered"
    assert readers.opened == 2
    assert counter.people() == []


def test_a_card_that_comes_without_the_old_one_going_still_withdraws_it():
    readers = OneCardIn()
    readers.events.append([CardEvent("card_in", SIMULATED_READER)])
    counter = Counter(readers)
    counter.until(PhotoRead, count=2)
    assert [type(item) for item in counter.news] == [TextRead, PhotoRead, CardGone, TextRead, PhotoRead]


def test_stop_ends_the_run_from_another_thread(readers):
    watcher = CardWatcher(readers, lambda news: None)
    lane = threading.Thread(target=watcher.run)
    lane.start()
    watcher.stop()
    lane.join(5)
    assert not lane.is_alive()


def test_a_reader_that_is_named_and_not_there_is_told_as_that():
    counter = Counter(OneReader(SimulatedReaders("Gemalto 01"), "acr39"))
    assert counter.until(ReadersChanged).names == ()
    trouble = counter.until(CardTrouble)
    assert (trouble.reader, trouble.error.code) == ("", "card_reader_not_named")
    assert trouble.error.params["readers"] == "Gemalto 01"
