"""The steps of an intake: done, current, to mend, open; a list whose entries are buttons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from clerk_app.ui.paint import box, text_width
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.painted import PaintedButton

StepState = Literal["done", "current", "warning", "error", "open"]

_MARKS: dict[StepState, tuple[str, str]] = {
    "done": ("circle-check", "success"),
    "warning": ("triangle-alert", "warning"),
    "error": ("circle-alert", "error"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: its words, a second line, and how it stands.

    ``spoken`` is the state in words; ``lit`` marks where the hand is although the state says something else.
    """

    id: str
    title: str
    note: str = ""
    state: StepState = "open"
    spoken: str = ""
    lit: bool = False


class StepButton(PaintedButton):
    """Number or mark, title, note."""

    def __init__(self, look: Look, number: int, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(look, f"{number}. {step.title}", parent=parent)
        self._number = number
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_step(step)

    def show_step(self, step: Step) -> None:
        """Say how the step stands now."""
        self.step = step
        self.setAccessibleName(f"{self._number}. {step.title}")
        self.setAccessibleDescription(", ".join(part for part in (step.spoken, step.note) if part))
        self.setToolTip(step.note)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One line, or two with a note that may wrap once."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Mark and title."""
        return QSize(look_width(self.look, self.step.title), self.heightForWidth(self.width()))

    def hasHeightForWidth(self) -> bool:
        """The note wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Title, and as many lines of the note as the width makes."""
        look = self.look
        height = look.px(16) + look.tokens.types["body"].line
        return height + (self._note_rect(width).height() if self.step.note else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width makes other lines: the layout keeps the height that it was told once."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """Ground, mark, words."""
        look, painter = self.look, QPainter(self)
        current = self.step.state == "current" or self.step.lit
        if current or self.hovered:
            fill = look.colour("accent_soft" if current else "row_hover")
            edge = look.colour("accent") if current and look.tokens.theme == "high_contrast" else None
            box(painter, self.rect(), fill=fill, border=edge, radius=look.tokens.radius("control"))
        side = look.px(19)
        self._paint_mark(painter, QRect(look.px(11), look.px(8), side, side))
        left = look.px(40)
        line = look.tokens.types["body"].line
        painter.setFont(look.font("body", 600 if current else 0))
        painter.setPen(look.colour("text"))
        painter.drawText(
            QRect(left, look.px(8), self.width() - left, line), Qt.AlignmentFlag.AlignVCenter, self.step.title
        )
        if self.step.note:
            painter.setFont(look.font("small"))
            painter.setPen(look.colour("text_2"))
            rect = self._note_rect(self.width()).translated(left, look.px(8) + line)
            painter.drawText(rect, Qt.TextFlag.TextWordWrap, self.step.note)

    def _note_rect(self, width: int) -> QRect:
        room = QRect(0, 0, max(width - self.look.px(46), self.look.px(80)), 1000)
        return QFontMetrics(self.look.font("small")).boundingRect(room, Qt.TextFlag.TextWordWrap, self.step.note)

    def _paint_mark(self, painter: QPainter, rect: QRect) -> None:
        look, state = self.look, self.step.state
        if state in _MARKS:
            name, role = _MARKS[state]
            side = look.px(17)
            painter.drawPixmap(rect.left(), rect.top(), look.icons.pixmap(name, role, side))
            return
        lit = state == "current"
        fill = look.colour("accent" if lit else "surface")
        box(
            painter, rect, fill=fill, border=look.colour("accent" if lit else "control_border"), radius=rect.width() / 2
        )
        painter.setFont(look.font("small", 600 if lit else 0))
        painter.setPen(look.colour("on_accent" if lit else "text_2"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(self._number))


class Steps(QWidget):
    """The steps one under another; ``step_chosen`` gives the step's id."""

    step_chosen = Signal(object)

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._buttons: list[StepButton] = []
        self.setAccessibleName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(look.px(6), look.px(6), look.px(6), look.px(6))
        self._column.setSpacing(look.px(2))

    def show_steps(self, steps: list[Step]) -> None:
        """Renew the steps; buttons are made anew only when there are other steps than before."""
        if [button.step.id for button in self._buttons] == [step.id for step in steps]:
            for button, step in zip(self._buttons, steps, strict=True):
                if button.step != step:
                    button.show_step(step)
            self.updateGeometry()  # at once: what is around them else gives them their old height first
            return
        for button in self._buttons:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [StepButton(self._look, number, step, self) for number, step in enumerate(steps, start=1)]
        for button in self._buttons:
            button.clicked.connect(self._on_clicked)
            self._column.addWidget(button)

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, StepButton):
            self.step_chosen.emit(button.step.id)


def look_width(look: Look, title: str) -> int:
    """Room for a mark and a title."""
    return look.px(46) + text_width(look, title, weight=600)
