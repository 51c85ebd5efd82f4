import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from clerk_app.ui.widgets.rail import Place, Rail

PLACES = [
    Place(id="home", label="Шалтер", icon="store", keys="Ctrl+1"),
    Place(id="requests", label="Захтеви", icon="files", keys="Ctrl+2"),
    Place(id="exchange", label="Размена", icon="refresh-cw", keys="Ctrl+3"),
    Place(id="settings", label="Подешавања", icon="settings", at_bottom=True),
]


@pytest.fixture
def rail(look, page, settle):
    rail = Rail(look, PLACES, "Места", "Још", page)
    rail.resize(rail.sizeHint().width(), 600)
    page.show()
    settle()
    return rail


def visible(rail):
    return [place.id for place in PLACES if rail.button(place.id).isVisible()]


def test_one_place_is_lit_and_a_click_only_asks(rail, qtbot):
    rail.light("home")
    with qtbot.waitSignal(rail.place_chosen) as asked:
        qtbot.mouseClick(rail.button("requests"), Qt.MouseButton.LeftButton)
    assert asked.args == ["requests"]
    assert [rail.button(place.id).isChecked() for place in PLACES] == [True, False, False, False]


def test_a_screen_without_a_place_lights_none(rail):
    rail.light("home")
    rail.light("")
    assert not any(rail.button(place.id).isChecked() for place in PLACES)


def test_a_badge_is_spoken_seen_and_taken_away(rail, look):
    button = rail.button("exchange")
    plain = button.grab().toImage()
    rail.set_badge("exchange", 41, words="41 захтев чека")
    assert button.accessibleDescription() == "41 захтев чека"
    assert button.grab().toImage() != plain
    rail.set_badge("exchange", 0)
    assert button.grab().toImage() == plain
    rail.set_badge("nowhere", 3)


def test_settings_stand_at_the_foot(rail):
    assert rail.button("settings").y() > rail.height() - 80
    assert rail.button("exchange").y() < rail.height() // 2


def test_what_has_no_room_goes_into_a_menu_that_leads_there(rail, qtbot, settle):
    rail.resize(rail.width(), 170)
    assert visible(rail) == ["home", "requests"]
    heard: list[object] = []
    rail.place_chosen.connect(heard.append)
    qtbot.mouseClick(rail._more, Qt.MouseButton.LeftButton)
    menu = rail.findChild(QMenu)
    assert [action.text() for action in menu.actions()] == ["Размена", "Подешавања"]
    menu.actions()[1].trigger()
    menu.close()
    settle()
    assert heard == ["settings"]
    rail.resize(rail.width(), 600)
    assert visible(rail) == [place.id for place in PLACES]
    assert not rail._more.isVisible()


def test_places_say_their_keys(rail):
    assert rail.button("home").toolTip() == "Шалтер  Ctrl+1"
    assert rail.button("settings").toolTip() == "Подешавања"
