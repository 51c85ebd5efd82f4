import pytest
from PySide6.QtCore import Qt

from clerk_app.ui.widgets.status_strip import StatusStrip

SAID = {
    "who": ("М. Примерић · шалтер 3", "user-round", "text_2"),
    "link": ("веза: **слаба** · 41 захтев чека", "link-weak", "warning"),
    "reader": ("читач", "id-card", "text_2"),
    "printer": ("штампач: нема папира", "printer", "warning"),
}


@pytest.fixture
def strip(look, page):
    strip = StatusStrip(look, "Стање", page)
    strip.resize(1300, strip.height())
    for name in SAID:
        strip.add_part(name)
    strip.add_part("lock", keys="Ctrl+L", right=True).show_state("закључај", "lock")
    page.show()
    return strip


def say(strip):
    for name, (words, icon, role) in SAID.items():
        strip.part(name).show_state(words, icon, role)


def visible(strip):
    return [name for name in (*SAID, "lock") if strip.part(name).isVisible()]


def test_a_part_that_says_nothing_is_not_there(strip):
    assert visible(strip) == ["lock"]
    say(strip)
    assert visible(strip) == [*SAID, "lock"]
    strip.part("reader").show_state("")
    assert "reader" not in visible(strip)


def test_a_part_is_spoken_without_marks(strip):
    say(strip)
    link = strip.part("link")
    assert link.words == link.accessibleName() == "веза: слаба · 41 захтев чека"


def test_where_room_ends_what_is_urgent_stays(strip):
    say(strip)
    first = sum(strip.part(name).sizeHint().width() + 20 for name in ("who", "link", "printer"))
    strip.resize(first, strip.height())
    assert visible(strip) == ["who", "link", "printer"]
    strip.resize(100, strip.height())
    assert visible(strip) == ["who", "link"]


def test_a_part_leads_to_where_it_is_explained(strip, qtbot):
    say(strip)
    with qtbot.waitSignal(strip.part_chosen) as chosen:
        qtbot.mouseClick(strip.part("printer"), Qt.MouseButton.LeftButton)
    assert chosen.args == ["printer"]


def test_urgent_is_what_wants_a_hand(strip):
    say(strip)
    assert [strip.part(name).urgent for name in SAID] == [False, True, False, True]


def test_icon_key_and_closing_icon_take_room(strip):
    part = strip.part("reader")
    part.show_state("читач")
    bare = part.sizeHint().width()
    part.show_state("читач", "id-card")
    with_icon = part.sizeHint().width()
    part.show_state("читач", "id-card", end_icon="check")
    assert bare < with_icon < part.sizeHint().width()


def test_parts_are_known_by_name(strip):
    assert strip.has("who")
    assert not strip.has("clock")
