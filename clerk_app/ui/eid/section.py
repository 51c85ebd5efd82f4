"""One step on the page: folded to a line with its key, or open with its page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clerk_app.ui.eid.state import EidPage, EidState
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.label import ElidedLabel, Label
from clerk_app.ui.widgets.line import Line


class Section(QWidget):
    """Number, title, one line of what it holds; ``opened`` gives the step that the clerk wants to see."""

    opened = Signal(object)

    def __init__(self, context: Context, number: int, page: EidPage) -> None:
        super().__init__()
        self.page = page
        self._look = context.look
        look, text = context.look, context.texts.text
        title = text(f"eid.step.{page.step}")
        self._icon = QLabel()
        self._icon.setPixmap(look.icons.pixmap("circle-check", "success"))
        self._title = Label(look, f"{number}  {title}", style="section")
        self._summary = ElidedLabel(look, "", role="text_2")
        self._change = Button(look, text("intake.open"), kind="link", keys=context.commands.keys(f"item_{number}"))
        self._change.setAccessibleName(f"{text('intake.open')}: {title}")
        self._change.clicked.connect(lambda: self.opened.emit(page.step))
        head = QHBoxLayout()
        head.setSpacing(look.px(8))
        for part in (self._icon, self._title):
            head.addWidget(part)
        head.addWidget(self._summary, 1)
        head.addWidget(self._change)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        column.addLayout(head)
        column.addWidget(page)
        column.addWidget(Line(look))

    def show_state(self, state: EidState, *, current: bool, done: bool) -> None:
        """Open when it is the current step; a folded step shows what it holds."""
        self.page.show_state(state)
        self.page.setVisible(current)
        for part in (self._change, self._summary):
            part.setVisible(not current)
        self._summary.set_text("" if current else self.page.summary(state))
        self._icon.setVisible(done)
        self._title.set_role("text" if current or done else "text_3")
