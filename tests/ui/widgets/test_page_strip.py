from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from clerk_app.sync.link import LinkState
from clerk_app.ui.widgets.page_strip import PageStrip


@pytest.fixture
def strip(texts, look, page, qtbot):
    strip = PageStrip(texts, look, "0.1.0", page)
    QVBoxLayout(page).addWidget(strip)
    page.resize(1300, 200)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return strip


@pytest.mark.parametrize(("part", "signal"), [("language", "language_wanted"), ("look", "look_wanted")])
def test_a_click_asks_for_what_the_part_says(strip, part, signal, qtbot):
    with qtbot.waitSignal(getattr(strip, signal)):
        qtbot.mouseClick(strip.part(part), Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("key", "modifier", "signal"),
    [
        (Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier, "language_wanted"),
        (0x041B, Qt.KeyboardModifier.AltModifier, "language_wanted"),
        (Qt.Key.Key_I, Qt.KeyboardModifier.AltModifier, "look_wanted"),
    ],
)
def test_its_keys_work_anywhere_on_the_page_in_both_layouts(strip, key, modifier, signal, qtbot):
    with qtbot.waitSignal(getattr(strip, signal)):
        qtbot.keyClick(strip.parentWidget(), Qt.Key(key), modifier)


def test_it_says_version_language_and_look(strip):
    assert "0.1.0" in strip.part("version").words
    assert "ћирилица" in strip.part("language").words
    assert not strip.part("link").isVisible()


def test_where_room_is_short_the_choices_stay_and_the_line_gives_way(strip):
    now = datetime(2026, 11, 23, 8, 52, tzinfo=UTC)
    strip.show_link(LinkState(kind="down", since=1, waiting=3), now)
    assert strip.part("link").isVisible()
    assert "све сигурно сачувано овде" in strip.part("link").words
    strip.resize(560, strip.height())
    assert [strip.part(part).isVisibleTo(strip) for part in ("language", "look", "link")] == [True, True, False]


def test_a_desk_that_has_stopped_has_no_line(strip):
    strip.show_link(LinkState(kind="stopped"), datetime(2026, 11, 23, 8, 52, tzinfo=UTC))
    assert "шалтер је стао" in strip.part("link").words
