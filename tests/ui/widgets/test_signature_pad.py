"""A pad to sign on: strokes keep one scale, small shakes are left out, and everything can be taken away."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from clerk_app.ui.widgets.signature_pad import PAD, SignaturePad

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def pad(look, qtbot):
    made = SignaturePad(look, "Потпис")
    qtbot.addWidget(made)
    made.resize(500, made.height())
    made.show()
    return made


def draw(pad, *points):
    QTest.mousePress(pad, LEFT, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(pad, point)
    QTest.mouseRelease(pad, LEFT, pos=points[-1])


def test_a_stroke_is_kept_in_its_scale_and_told(pad, qtbot):
    with qtbot.waitSignal(pad.signed):
        draw(pad, QPoint(50, 20), QPoint(51, 20), QPoint(250, 60))
    assert pad.strokes() == ((100, 40, 500, 120),)
    draw(pad, QPoint(10, 10), QPoint(600, 60))
    assert max(max(stroke) for stroke in pad.strokes()) == PAD


def test_moving_without_pressing_draws_nothing(pad):
    QTest.mouseMove(pad, QPoint(100, 50))
    QTest.mousePress(pad, Qt.MouseButton.RightButton, pos=QPoint(30, 30))
    QTest.mouseRelease(pad, Qt.MouseButton.RightButton, pos=QPoint(30, 30))
    assert pad.strokes() == ()
    pad.setEnabled(False)
    draw(pad, QPoint(50, 20), QPoint(250, 60))
    assert pad.strokes() == ()


@pytest.mark.parametrize("key", [Qt.Key.Key_Backspace, Qt.Key.Key_Delete])
def test_a_key_takes_everything_away(pad, key):
    draw(pad, QPoint(50, 20), QPoint(250, 60))
    QTest.keyClick(pad, Qt.Key.Key_A)
    assert pad.strokes()
    QTest.keyClick(pad, key)
    assert pad.strokes() == ()


def test_what_was_kept_is_drawn_again(pad):
    blank = pad.grab().toImage()
    pad.show_strokes(((0, 0, PAD, 100),))
    assert pad.grab().toImage() != blank
