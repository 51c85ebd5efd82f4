import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from clerk_app.app.idle import IdleLock


@pytest.fixture
def field(qtbot):
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    return field


@pytest.fixture
def lock(field, qapp):
    lock = IdleLock(field, qapp, 10)
    lock.start()
    yield lock
    lock.stop()


def test_the_lock_comes_when_the_time_is_over(lock, qtbot):
    assert lock._timer.interval() == 600_000
    with qtbot.waitSignal(lock.ran_out):
        lock._timer.timeout.emit()


def test_keys_and_clicks_keep_it_away(lock, field, qtbot):
    stopped: list[bool] = []
    for act in (
        lambda: qtbot.keyClick(field, Qt.Key.Key_A),
        lambda: qtbot.mouseClick(field, Qt.MouseButton.LeftButton),
    ):
        lock._timer.stop()
        act()
        stopped.append(lock._timer.isActive())
    assert stopped == [True, True]


def test_a_pointer_that_only_moves_does_not(lock, field, qtbot):
    lock._timer.stop()
    qtbot.mouseMove(field)
    assert not lock._timer.isActive()


def test_while_nobody_is_at_work_nothing_counts(lock, field, qtbot):
    lock.stop()
    qtbot.keyClick(field, Qt.Key.Key_A)
    assert not lock._timer.isActive()
    assert field.text() == "a"
