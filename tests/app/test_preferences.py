from dataclasses import dataclass

import pytest

from clerk_app.app.place import Place
from clerk_app.app.preferences import Preferences
from clerk_app.domain.errors import Invalid


@dataclass
class Running:
    """The one thing of the program that is asked: where it stands."""

    place: Place


@pytest.fixture
def program(place_of):
    return Running(place_of())


@pytest.fixture
def preferences(program):
    return Preferences(program)


def in_force(preferences, name):
    return next(row for row in preferences.explain() if row.name == name)


def test_what_was_saved_is_in_force_once_the_place_is_read_again(preferences, program):
    preferences.save("theme", "dark")
    assert in_force(preferences, "theme").value == "system"
    program.place = program.place.renewed()
    assert in_force(preferences, "theme").value == "dark"


def test_a_wrong_value_is_refused_and_changes_nothing(preferences, program):
    with pytest.raises(Invalid) as raised:
        preferences.save("printer", "nowhere")
    assert raised.value.field == "printer"
    program.place = program.place.renewed()
    assert in_force(preferences, "printer").value == ""
