import pytest

from clerk_app.ui.widgets.chip import Chip


@pytest.fixture
def chip(look, qtbot):
    chip = Chip(look, "чека", "offline", "circle-dashed")
    qtbot.addWidget(chip)
    return chip


def ground(chip):
    chip.resize(chip.sizeHint())
    return chip.grab().toImage().pixelColor(chip.width() // 2, 1)


def test_another_state_is_spoken_drawn_and_measured_anew(chip, look):
    before = chip.sizeHint().width()
    assert ground(chip) == look.colour("offline_soft")
    chip.show_state("прихваћен у центру", "success")
    assert chip.accessibleName() == "прихваћен у центру"
    assert chip.sizeHint().width() > before
    assert ground(chip) == look.colour("success_soft")


def test_a_plain_one_has_a_ground_too(chip, look):
    chip.show_state("нацрт", "text_2")
    assert ground(chip) == look.colour("sunken")


def test_an_icon_takes_room(chip):
    with_icon = chip.sizeHint().width()
    chip.show_state("чека", "offline")
    assert chip.sizeHint().width() < with_icon


def test_where_the_ground_cannot_be_told_from_the_surface_there_is_an_outline(dress, qtbot):
    look = dress("high_contrast")
    chip = Chip(look, "чека", "offline")
    qtbot.addWidget(chip)
    flat = look.colour("offline_soft") == look.colour("surface")
    chip.resize(chip.sizeHint())
    edge = chip.grab().toImage().pixelColor(chip.width() // 2, 0)
    assert flat
    assert edge == look.colour("offline")
