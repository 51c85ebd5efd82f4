import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from clerk_app.ui.index.tile import Tile, TilePart


@pytest.fixture
def tile(look, qtbot):
    made = Tile(look, ("visits",), "Доласци", [TilePart(look, QWidget())])
    qtbot.addWidget(made)
    return made


def test_enter_opens_and_arrows_move(tile, qtbot):
    opened: list[int] = []
    moved: list[object] = []
    tile.opened.connect(lambda: opened.append(1))
    tile.moved.connect(moved.append)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        qtbot.keyClick(tile, key)
    qtbot.keyClick(tile, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_A):
        qtbot.keyClick(tile, key)
    assert len(opened) == 2
    assert moved == [(-1, 0), (1, 0), (0, -1), (0, 1)]


def test_a_double_click_opens_too(tile, qtbot):
    opened = []
    tile.opened.connect(lambda: opened.append(1))
    qtbot.mouseDClick(tile, Qt.MouseButton.LeftButton)
    qtbot.mouseRelease(tile, Qt.MouseButton.LeftButton)  # the second press is never let go otherwise
    assert opened == [1]


def test_what_is_said_is_read_aloud(tile):
    tile.say("компонента 3", "Доласци: 1,3.")
    assert (tile.accessibleName(), tile.accessibleDescription()) == ("Доласци", "Доласци: 1,3.")
    tile.parts[0].show_number("", "")
    assert tile.parts[0].number.isHidden()
