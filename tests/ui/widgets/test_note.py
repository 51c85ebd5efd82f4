import pytest

from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.note import Note


@pytest.fixture
def note(look, qtbot):
    note = Note(look, "Све је **сачувано**.", "offline", title="Без везе.")
    qtbot.addWidget(note)
    note.resize(400, 80)
    note.show()
    return note


def test_a_note_is_spoken_with_its_title(note):
    assert note.accessibleName() == "Без везе. Све је сачувано."


def test_ground_and_border_are_of_the_role(note, look):
    for role in ("offline", "error", "practice"):
        note.show_note("Реч.", role)
        image = note.grab().toImage()
        assert image.pixelColor(200, 2) == look.colour(f"{role}_soft")
        assert image.pixelColor(200, 0) == look.colour(role)
    note.show_note("Реч.", "info")
    assert note.grab().toImage().pixelColor(200, 2) == look.colour("surface_alt")


def test_without_a_title_there_is_no_empty_line(note):
    note.show_note("Све је сачувано.", "info")
    assert not note._title.isVisible()
    assert note.accessibleName() == "Све је сачувано."


def test_buttons_stand_below_the_words(note, look, settle):
    button = Button(look, "Покушај поново")
    note.ways_out.addWidget(button)
    assert note.ways_out.indexOf(button) == 0
    note.adjustSize()
    settle()
    assert button.y() > note._text.y()
