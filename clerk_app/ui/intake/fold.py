"""One step on the page: folded to a line with its key, or open with its page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clerk_app.ui.intake.state import IntakePage, IntakeState
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.label import ElidedLabel, Label
from clerk_app.ui.widgets.line import Line


class Fold(QWidget):
    """Number, title, one line of what it holds; ``opened`` when the clerk wants to change it."""

    opened = Signal(object)

    def __init__(self, context: Context, number: int, page: IntakePage) -> None:
        super().__init__()
        self.page = page
        self._context = context
        look, title = context.look, context.texts.text(f"intake.step.{page.step}")
        self._icon = QLabel()
        self._title = Label(look, f"{number}  {title}", style="section")
        self._summary = ElidedLabel(look, "", role="text_2")
        keys = context.commands.keys(f"item_{number}")
        self._change = Button(look, context.texts.text("intake.change"), kind="link", keys=keys)
        self._name = title
        self._change.setAccessibleName(f"{context.texts.text('intake.change')}: {title}")
        self._change.clicked.connect(lambda: self.opened.emit(page.step))
        head = QHBoxLayout()
        head.setSpacing(look.px(8))
        head.addWidget(self._icon)
        head.addWidget(self._title)
        head.addWidget(self._summary, 1)
        head.addWidget(self._change)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        column.addLayout(head)
        column.addWidget(page)
        column.addWidget(Line(look))

    def show_state(self, state: IntakeState, *, current: bool, done: bool) -> None:
        """Open when it is the current step; a folded step shows what it holds."""
        self.page.setVisible(current)
        self._change.setVisible(not current)
        self._summary.setVisible(not current)
        summary = self.page.summary(state) if not current else ""
        self._summary.set_text(summary)
        words = self._context.texts.text("intake.change" if done else "intake.open")
        self._change.set_text(words)
        self._change.setAccessibleName(f"{words}: {self._name}")
        name, role = ("circle-check", "success") if done and not state.findings_of(self.page.step) else ("", "")
        if done and state.findings_of(self.page.step):
            name, role = "triangle-alert", "warning"
        self._icon.setVisible(bool(name))
        if name:
            self._icon.setPixmap(self._context.look.icons.pixmap(name, role))
        self._title.set_role("text" if current or done else "text_3")
