"""The citizen's rating where the clerk finishes: five grades and none, by one key; nothing but the number is kept."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from clerk_app.domain.case_file import CaseFile
from clerk_app.domain.index import GRADES
from clerk_app.domain.index_bodies import RatingGiven
from clerk_app.ui.paint import box
from clerk_app.ui.saying import say_error
from clerk_app.ui.screen import Context
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.painted import RING
from clerk_app.ui.widgets.panel import Panel
from clerk_app.ui.workplace import Workplace

NONE = 0
_CHOICES = (*GRADES, NONE)
_GIVES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class GradeScale(QWidget):
    """One place for Tab: digits give at once, arrows choose, Enter or Space give. ``grade_given`` is 1 to 5, or 0."""

    grade_given = Signal(object)

    def __init__(self, look: Look, name: str, none: str) -> None:
        super().__init__()
        self._look = look
        self._none = none
        self._place = len(GRADES) - 1
        self._given: int | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(RING, look.tokens.radius("control"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_given(self, grade: int | None) -> None:
        """Show what was given, or nothing."""
        self._given = grade
        if grade is not None:
            self._place = _CHOICES.index(grade)
        self.setAccessibleDescription("" if grade is None else self._words(grade))
        self.update()

    def sizeHint(self) -> QSize:
        """Five numbers and two words."""
        words = QFontMetrics(self._look.font("body", 600)).horizontalAdvance(self._none)
        return QSize(len(GRADES) * self._look.px(36) + words + self._look.px(20), self._look.px(32))

    def minimumSizeHint(self) -> QSize:
        """No less: words are never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits, arrows, Enter, Space; anything else is Qt's."""
        key = event.key()
        if (
            event.text() in {"0", "1", "2", "3", "4", "5"}
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self._give(int(event.text()))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            self._place = min(max(self._place + step, 0), len(_CHOICES) - 1)
            self.update()
        elif key in _GIVES and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._give(_CHOICES[self._place])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click gives what it hits."""
        for place, rect in enumerate(self._rects()):
            if rect.contains(event.position()):
                self._give(_CHOICES[place])

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """A box for each choice; what was given is filled, what is chosen has a stronger edge."""
        look, painter = self._look, QPainter(self)
        for place, (choice, rect) in enumerate(zip(_CHOICES, self._rects(), strict=True)):
            given, chosen = choice == self._given, place == self._place and self.hasFocus()
            box(
                painter, rect, fill=look.colour("accent" if given else "surface"),
                border=look.colour("accent" if given or chosen else "control_border"),
                width=look.px(2) if chosen else 1, radius=look.tokens.radius("control"),
            )  # fmt: skip
            painter.setFont(look.font("body", 600))
            painter.setPen(look.colour("on_accent" if given else "text"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._words(choice))

    def _rects(self) -> list[QRectF]:
        look = self._look
        side, gap = float(look.px(30)), float(look.px(6))
        rects = [
            QRectF(place * (side + gap), look.px(1), side, self.height() - look.px(2)) for place in range(len(GRADES))
        ]
        left = len(GRADES) * (side + gap)
        return [*rects, QRectF(left, look.px(1), self.width() - left - 1, self.height() - look.px(2))]

    def _words(self, choice: int) -> str:
        return str(choice) if choice else self._none

    def _give(self, grade: int) -> None:
        self.show_given(grade)
        self.grade_given.emit(grade)


class RatingPanel(Panel):
    """The scale for one request, and whether it was noted; a ``flat`` one takes one row."""

    def __init__(self, context: Context, place: Workplace, *, flat: bool = False) -> None:
        look, text = context.look, context.texts.text
        super().__init__(look, "" if flat else text("rating.title"), icon="star")
        self.setAccessibleName(text("rating.title"))
        self._context = context
        self._desk = place
        self._subject = b""
        self.scale = GradeScale(look, text("rating.title"), text("rating.none"))
        self.scale.grade_given.connect(self._on_given)
        self._said = Label(look, text("rating.about"), style="small", role="text_2", wrap=True)
        if not flat:
            self.body.addWidget(self.scale)
            self.body.addWidget(self._said)
            return
        row = QHBoxLayout()
        row.setSpacing(look.px(12))
        row.addWidget(Label(look, text("rating.title"), style="section"))
        self.scale.setFixedWidth(self.scale.sizeHint().width())
        row.addWidget(self.scale)
        row.addWidget(self._said, 1)
        self.body.setContentsMargins(look.px(12), look.px(6), look.px(12), look.px(6))
        self.body.addLayout(row)

    def show_subject(self, subject: bytes, file: CaseFile | None = None) -> None:
        """Which request is rated; ``file`` says what was given before."""
        if subject == self._subject and file is None:
            return
        self._subject = subject
        given = [body.grade for _, body in file.counted(RatingGiven)] if file is not None else []
        known = given[-1] if given and given[-1] in _CHOICES else None
        self.scale.show_given(known)
        self._say(known)

    def _on_given(self, grade: object) -> None:
        subject, rate = self._subject, self._desk.actions.systems.indicators.rate
        if not isinstance(grade, int) or not subject:
            return
        self._desk.writes.submit(
            lambda: rate(subject, grade),
            while_alive(self, lambda _none: self._say(grade)),
            while_alive(self, self._on_failed),
        )

    def _on_failed(self, error: Exception) -> None:
        self.scale.show_given(None)
        self._say(None)
        say_error(self._context, error)

    def _say(self, grade: int | None) -> None:
        text = self._context.texts.text
        if grade is None:
            self._said.set_text(text("rating.about"))
        else:
            self._said.set_text(text("rating.given", grade=grade) if grade else text("rating.declined"))
