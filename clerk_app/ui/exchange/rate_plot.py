"""The measured rate of the line while the program runs, with outages as violet blocks; nothing here is guessed."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from clerk_app.sync.link import LinkState
from clerk_app.ui.paint import box
from clerk_app.ui.theme import Look

KEPT = 2000
KILO = 1024


@dataclass(frozen=True, slots=True)
class Sample:
    """One measurement: seconds since the epoch, bytes a second, and whether the line was down."""

    at: float
    rate: int
    down: bool = False


class Measured:
    """The samples of this run, oldest first; only changes are kept."""

    def __init__(self) -> None:
        self.samples: deque[Sample] = deque(maxlen=KEPT)

    def take(self, link: LinkState, at: float) -> None:
        """Keep what a link state says of the rate."""
        down = link.kind == "down"
        if link.kind in {"unknown", "stopped"} or (not down and not link.rate):
            return
        sample = Sample(at, 0 if down else link.rate, down)
        last = self.samples[-1] if self.samples else None
        if last is None or (last.rate, last.down) != (sample.rate, sample.down):
            self.samples.append(sample)


class RatePlot(QWidget):
    """Draws samples; ``told`` is the same in words for those who do not see it."""

    def __init__(self, look: Look, name: str, unit: str, outage: str) -> None:
        super().__init__()
        self._look = look
        self._unit, self._outage = unit, outage
        self._samples: Sequence[Sample] = ()
        self._until = 0.0
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(look.px(120))

    def show_samples(self, samples: Sequence[Sample], until: float, told: str) -> None:
        """Draw what was measured up to ``until``."""
        self._samples, self._until = samples, until
        self.setAccessibleDescription(told)
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough to see a slope."""
        return QSize(self._look.px(300), self._look.px(120))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """Two lines of the scale, outages, the measured line."""
        look, painter = self._look, QPainter(self)
        painter.setFont(look.font("small"))
        metrics = QFontMetrics(painter.font())
        top_rate = max((sample.rate for sample in self._samples), default=0) or KILO
        scale = f"{top_rate / KILO:.1f} {self._unit}"
        left = metrics.horizontalAdvance(scale) + look.px(8)
        plot = QRectF(left, look.px(8), self.width() - left - look.px(4), self.height() - look.px(16))
        for share, words in ((0.0, scale), (1.0, "0")):
            y = plot.top() + share * plot.height()
            painter.setPen(QPen(look.colour("divider"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(look.colour("text_2"))
            place = QRectF(0, y - metrics.height() / 2, left - look.px(6), metrics.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        if self._samples:
            self._paint_samples(painter, plot, top_rate)

    def _paint_samples(self, painter: QPainter, plot: QRectF, top_rate: int) -> None:
        """Each sample holds until the next one, the last until now."""
        look = self._look
        begin, end = self._samples[0].at, max(self._until, self._samples[0].at + 60)
        across = plot.width() / (end - begin)
        ends = [*(sample.at for sample in list(self._samples)[1:]), end]
        before: QPointF | None = None
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for sample, until in zip(self._samples, ends, strict=True):
            x, width = plot.left() + (sample.at - begin) * across, (until - sample.at) * across
            if sample.down:
                block = QRectF(x, plot.top(), max(width, 2), plot.height())
                box(painter, block, fill=look.colour("offline_soft"), border=look.colour("offline"), dashed=True)
                painter.setPen(look.colour("offline"))
                painter.drawText(block, Qt.AlignmentFlag.AlignCenter, self._outage if width > look.px(60) else "")
                before = None
                continue
            painter.setPen(QPen(look.colour("accent"), look.px(2)))
            y = plot.bottom() - sample.rate / top_rate * plot.height()
            if before is not None:
                painter.drawLine(before, QPointF(x, y))
            before = QPointF(x + width, y)
            painter.drawLine(QPointF(x, y), before)
