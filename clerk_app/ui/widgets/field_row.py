"""A field with its label above and its error below, in room that is there before the error is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from clerk_app.ui.markup import plain
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.label import Label


class FieldRow(QWidget):
    """Joins label, control and message for eye and screen reader alike.

    One line (or ``message_lines``) is kept for the message; only a sentence that would be cut takes more.

    A finding is shown as ``error`` (red, must be mended) or ``warning`` (amber, is noted and may stay).
    """

    def __init__(
        self,
        look: Look,
        label: str,
        control: QWidget,
        *,
        required: bool = False,
        hint: str = "",
        message_lines: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._hint = hint
        self.control = control
        self.label = Label(look, label, style="small", role="text_2")
        self.label.setBuddy(control)
        self._star = Label(look, "*" if required else "", style="small", role="error", weight=700)
        if not required:
            self._star.hide()  # never shown here: without a parent it would be a window
        self._icon = QLabel()
        self._icon.setFixedWidth(look.px(14))
        self._message = Label(look, "", style="small", wrap=True)
        self._message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._kept = self._message.fontMetrics().lineSpacing() * message_lines + 1
        self._message.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        control.setAccessibleName(plain(label))
        self._lay_out()
        self.clear_message()

    def set_error(self, text: str) -> None:
        """Red border, icon, sentence."""
        self._say(text, "error", "circle-alert")
        self._mark(bad=True)

    def set_warning(self, text: str) -> None:
        """A finding that is noted and may stay."""
        self._say(text, "warning", "triangle-alert")
        self._mark(bad=False)

    def set_hint(self, hint: str) -> None:
        """Another hint, shown where nothing else is said."""
        told = self._text != self._hint
        self._hint = hint
        if not told:
            self.clear_message()

    def clear_message(self) -> None:
        """Back to the hint, or to nothing."""
        self._say(self._hint, "text_3", "")
        self._mark(bad=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need other lines."""
        super().resizeEvent(event)
        self._fit_message()

    @property
    def message(self) -> str:
        """What stands under the field now, as plain text."""
        return plain(self._text)

    def _say(self, text: str, role: str, icon: str) -> None:
        self._text = text
        self._message.set_text(text)
        self._message.set_role(role)
        self._message.setToolTip(plain(text))
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.setPixmap(self._look.icons.pixmap(icon, role, self._look.px(14)))
        self.control.setAccessibleDescription(plain(text))
        self._fit_message()

    def _fit_message(self) -> None:
        icon = self._icon.width() + self._look.px(5) if not self._icon.isHidden() else 0
        room = max(self.width() - icon, self._look.px(60))
        self._message.setMinimumHeight(0)  # a label counts its own minimum as needed
        needed = self._message.heightForWidth(room) if self._text else 0
        self._message.setFixedHeight(max(self._kept, needed))

    def _mark(self, *, bad: bool) -> None:
        if bool(self.control.property("bad")) != bad:
            self.control.setProperty("bad", bad)
            # The stylesheet looks at properties only when it polishes.
            self.control.style().unpolish(self.control)
            self.control.style().polish(self.control)
        palette = self.label.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._look.colour("error" if bad else "text_2"))
        self.label.setPalette(palette)

    def _lay_out(self) -> None:
        look = self._look
        head = QHBoxLayout()
        head.setSpacing(look.px(3))
        head.addWidget(self.label)
        head.addWidget(self._star)
        head.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(look.px(5))
        foot.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._message, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(3))
        column.addLayout(head)
        column.addWidget(self.control)
        column.addLayout(foot)
