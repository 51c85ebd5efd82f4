"""The password: field, a button that shows its letters, the Caps Lock hint, and the wait after a failure."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerk_app.i18n import Texts
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import PasswordField
from clerk_app.ui.widgets.icon_button import IconButton


class PasswordBox(QWidget):
    """``ready_changed`` tells whether an attempt may be made now (no wait is running)."""

    ready_changed = Signal(object)
    entered = Signal()

    def __init__(self, texts: Texts, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._look = look
        self._error = ""
        self._caps = False
        self._wait = 0
        self.field = PasswordField(look)
        self.field.installEventFilter(self)
        self.field.returnPressed.connect(self.entered)
        self.row = FieldRow(look, texts.text("sign_in.password"), self.field, message_lines=2)
        self.eye = IconButton(look, "eye", texts.text("sign_in.show"), self.field)
        self.eye.setCheckable(True)
        self.eye.toggled.connect(self._on_eye)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._on_second)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.row)

    def show_error(self, text: str) -> None:
        """Say what was wrong; an empty text takes it back."""
        self._error = text
        self._say()

    def set_wait(self, seconds: int) -> None:
        """Count down before the next attempt."""
        self._wait = max(0, seconds)
        self._timer.start() if self._wait else self._timer.stop()
        self.ready_changed.emit(self._wait == 0)
        self._say()

    @property
    def ready(self) -> bool:
        """Whether no wait is running."""
        return self._wait == 0

    def take(self) -> str:
        """The password, which is gone from the screen from now on."""
        password = self.field.text()
        self.field.clear()
        return password

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Learn from what is typed whether Caps Lock is on: Qt has no question for it."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._notice_caps(event)
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the eye in the field."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._settle)

    def _settle(self) -> None:
        side = self.field.height() - self._look.px(4)
        self.eye.setGeometry(self.field.width() - side - self._look.px(4), self._look.px(2), side, side)
        self.field.setTextMargins(0, 0, side, 0)

    def _notice_caps(self, event: QKeyEvent) -> None:
        letter = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self._caps = False
        elif len(letter) == 1 and letter.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._caps = letter.isupper() != shifted
        self._say()

    def _say(self) -> None:
        wait = self._texts.many("sign_in.wait", self._wait) if self._wait else ""
        caps = self._texts.text("sign_in.caps_lock") if self._caps else ""
        words = " ".join(part for part in (self._error, caps, wait) if part)
        if self._error or wait:
            self.row.set_error(words)
        elif caps:
            self.row.set_warning(words)
        else:
            self.row.clear_message()

    def _on_second(self) -> None:
        self.set_wait(self._wait - 1)

    def _on_eye(self, shown: bool) -> None:
        self.field.show_letters(shown)
        self.eye.show_icon("eye-off" if shown else "eye", self._texts.text("sign_in.hide" if shown else "sign_in.show"))
