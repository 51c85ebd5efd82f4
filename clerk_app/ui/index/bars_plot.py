"""Horizontal bars with a name before and a value behind each, and a mark where the office stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from clerk_app.ui.paint import box
from clerk_app.ui.theme import Look

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: ``share`` of the whole width or none, ``value`` behind it, ``about`` below the name.

    ``office`` is where the mark of the office stands.
    """

    name: str
    share: float | None
    value: str
    about: str = ""
    office: float | None = None
    colour: str = "plot_1"


class BarsPlot(QWidget):
    """As many bars as have room, and a line that says how many have none."""

    def __init__(self, look: Look, *, name_share: float = 0.42) -> None:
        super().__init__()
        self._look = look
        self._name_share = name_share
        self._bars: Sequence[Bar] = ()
        self._more = ""
        self._nothing = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_bars(self, bars: Sequence[Bar], nothing: str, more: str = "") -> None:
        """Draw these; ``more`` has a place ``{n}`` for how many do not fit."""
        self._bars, self._nothing, self._more = bars, nothing, more
        joint = "\n"  # what is cut is told whole by the tip
        self.setToolTip(joint.join(f"{bar.name} {bar.value} {bar.about}".strip() for bar in bars))
        self.setMinimumHeight(self._row() * min(len(bars), 3) if bars else self._look.px(60))
        self.update()

    def sizeHint(self) -> QSize:
        """Three bars; there is mostly room for more."""
        return QSize(self._look.px(240), self._row() * 3)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """Name, track, bar, mark, value, and what stands below."""
        look, painter = self._look, QPainter(self)
        painter.setFont(look.font("small"))
        if not self._bars:
            painter.setPen(look.colour("text_2"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(self.rect()), int(flags), self._nothing)
            return
        row, below = self._row(), QFontMetrics(painter.font()).height() + look.px(3)
        told = len(self._bars) > self.height() // row and bool(self._more)
        free = self.height() - (below if told else 0)
        shown = self._bars[: max(1, free // row)]
        spread = min(row * 1.35, free / len(shown))
        for place, bar in enumerate(shown):
            self._paint_bar(painter, bar, place * spread, spread)
        if told:
            painter.setFont(look.font("small"))
            painter.setPen(look.colour("text_2"))
            words = self._more.format(n=len(self._bars) - len(shown))
            painter.drawText(QRectF(0, self.height() - below, self.width(), below), _LEFT, words)

    def _paint_bar(self, painter: QPainter, bar: Bar, top: float, height: float) -> None:
        look = self._look
        painter.setFont(look.font("body"))
        metrics = QFontMetrics(painter.font())
        small = QFontMetrics(look.font("small"))
        block = metrics.height() + (small.height() if bar.about else 0)
        y = top + max(0, (height - block) / 2)
        value_width = max(QFontMetrics(look.font("body", 600)).horizontalAdvance(each.value) for each in self._bars)
        name_width = min(
            self.width() * self._name_share,
            max(metrics.horizontalAdvance(each.name) for each in self._bars) + look.px(12),
        )
        name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, int(name_width - look.px(10)))
        painter.setPen(look.colour("text"))
        painter.drawText(QRectF(0, y, name_width, metrics.height()), _LEFT, name)
        track = QRectF(
            name_width, y + metrics.height() / 2 - look.px(6),
            max(look.px(20), self.width() - name_width - value_width - look.px(14)), look.px(12),
        )  # fmt: skip
        self._paint_track(painter, bar, track)
        painter.setFont(look.font("body", 600))
        painter.setPen(look.colour("text" if bar.share is not None else "text_2"))
        value = QRectF(self.width() - value_width - look.px(2), y, value_width + look.px(2), metrics.height())
        painter.drawText(value, _RIGHT, bar.value)
        if bar.about:
            painter.setFont(look.font("small"))
            painter.setPen(look.colour("text_3"))
            about = small.elidedText(bar.about, Qt.TextElideMode.ElideRight, self.width() - look.px(4))
            painter.drawText(QRectF(0, y + metrics.height(), self.width(), small.height()), _LEFT, about)

    def _paint_track(self, painter: QPainter, bar: Bar, track: QRectF) -> None:
        look, edge = self._look, self._look.tokens.theme == "high_contrast"
        box(
            painter, track, fill=look.colour("surface" if edge else "sunken"),
            border=look.colour("plot_grid") if edge else None, radius=look.px(2),
        )  # fmt: skip
        if bar.share:
            filled = QRectF(track)
            filled.setWidth(max(look.px(2), track.width() * min(bar.share, 1)))
            box(painter, filled, fill=look.colour(bar.colour), radius=look.px(2))
        if bar.office is not None:
            x = track.left() + track.width() * min(max(bar.office, 0), 1)
            painter.setPen(QPen(look.colour("surface"), look.px(4)))
            painter.drawLine(QPointF(x, track.top() - look.px(2)), QPointF(x, track.bottom() + look.px(2)))
            painter.setPen(QPen(look.colour("text"), look.px(2)))
            painter.drawLine(QPointF(x, track.top() - look.px(3)), QPointF(x, track.bottom() + look.px(3)))

    def _row(self) -> int:
        look = self._look
        body, small = QFontMetrics(look.font("body")).height(), QFontMetrics(look.font("small")).height()
        return body + (small if any(bar.about for bar in self._bars) else 0) + look.px(5)
