"""The notes that are taken of a widget's paint say what its picture shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import override

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from tests.gates.drawn import drawn, reading
from tests.support.stage import Stage


class Painted(QWidget):
    """Paints in ways that a note-taker could get wrong."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(Qt.GlobalColor.red)
        painter.translate(30, 40)
        painter.drawText(QPoint(0, 20), "moved")
        painter.save()
        painter.setClipRect(QRect(0, 0, 10, 10))
        painter.setPen(Qt.GlobalColor.blue)
        painter.drawText(QPoint(0, 60), "behind a clip")
        painter.restore()
        painter.drawText(QPoint(0, 80), "free again")


@pytest.fixture
def stage(qapp: QApplication) -> Iterator[Stage]:
    made = Stage()
    yield made
    made.close()


def shown_on(stage: Stage, *widgets: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    for widget in widgets:
        column.addWidget(widget)
    stage.show_page(page)
    return page


def test_place_ink_and_clip_are_those_of_the_painter(stage: Stage) -> None:
    painted = Painted()
    shown_on(stage, painted)
    moved, clipped, free = drawn(painted)
    assert (moved.text, moved.ink.name(), moved.seen) == ("moved", "#ff0000", None)
    assert (moved.rect.left(), moved.rect.top() < 60 < moved.rect.bottom()) == (30, True)
    assert (clipped.ink.name(), clipped.seen) == ("#0000ff", QRectF(30, 40, 10, 10))
    assert (free.ink.name(), free.seen) == ("#ff0000", None)


def test_styles_and_rich_text_are_heard_like_own_paint(stage: Stage) -> None:
    rich, field = QLabel("plain <b>strong</b>"), QLineEdit()
    field.setPlaceholderText("what to type")
    read = dict(reading(shown_on(stage, rich, field)))
    assert [piece.text.strip() for piece in read[rich]] == ["plain", "strong"]
    (placeholder,) = read[field]
    assert placeholder.text == "what to type"
    assert placeholder.ink == stage.look.colour("text_3")


def test_children_are_read_for_themselves(stage: Stage) -> None:
    inner, outer = QLabel("inner"), QWidget()
    QVBoxLayout(outer).addWidget(inner)
    read = dict(reading(shown_on(stage, outer)))
    assert read[outer] == []
    assert [piece.text for piece in read[inner]] == ["inner"]
