"""What a widget really draws: every text with its place and its ink, heard from the painter itself.

A widget is rendered onto a device that only takes notes, so own paint, styles, delegates and rich text are all read
alike, and nothing has to be guessed from what a widget says of itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, override

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QPainter,
    QRegion,
    QTextItem,
    QTransform,
)
from PySide6.QtWidgets import QWidget

from tests.gates.widget_tree import shown

_DIRTY = QPaintEngine.DirtyFlag
_METRIC = QPaintDevice.PaintDeviceMetric
_DPI = 96


@dataclass(frozen=True, slots=True)
class Drawn:
    """One piece of text on one line: what it says, where it stands in its widget, in which colour.

    ``seen`` is what the painter was told to leave of it, where it was told so.
    """

    text: str
    rect: QRectF
    ink: QColor
    seen: QRectF | None


def drawn(widget: QWidget) -> list[Drawn]:
    """Every text that ``widget`` draws itself, without those of its children."""
    paper = _Paper(widget.size())
    painter = QPainter(paper)
    widget.render(painter, QPoint(), QRegion(), QWidget.RenderFlag(0))
    painter.end()
    return paper.notes.texts


type Reading = list[tuple[QWidget, list[Drawn]]]


def reading(root: QWidget) -> Reading:
    """Every widget that is shown in ``root``, with what it draws."""
    return [(widget, drawn(widget)) for widget in shown(root)]


class _Notes(QPaintEngine):
    """Writes texts down and draws nothing."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.texts: list[Drawn] = []
        self._ink = QColor()
        self._moved = QTransform()
        self._clip: QRectF | None = None

    @override
    def begin(self, device: QPaintDevice) -> bool:
        del device
        self.setActive(True)
        return True

    @override
    def end(self) -> bool:
        self.setActive(False)
        return True

    @override
    def updateState(self, state: QPaintEngineState) -> None:
        changed = state.state()
        if changed & _DIRTY.DirtyPen:
            self._ink = state.pen().color()
        if changed & _DIRTY.DirtyTransform:
            self._moved = state.transform()
        if changed & (_DIRTY.DirtyClipRegion | _DIRTY.DirtyClipPath):
            region = changed & _DIRTY.DirtyClipRegion
            told = QRectF(state.clipRegion().boundingRect()) if region else state.clipPath().boundingRect()
            self._narrow(state.clipOperation(), state.transform().mapRect(told))
        if changed & _DIRTY.DirtyClipEnabled and not state.isClipEnabled():
            self._clip = None

    @override
    def drawTextItem(self, at: Any, item: QTextItem) -> None:
        if not item.text().strip():
            return
        rect = QRectF(at.x(), at.y() - item.ascent(), item.width(), item.ascent() + item.descent())
        self.texts.append(Drawn(item.text(), self._moved.mapRect(rect), self._ink, self._clip))

    def _narrow(self, how: Qt.ClipOperation, told: QRectF) -> None:
        if how == Qt.ClipOperation.NoClip:
            self._clip = None
        elif how == Qt.ClipOperation.IntersectClip and self._clip is not None:
            self._clip = self._clip.intersected(told)
        else:
            self._clip = told

    @override
    def drawPixmap(self, *_: object) -> None: ...

    @override
    def drawImage(self, *_: object) -> None: ...

    @override
    def drawTiledPixmap(self, *_: object) -> None: ...

    @override
    def drawPath(self, *_: object) -> None: ...

    @override
    def drawPolygon(self, *_: object) -> None: ...

    @override
    def drawRects(self, *_: object) -> None: ...

    @override
    def drawLines(self, *_: object) -> None: ...

    @override
    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User


class _Paper(QPaintDevice):
    """As large as the widget, as fine as the screen of the tests."""

    def __init__(self, size: QSize) -> None:
        super().__init__()
        self.notes = _Notes()
        self._answers = {
            _METRIC.PdmWidth: size.width(),
            _METRIC.PdmHeight: size.height(),
            _METRIC.PdmDepth: 32,
            _METRIC.PdmNumColors: 1 << 24,
            _METRIC.PdmDevicePixelRatioScaled: 1 << 16,
            **dict.fromkeys((_METRIC.PdmDpiX, _METRIC.PdmDpiY), _DPI),
            **dict.fromkeys((_METRIC.PdmPhysicalDpiX, _METRIC.PdmPhysicalDpiY), _DPI),
        }

    @override
    def paintEngine(self) -> QPaintEngine:
        return self.notes

    @override
    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        return self._answers.get(metric, 1)
