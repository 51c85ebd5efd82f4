"""Asks for a reason before something is done that is recorded for good."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.ui.paint import box
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import LongTextField
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.note import Note

_WIDTH = 480


class ReasonDialog(QDialog):
    """What will happen, a field, and verbs; ``reason_given`` gives the reason. Ctrl+Enter does it, Esc leaves it."""

    reason_given = Signal(object)

    def __init__(self, context: Context, *, title: str, about: str, verb: str, over: QWidget) -> None:
        self._window = over.window()
        super().__init__(self._window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        look, text = context.look, context.texts.text
        self._look, self._missing = look, text("error.annul_reason_missing")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self.reason = LongTextField(look, lines=3)
        self.row = FieldRow(look, text("detail.reason"), self.reason, required=True, hint=text("detail.reason_hint"))
        self.verb = Button(look, verb, kind="danger", keys=context.commands.keys("confirm"))
        self.verb.clicked.connect(self._on_verb)
        leave = Button(look, text("detail.leave_it"), keys="Esc")
        leave.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.px(8))
        buttons.addWidget(self.verb)
        buttons.addWidget(leave)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(16),) * 4)
        column.setSpacing(look.px(12))
        column.addWidget(Label(look, title, style="section"))
        column.addWidget(Note(look, about, "info"))
        column.addWidget(self.row)
        column.addLayout(buttons)

    def open_over(self) -> None:
        """Open in the upper half of the window, with the focus in the field."""
        window = self._window
        width = min(self._look.px(_WIDTH), window.width() - self._look.px(24))
        height = max(self.sizeHint().height(), self.heightForWidth(width))
        corner = window.mapToGlobal(window.rect().topLeft())
        top = max(0, (window.height() - height) // 3)
        self.setGeometry(corner.x() + (window.width() - width) // 2, corner.y() + top, width, height)
        self.open()
        self.reason.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter from anywhere in it; Esc is Qt's."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._on_verb()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Enter from the commands of the window below."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """A surface with a border that stands out from anything below it."""
        look = self._look
        radius = look.tokens.radius("panel")
        edge = look.colour("control_border")
        box(QPainter(self), self.rect(), fill=look.colour("surface"), border=edge, radius=radius)

    def _on_verb(self) -> None:
        reason = self.reason.toPlainText().strip()
        if not reason:
            self.row.set_error(self._missing)
            self.reason.setFocus()
            return
        self.reason_given.emit(reason)
        self.accept()
