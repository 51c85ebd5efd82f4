import pytest

from clerk_app.ui.shell_frame import HELP_PLACE, ShellFrame, first_stop, places_of
from clerk_app.ui.widgets.button import Button
from tests.ui.sample_screens import FormScreen, ListScreen, plain_screens


@pytest.fixture
def frame(texts, look, qtbot):
    frame = ShellFrame(texts, look, places_of([ListScreen(), FormScreen(), *plain_screens()], texts))
    qtbot.addWidget(frame)
    frame.resize(1366, 700)
    frame.body.addWidget(Button(look, "Уручи"))
    frame.strip.part("who").show_state("М. Примерић")
    frame.show()
    frame.activateWindow()
    qtbot.waitUntil(frame.isActiveWindow)
    return frame


def test_places_are_numbered_help_and_settings_stand_last(texts):
    places = places_of([ListScreen(), *plain_screens()], texts)
    assert [place.keys for place in places[:3]] == ["Ctrl+1", "Ctrl+2", "Ctrl+3"]
    assert [(place.id, place.keys, place.at_bottom) for place in places[-2:]] == [
        (HELP_PLACE, "F1", True),
        ("settings", "", True),
    ]


def test_a_screen_that_lives_at_another_place_has_none(texts):
    class Guest(FormScreen):
        rail_place = "home"

    assert [place.id for place in places_of([Guest()], texts)] == [HELP_PLACE]


def test_the_focus_goes_around_the_panes_that_have_something(frame):
    panes = [frame.rail, frame.body, frame.strip]
    frame.rail.button("home").setFocus()
    reached = []
    for _ in range(3):
        frame.next_pane(frame.focusWidget())
        reached.append(next(pane for pane in panes if pane.isAncestorOf(frame.focusWidget())))
    assert reached == [frame.body, frame.strip, frame.rail]


def test_what_cannot_be_reached_is_no_stop(frame):
    (button,) = frame.body.findChildren(Button)
    assert first_stop(frame.body) == button
    button.setEnabled(False)
    assert first_stop(frame.body) is None


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_what_is_said_covers_nothing_of_the_body(texts, dress, qtbot, scale):
    look = dress(scale=scale)
    frame = ShellFrame(texts, look, places_of([ListScreen(), *plain_screens()], texts))
    qtbot.addWidget(frame)
    frame.resize(1366, 738)
    frame.show()
    frame.toast.say(texts.text("error.centre_busy", seconds=2), "error")
    assert frame.toast.geometry().top() >= frame.key_bar.mapTo(frame, frame.key_bar.rect().topLeft()).y()
