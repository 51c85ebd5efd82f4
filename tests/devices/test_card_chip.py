import pytest

from clerk_app.devices.card_chip import CardChip
from clerk_app.devices.id_card_tags import File
from tests.devices.samples import PERAS_CARD

NAME = PERAS_CARD.aid
SELECT = b"\x00\xa4\x04\x00" + bytes((len(NAME),)) + NAME
SELECT_FILE = b"\x00\xa4\x08\x00\x02" + File.FIXED.to_bytes(2, "big") + b"\x04"


@pytest.fixture
def chip():
    return CardChip(PERAS_CARD)


def read(offset, length):
    return b"\x00\xb0" + offset.to_bytes(2, "big") + bytes((length,))


def test_a_file_is_read_after_application_and_file_were_selected(chip):
    content = PERAS_CARD.files[File.FIXED]
    assert chip.answer(SELECT) == b"\x90\x00"
    assert chip.answer(SELECT_FILE) == b"\x00\x00" + len(content).to_bytes(2, "big") + b"\x90\x00"
    assert chip.answer(read(4, 10)) == content[4:14] + b"\x90\x00"


def test_a_read_over_the_end_gives_what_is_left_and_past_the_end_nothing(chip):
    content = PERAS_CARD.files[File.FIXED]
    chip.answer(SELECT)
    chip.answer(SELECT_FILE)
    assert chip.answer(read(len(content) - 3, 200)) == content[-3:] + b"\x90\x00"
    assert chip.answer(read(len(content), 1)) == b"\x6b\x00"


def test_what_is_not_on_the_card_is_not_found(chip):
    assert chip.answer(b"\x00\xa4\x04\x00\x02\xa0\x00") == b"\x6a\x82"
    chip.answer(SELECT)
    assert chip.answer(b"\x00\xa4\x08\x00\x02\x0f\x7f\x04") == b"\x6a\x82"


@pytest.mark.parametrize("command", [b"", b"\x00", SELECT[:4], SELECT_FILE, read(0, 1), b"\x80\xca\x00\x00\x00"])
def test_what_cannot_be_done_now_is_an_unknown_command(chip, command):
    assert chip.answer(command) == b"\x6d\x00"


def test_a_reset_forgets_every_selection(chip):
    chip.answer(SELECT)
    chip.answer(SELECT_FILE)
    chip.power_up()
    assert chip.answer(read(0, 1)) == b"\x6d\x00"
    assert chip.answer(SELECT_FILE) == b"\x6d\x00"
