import pytest
from PySide6.QtGui import QPalette

from clerk_app.ui.detail.number_box import NumberBox


@pytest.fixture
def box(look, qtbot):
    box = NumberBox(look)
    qtbot.addWidget(box)
    box.resize(300, 100)
    return box


def drawn(box):
    """Colour and weight of the number, and how much of the top edge is drawn in which colours."""
    image = box.grab().toImage()
    edge = {image.pixelColor(x, 0).name() for x in range(30, 270)}
    ink = box._number.palette().color(QPalette.ColorRole.WindowText)
    return ink, int(box._number.font().weight()), edge


def test_the_number_given_here_is_violet_and_regular(box, look):
    box.show_provisional("Број овде", "A7-000417-E", "")
    ink, weight, _edge = drawn(box)
    assert (ink, weight) == (look.colour("offline"), 400)
    assert box.accessibleName() == "Број овде: A7-000417-E"


def test_the_number_of_the_centre_is_strong_with_a_green_edge(box, look):
    box.show_unique("Јединствени број", "004 812 736 / 2026", "")
    assert drawn(box) == (look.colour("text"), 600, {look.colour("success").name()})


def test_a_number_that_is_awaited_has_a_dashed_edge(box, look):
    box.show_awaited("Јединствени број", "још није додељен", "")
    ink, weight, edge = drawn(box)
    assert (ink, weight) == (look.colour("offline"), 400)
    assert look.colour("offline").name() in edge
    assert len(edge) > 1


def test_a_number_that_came_leaves_nothing_of_the_waiting(box, look):
    box.show_awaited("Јединствени број", "још није додељен", "")
    box.show_unique("Јединствени број", "004 812 736 / 2026", "")
    assert drawn(box)[2] == {look.colour("success").name()}


def test_the_number_of_the_portal_is_neither_provisional_nor_unique(context, qtbot):
    box = NumberBox(context.look)
    qtbot.addWidget(box)
    box.show_filed("Број са портала", "EU-2026-000123-0", "Поднето")
    assert box.accessibleName() == "Број са портала: EU-2026-000123-0"
    assert (box._edge, box._dashed) == ("control_border", False)
