"""Reading a card that answers at once; the same faults over real PC/SC stand in test_pcsc."""

from dataclasses import replace

import pytest

from clerk_app.devices import apdu, id_card
from clerk_app.devices.card_image import CardImage, card_image
from clerk_app.devices.id_card_tags import APPLICATIONS, File
from clerk_app.devices.simulated_reader import SIMULATED_READER, SimulatedReaders
from clerk_app.domain.errors import Unavailable
from tests.devices.samples import PERA, PERAS_CARD, PORTRAIT


class Wire:
    """A card in between, which may change an answer."""

    def __init__(self, image, change=lambda command, answer: answer):
        readers = SimulatedReaders()
        readers.insert(image)
        self._card = readers.open(SIMULATED_READER)
        self._change = change
        self.commands = []

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        """There is no power to take away."""

    def reset(self):
        self._card.reset()

    def transmit(self, command):
        self.commands.append(command)
        return self._change(command, self._card.transmit(command))


def test_commands_until_the_text_and_in_all():
    wire = Wire(PERAS_CARD)
    assert id_card.read_text(wire).person == PERA
    assert len(wire.commands) <= 10
    assert id_card.read_photo(wire) == PORTRAIT
    assert len(wire.commands) <= 39


@pytest.mark.parametrize("kind", APPLICATIONS)
def test_the_application_is_found_by_asking(kind):
    assert id_card.read_text(Wire(card_image(PERA, PORTRAIT, kind=kind))).kind == kind


def test_another_application_is_an_unknown_card():
    with pytest.raises(Unavailable, match="card_unknown"):
        id_card.read_text(Wire(CardImage(aid=b"\xa0\x00", files=PERAS_CARD.files)))


@pytest.mark.parametrize("missing", [File.DOCUMENT, File.FIXED])
def test_without_document_or_name_there_is_nobody(missing):
    with pytest.raises(Unavailable, match="card_unreadable"):
        id_card.read_text(Wire(PERAS_CARD.without(missing)))


def test_a_refused_residence_is_not_taken_for_a_missing_one():
    def refuse(command, answer):
        return (b"", 0x6982) if command == apdu.select_file(File.RESIDENCE) else answer

    with pytest.raises(Unavailable, match="card_unreadable"):
        id_card.read_text(Wire(PERAS_CARD, refuse))


@pytest.mark.parametrize("told", [1, 10, 5000])
def test_a_wrong_size_in_the_answer_to_select_does_no_harm(told):
    def lie(command, answer):
        return (b"\0\0" + told.to_bytes(2, "big"), apdu.OK) if command[1] == 0xA4 and answer[0] else answer

    wire = Wire(PERAS_CARD, lie)
    assert id_card.read_text(wire).person == PERA
    assert id_card.read_photo(wire) == PORTRAIT


def test_a_photo_shorter_than_its_header_says_ends():
    short = PERAS_CARD.files[File.PORTRAIT][:500]
    wire = Wire(replace(PERAS_CARD, files={**PERAS_CARD.files, File.PORTRAIT: short}))
    id_card.read_text(wire)
    with pytest.raises(Unavailable, match="card_unreadable"):
        id_card.read_photo(wire)
    assert len(wire.commands) < 20


def test_end_of_file_with_data_is_no_error():
    def end(command, answer):
        return (answer[0], apdu.END_OF_FILE) if command[1] == 0xB0 else answer

    assert id_card.read_text(Wire(PERAS_CARD, end)).person == PERA


def test_bytes_that_are_no_text_are_unreadable():
    def spoil(_command, answer):
        return answer[0].replace("Пера".encode(), b"\xff\xfe" * 4), answer[1]

    with pytest.raises(Unavailable, match="card_unreadable"):
        id_card.read_text(Wire(PERAS_CARD, spoil))
