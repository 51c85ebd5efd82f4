"""A line through weeks or months, with the office as a second line and what is wanted as a third."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from clerk_app.ui.theme import Look

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """What a trend shows: a value for each step, or none; ``top`` is the highest of the scale.

    ``office`` are the values of the office, ``target`` is what is wanted; ``said`` words a value.
    """

    labels: Sequence[str]
    values: Sequence[float | None]
    office: Sequence[float | None]
    top: float
    said: Callable[[float], str]
    own_name: str
    office_name: str
    target: float | None = None
    target_name: str = ""
    nothing: str = ""


class TrendPlot(QWidget):
    """Draws a ``Trend`` in one of the plot colours; where a step has no value the line has a gap."""

    def __init__(self, look: Look, colour: str) -> None:
        super().__init__()
        self._look = look
        self._colour = colour
        self._trend: Trend | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(look.px(88))

    def show_trend(self, trend: Trend) -> None:
        """Draw another one."""
        self._trend = trend
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough to see a slope."""
        return QSize(self._look.px(180), self._look.px(96))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """Legend, scale, what is wanted, the office, the desk."""
        if self._trend is None:
            return
        look, trend, painter = self._look, self._trend, QPainter(self)
        painter.setFont(look.font("small"))
        metrics = QFontMetrics(painter.font())
        if not any(value is not None for value in trend.values):
            painter.setPen(look.colour("text_2"))
            flags = _MIDDLE | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(self.rect()), int(flags), trend.nothing)
            return
        legend = self._paint_legend(painter, metrics)
        left = max(metrics.horizontalAdvance(trend.said(value)) for value in (0, trend.top)) + look.px(8)
        right = metrics.horizontalAdvance(trend.said(trend.top)) + look.px(16)
        top = legend + metrics.height() / 2 + look.px(4)
        low = metrics.height() * 1.5 + look.px(3)
        plot = QRectF(left, top, self.width() - left - right, self.height() - top - low)
        self._paint_scale(painter, metrics, plot)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_target(painter, plot)
        self._paint_line(painter, plot, trend.office, "text_3", dashed=True)
        self._paint_line(painter, plot, trend.values, self._colour, dashed=False)
        self._paint_last(painter, metrics, plot)

    def _paint_legend(self, painter: QPainter, metrics: QFontMetrics) -> float:
        """What each line is, where there is more than one; gives how high it is."""
        look, trend = self._look, self._trend
        if trend is None:
            return 0
        lines = [(trend.own_name, self._colour, Qt.PenStyle.SolidLine)]
        if any(value is not None for value in trend.office):
            lines.append((trend.office_name, "text_3", Qt.PenStyle.DashLine))
        if trend.target is not None:
            lines.append((trend.target_name, "text_2", Qt.PenStyle.DotLine))
        if len(lines) == 1:
            return 0
        if sum(look.px(34) + metrics.horizontalAdvance(name) for name, _, _ in lines) > self.width():
            lines = lines[1:]  # the line of the desk is the one with its value
        x, y = float(look.px(2)), metrics.height() / 2
        for name, colour, style in lines:
            wide = metrics.horizontalAdvance(name)
            if x + look.px(24) + wide > self.width():
                break
            painter.setPen(QPen(look.colour(colour), look.px(2), style))
            painter.drawLine(QPointF(x, y), QPointF(x + look.px(16), y))
            painter.setPen(look.colour("text_2"))
            painter.drawText(QRectF(x + look.px(20), 0, wide + look.px(4), metrics.height()), _LEFT, name)
            x += look.px(20) + wide + look.px(14)
        return float(metrics.height())

    def _paint_scale(self, painter: QPainter, metrics: QFontMetrics, plot: QRectF) -> None:
        """Three lines of the scale, and as many labels below as have room."""
        look, trend = self._look, self._trend
        if trend is None:
            return
        for share in (0.0, 0.5, 1.0):
            y = plot.bottom() - share * plot.height()
            painter.setPen(QPen(look.colour("plot_grid"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            if share == 0.5 and plot.height() < 3 * metrics.height():
                continue
            painter.setPen(look.colour("text_3"))
            place = QRectF(0, y - metrics.height() / 2, plot.left() - look.px(6), metrics.height())
            painter.drawText(place, _RIGHT, trend.said(share * trend.top))
        wide = max(metrics.horizontalAdvance(label) for label in trend.labels) + look.px(2)
        count = len(trend.labels)
        every = max(1, math.ceil(count * (wide + look.px(6)) / max(1.0, plot.width() + wide)))
        for place_of in range(count - 1, -1, -every):
            x = min(max(self._x(plot, place_of) - wide / 2, 0), self.width() - wide)
            place = QRectF(x, plot.bottom() + metrics.height() / 2 + look.px(2), wide, metrics.height())
            painter.drawText(place, _MIDDLE, trend.labels[place_of])

    def _paint_target(self, painter: QPainter, plot: QRectF) -> None:
        trend = self._trend
        if trend is None or trend.target is None or not 0 <= trend.target <= trend.top:
            return
        y = plot.bottom() - trend.target / trend.top * plot.height()
        painter.setPen(QPen(self._look.colour("text_2"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))

    def _paint_line(
        self, painter: QPainter, plot: QRectF, values: Sequence[float | None], colour: str, *, dashed: bool
    ) -> None:
        look, before = self._look, None
        ink = look.colour(colour)
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        points = [self._point(plot, place, value) for place, value in enumerate(values)]
        for point in points:
            if before is not None and point is not None:
                painter.setPen(QPen(ink, look.px(2) if not dashed else look.px(1.5), style))
                painter.drawLine(before, point)
            before = point
        painter.setPen(QPen(look.colour("surface"), look.px(1)))
        painter.setBrush(ink)
        radius = look.px(2 if dashed else 3.5)
        for point in points:
            if point is not None:
                painter.drawEllipse(point, radius, radius)

    def _paint_last(self, painter: QPainter, metrics: QFontMetrics, plot: QRectF) -> None:
        """The last value in figures, beside its point."""
        look, trend = self._look, self._trend
        known = [place for place, value in enumerate(trend.values) if value is not None] if trend is not None else []
        if trend is None or not known:
            return
        value = trend.values[known[-1]]
        point = self._point(plot, known[-1], value)
        if point is None or value is None:
            return
        painter.setFont(look.font("small", 600))
        painter.setPen(look.colour("text"))
        wide = QFontMetrics(painter.font()).horizontalAdvance(trend.said(value))
        x = min(point.x() + look.px(7), self.width() - wide - look.px(1))
        y = min(point.y(), plot.bottom()) - metrics.height() / 2
        painter.drawText(QRectF(x, y, wide + 1, metrics.height()), _LEFT, trend.said(value))

    def _x(self, plot: QRectF, place: int) -> float:
        count = len(self._trend.labels) if self._trend is not None else 0
        return plot.center().x() if count < 2 else plot.left() + place / (count - 1) * plot.width()

    def _point(self, plot: QRectF, place: int, value: float | None) -> QPointF | None:
        if value is None or self._trend is None:
            return None
        share = min(max(value / self._trend.top, 0), 1)
        return QPointF(self._x(plot, place), plot.bottom() - share * plot.height())
