"""The days of a period side by side, each from midnight to midnight, with the time without the line filled in.

A long period has a column for each month instead, as high as its hours without the line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from clerk_app.domain.index_line import DarkSpan
from clerk_app.ui.paint import box
from clerk_app.ui.theme import Look

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignCenter
MOST_DAYS = 35
_SATURDAY = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """``first`` and ``last`` day (ordinals), ``upto`` the last that has come; ``columns`` are (label, hours) of months.

    ``today`` labels the day of today.
    """

    first: int
    last: int
    upto: int
    spans: Sequence[DarkSpan]
    columns: Sequence[tuple[str, float]] = ()


class StripPlot(QWidget):
    """Draws a ``Strip``."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._strip: Strip | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(look.px(88))

    def show_strip(self, strip: Strip) -> None:
        """Draw another one."""
        self._strip = strip
        self.update()

    def sizeHint(self) -> QSize:
        """Room for a month."""
        return QSize(self._look.px(240), self._look.px(96))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """Days, or columns of months."""
        if self._strip is None:
            return
        painter = QPainter(self)
        painter.setFont(self._look.font("small"))
        if self._strip.last - self._strip.first < MOST_DAYS:
            self._paint_days(painter, self._strip)
        else:
            self._paint_columns(painter, self._strip)

    def _paint_days(self, painter: QPainter, strip: Strip) -> None:
        look, metrics = self._look, QFontMetrics(painter.font())
        left = metrics.horizontalAdvance("24") + look.px(8)
        top = metrics.height() / 2
        plot = QRectF(left, top, self.width() - left - look.px(2), self.height() - top - metrics.height() - look.px(8))
        count = strip.last - strip.first + 1
        wide = plot.width() / count
        for place in range(count):
            column = QRectF(plot.left() + place * wide + 1, plot.top(), max(1.0, wide - 2), plot.height())
            day = strip.first + place
            if day <= strip.upto:
                free = date.fromordinal(day).isoweekday() >= _SATURDAY
                box(painter, column, fill=look.colour("surface_alt" if free else "sunken"))
            else:
                box(painter, column, border=look.colour("divider"), dashed=True)
        for hour in (0, 6, 12, 18, 24):
            y = plot.top() + hour / 24 * plot.height()
            painter.setPen(QPen(look.colour("plot_grid"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            if hour % 12 == 0:
                painter.setPen(look.colour("text_3"))
                place_of = QRectF(0, y - metrics.height() / 2, left - look.px(5), metrics.height())
                painter.drawText(place_of, _RIGHT, str(hour))
        for span in strip.spans:
            x = plot.left() + (span.day - strip.first) * wide
            height = max(look.px(2), (span.ends - span.begins) * plot.height())
            block = QRectF(x + 1, plot.top() + span.begins * plot.height(), max(2.0, wide - 2), height)
            box(painter, block, fill=look.colour("plot_2"))
        self._paint_dates(painter, metrics, strip, plot, wide)

    def _paint_dates(self, painter: QPainter, metrics: QFontMetrics, strip: Strip, plot: QRectF, wide: float) -> None:
        """The number of each day that has room."""
        look, free = self._look, -1.0
        painter.setPen(look.colour("text_3"))
        for place in range(strip.last - strip.first + 1):
            label = str(date.fromordinal(strip.first + place).day)
            room = metrics.horizontalAdvance(label) + look.px(2)
            x = plot.left() + (place + 0.5) * wide - room / 2
            if x >= free and x + room <= self.width():
                painter.drawText(QRectF(x, plot.bottom() + look.px(5), room, metrics.height()), _MIDDLE, label)
                free = x + room + look.px(6)

    def _paint_columns(self, painter: QPainter, strip: Strip) -> None:
        look, metrics = self._look, QFontMetrics(painter.font())
        most = max((hours for _, hours in strip.columns), default=0) or 1
        plot = QRectF(0, metrics.height(), self.width(), self.height() - 2 * metrics.height() - look.px(8))
        wide = plot.width() / max(1, len(strip.columns))
        painter.setPen(QPen(look.colour("plot_grid"), 1))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        for place, (label, hours) in enumerate(strip.columns):
            x, height = plot.left() + place * wide, hours / most * plot.height()
            bar = QRectF(x + wide * 0.2, plot.bottom() - height, wide * 0.6, height)
            if hours:
                box(painter, bar, fill=look.colour("plot_2"), radius=look.px(2))
            words = str(round(hours))
            painter.setPen(look.colour("text"))
            if metrics.horizontalAdvance(words) <= wide:
                painter.drawText(QRectF(x, bar.top() - metrics.height(), wide, metrics.height()), _MIDDLE, words)
            painter.setPen(look.colour("text_3"))
            if metrics.horizontalAdvance(label) <= wide:
                painter.drawText(QRectF(x, plot.bottom() + look.px(4), wide, metrics.height()), _MIDDLE, label)
