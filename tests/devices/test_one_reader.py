"""A reader that is named in the settings is the only one there is."""

from __future__ import annotations

from clerk_app.devices.card_image import card_image
from clerk_app.devices.one_reader import OneReader
from clerk_app.devices.simulated_reader import SimulatedReaders
from clerk_app.domain.people import Person


def test_the_named_reader_is_seen_in_any_case():
    readers = OneReader(SimulatedReaders("ACS ACR39U 00"), "acr39")
    assert readers.names() == ("ACS ACR39U 00",)


def test_another_reader_and_its_cards_are_not():
    other = SimulatedReaders("Gemalto 01")
    readers = OneReader(other, "acr39")
    other.insert(card_image(Person(surname="Пробић", given_name="Стојан"), b""))
    assert readers.names() == ()
    assert all(not event.reader for event in readers.wait(0.0))
