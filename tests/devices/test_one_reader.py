"""A reader that is named in the settings is the only one there is."""

from __future__ import annotations

import pytest

from clerk_app.devices.card_image import card_image
from clerk_app.devices.one_reader import OneReader
from clerk_app.devices.simulated_reader import SimulatedReaders
from clerk_app.domain.errors import Unavailable
from clerk_app.domain.people import Person


def test_the_named_reader_is_seen_in_any_case():
    readers = OneReader(SimulatedReaders("ACS ACR39U 00"), "acr39")
    assert readers.names() == ("ACS ACR39U 00",)


def test_another_reader_and_its_cards_are_not():
    other = SimulatedReaders("Gemalto 01")
    readers = OneReader(other, "acr39")
    other.insert(card_image(Person(surname="Пробић", given_name="Стојан"), b""))
    with pytest.raises(Unavailable, match="card_reader_not_named") as caught:
        readers.names()
    assert caught.value.params == {"wanted": "acr39", "readers": "Gemalto 01"}
    assert all(not event.reader for event in readers.wait(0.0))


def test_several_may_be_meant_and_none_at_all_is_another_matter():
    assert OneReader(Named("ACS ACR39U 00", "Gemalto 01", "acs ACR39T 02"), "ACR39").names() == (
        "ACS ACR39U 00",
        "acs ACR39T 02",
    )
    assert OneReader(Named(), "ACR39").names() == ()


class Named(SimulatedReaders):
    """Readers of these names."""

    def __init__(self, *names: str) -> None:
        super().__init__()
        self._there = names

    def names(self) -> tuple[str, ...]:
        return self._there
