"""The rate of the line in the last hours, with outages as violet blocks: what was measured, and nothing in between."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from clerk_app.i18n import Texts
from clerk_app.ports.index import Outage
from clerk_app.ports.line_record import Pace
from clerk_app.sync.pace import STRETCH
from clerk_app.ui.paint import box
from clerk_app.ui.theme import Look

KILO = 1024
HOURS = 5
_SECOND = 1_000_000
_TOGETHER = 3 * STRETCH
"""Microseconds up to which two measurements are one line."""
_STEPS = 3
_HEIGHT = 116


@dataclass(frozen=True, slots=True)
class History:
    """What was measured until ``now``, and when the line was away."""

    now: datetime
    paces: Sequence[Pace] = ()
    outages: Sequence[Outage] = ()

    @property
    def until(self) -> int:
        """Microseconds UTC of the right edge."""
        return int(self.now.timestamp() * _SECOND)

    @property
    def since(self) -> int:
        """Microseconds UTC of the left edge."""
        return self.until - HOURS * 3600 * _SECOND

    def runs(self) -> Iterator[list[Pace]]:
        """Measured rates that follow each other closely, with no outage between them."""
        run: list[Pace] = []
        for pace in (pace for pace in self.paces if pace.rate):
            if run and (pace.begins - run[-1].begins > _TOGETHER or self._away(run[-1].begins, pace.begins)):
                yield run
                run = []
            run.append(pace)
        if run:
            yield run

    def _away(self, begins: int, ends: int) -> bool:
        return any(begins < outage.began < ends for outage in self.outages)


def scale_step(most: int) -> int:
    """Whole kilobytes between two lines of the scale, so that ``most`` bytes a second fit under the last one."""
    wanted = max(1.0, most / KILO / _STEPS)
    size = 10 ** math.floor(math.log10(wanted))
    return next(int(size * times) for times in (1, 2, 5, 10) if size * times >= wanted)


class RatePlot(QWidget):
    """Draws a history; ``told`` is the same in words for those who do not see it."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__()
        self._look = look
        self._texts = texts
        self._history: History | None = None
        self.setAccessibleName(texts.text("exchange.plot"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(look.px(_HEIGHT))

    def show_history(self, history: History) -> None:
        """Draw what was measured."""
        self._history = history
        paces = [pace for pace in history.paces if pace.rate]
        rate = paces[-1].rate // KILO if paces else 0
        told = self._texts.many("exchange.plot_told", len(paces), rate=rate)
        self.setAccessibleDescription(f"{told}, {self._texts.many('exchange.outages', len(history.outages))}")
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough to see a slope."""
        return QSize(self._look.px(300), self._look.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """The scale, the hours, outages, the measured line."""
        history = self._history
        if history is None:
            return
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font("small"))
        metrics = QFontMetrics(painter.font())
        step = scale_step(max((pace.rate for pace in history.paces), default=0))
        left = metrics.horizontalAdvance(self._texts.number(step * _STEPS)) + look.px(10)
        below = metrics.height() + look.px(4)
        plot = QRectF(left, look.px(8), self.width() - left - look.px(20), self.height() - look.px(8) - below)
        self._paint_scale(painter, plot, step)
        self._paint_hours(painter, plot, history)
        for outage in history.outages:
            self._paint_outage(painter, plot, history, outage)
        for run in history.runs():
            self._paint_run(painter, plot, history, run, step * _STEPS * KILO)
        if not history.paces and not history.outages:
            painter.setPen(look.colour("text_2"))
            painter.drawText(plot, Qt.AlignmentFlag.AlignCenter, self._texts.text("exchange.plot_empty"))

    def _paint_scale(self, painter: QPainter, plot: QRectF, step: int) -> None:
        look, high = self._look, QFontMetrics(painter.font()).height()
        for line in range(_STEPS + 1):
            y = plot.bottom() - plot.height() * line / _STEPS
            painter.setPen(QPen(look.colour("divider"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(look.colour("text_2"))
            place = QRectF(0, y - high / 2, plot.left() - look.px(6), high)
            words = self._texts.number(step * line)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_hours(self, painter: QPainter, plot: QRectF, history: History) -> None:
        """Full hours on the wall, and a name only where it has its place."""
        metrics = QFontMetrics(painter.font())
        painter.setPen(self._look.colour("text_2"))
        hour = history.now.replace(minute=0, second=0, microsecond=0)
        free = float(self.width())
        for back in range(HOURS + 1):
            moment = hour - timedelta(hours=back)
            x = _across(plot, history, int(moment.timestamp() * _SECOND))
            words = self._texts.time(moment)
            half = metrics.horizontalAdvance(words) / 2
            if x < plot.left() or x + half > free:
                continue
            free = x - half - self._look.px(8)
            place = QRectF(x - half, plot.bottom() + self._look.px(3), 2 * half + 1, metrics.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_outage(self, painter: QPainter, plot: QRectF, history: History, outage: Outage) -> None:
        look, metrics = self._look, QFontMetrics(painter.font())
        ends = history.until if outage.running else outage.ended
        left, right = _across(plot, history, outage.began), _across(plot, history, ends)
        block = QRectF(left, plot.top(), max(right - left, look.px(3)), plot.height())
        box(painter, block, fill=look.colour("offline_soft"), border=look.colour("offline"), dashed=True)
        minutes = max(1, round((ends - outage.began) / _SECOND / 60))
        long = self._texts.text("exchange.outage_minutes", minutes=minutes)
        room = block.width() - look.px(8)
        words = next((said for said in (long, self._texts.text("exchange.outage")) if _fits(metrics, said, room)), "")
        painter.setPen(look.colour("offline"))
        painter.drawText(block.adjusted(0, look.px(3), 0, 0), Qt.AlignmentFlag.AlignHCenter, words)

    def _paint_run(self, painter: QPainter, plot: QRectF, history: History, run: Sequence[Pace], top: int) -> None:
        """From stretch to stretch; one that stands alone is as long as it was measured."""
        painter.setPen(QPen(self._look.colour("accent"), self._look.px(2)))
        points = [_point(plot, history, pace.begins + STRETCH // 2, pace.rate / top) for pace in run]
        if len(points) == 1:
            height = run[0].rate / top
            points = [_point(plot, history, run[0].begins + edge, height) for edge in (0, STRETCH)]
        for one, other in pairwise(points):
            painter.drawLine(one, other)


def _fits(metrics: QFontMetrics, words: str, room: float) -> bool:
    return metrics.horizontalAdvance(words) <= room


def _across(plot: QRectF, history: History, at: int) -> float:
    share = (at - history.since) / (history.until - history.since)
    return plot.left() + min(1.0, max(0.0, share)) * plot.width()


def _point(plot: QRectF, history: History, at: int, share: float) -> QPointF:
    return QPointF(_across(plot, history, at), plot.bottom() - share * plot.height())
