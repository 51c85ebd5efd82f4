import pytest
from PySide6.QtCore import QPoint, Qt

from clerk_app.domain.errors import Unavailable
from clerk_app.ui.index.rating import GradeScale
from clerk_app.ui.screens.detail import DetailScreen
from tests.support.desk_day import newest


@pytest.fixture
def scale(look, qtbot):
    made = GradeScale(look, "Оцена", "без оцене")
    qtbot.addWidget(made)
    made.resize(320, 32)
    return made


def test_digits_give_at_once_and_arrows_choose(scale, qtbot):
    given: list[object] = []
    scale.grade_given.connect(given.append)
    for key in (Qt.Key.Key_4, Qt.Key.Key_0, Qt.Key.Key_6, Qt.Key.Key_A):
        qtbot.keyClick(scale, key)
    assert given == [4, 0]
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Return):
        qtbot.keyClick(scale, key)
    for _ in range(9):
        qtbot.keyClick(scale, Qt.Key.Key_Right)
    qtbot.keyClick(scale, Qt.Key.Key_Space)
    assert given == [4, 0, 4, 0]


def test_a_click_gives_what_it_hits(scale, qtbot):
    given: list[object] = []
    scale.grade_given.connect(given.append)
    qtbot.mouseClick(scale, Qt.MouseButton.LeftButton, pos=QPoint(10, 16))
    qtbot.mouseClick(scale, Qt.MouseButton.LeftButton, pos=QPoint(scale.width() - 10, 16))
    assert given == [1, 0]
    assert scale.accessibleDescription() == "без оцене"


def grades(desk, subject):
    return [entry.body for entry in desk.journal.subjects[subject] if entry.header.kind == "rating.given"]


def test_it_is_noted_for_the_request_that_is_open(stage, desk, qtbot):
    view = newest(desk)
    stage.go("detail", view.subject)
    panel = stage.screen(DetailScreen)._page.rating
    assert panel.isVisible()
    qtbot.keyClick(panel.scale, Qt.Key.Key_5)
    stage.settle()
    assert grades(desk, view.subject) == [b'{"grade":5}']
    assert "Забележено: 5" in stage.words()
    stage.go("home")
    stage.go("detail", view.subject)
    assert panel.scale.accessibleDescription() == "5"


def test_only_what_was_received_here_today_is_rated(stage, desk):
    older = next(view for view in desk.requests._all() if view.state == "u_radu")
    stage.go("detail", older.subject)
    assert stage.screen(DetailScreen)._page.rating.isHidden()


def test_what_could_not_be_noted_is_not_shown_as_noted(stage, desk, qtbot, monkeypatch):
    def fail(_subject, _grade):
        raise Unavailable("disk_full")

    monkeypatch.setattr(desk.actions.systems.indicators, "rate", fail)
    stage.go("detail", newest(desk).subject)
    panel = stage.screen(DetailScreen)._page.rating
    qtbot.keyClick(panel.scale, Qt.Key.Key_3)
    stage.settle()
    assert panel.scale.accessibleDescription() == ""
    assert "Забележено" not in stage.words()
