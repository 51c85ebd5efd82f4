"""The panel of the work on a case: who works on it, until when, and the most pressing things to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerk_app.domain.requests import FINISHED, RequestView
from clerk_app.ui.casework.words import due_words, handler_words
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.kept_rows import KeptRows
from clerk_app.ui.widgets.key_values import KeyValues
from clerk_app.ui.widgets.panel import Panel

MOST_WAYS = 4


class WorkPanel(Panel):
    """``command_wanted`` gives the id of the command whose button was pressed."""

    command_wanted = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, context.texts.text("case.work"), icon="route")
        self._context = context
        self._facts = KeyValues(context.look, label_width=64)
        self.body.addWidget(self._facts)
        self.body.addSpacing(context.look.px(4))
        column = QVBoxLayout()
        column.setSpacing(context.look.px(6))
        self.body.addLayout(column)
        self._buttons = KeptRows[str](column, self._button)

    def show_case(self, view: RequestView, today: date, user: str, ways: Sequence[str]) -> None:
        """Say who and until when, and offer the first of ``ways``."""
        texts = self._context.texts
        rows: list[tuple[str, str | QWidget]] = [(texts.text("case.handler"), handler_words(view, user, texts))]
        if view.origin == "office":
            rows.append((texts.text("case.received_in"), texts.text("case.other_counter")))
        if view.due and view.state not in FINISHED:
            rows.append((texts.text("request.deadline"), due_words(date.fromisoformat(view.due), today, texts)))
        self._facts.show_rows(rows)
        self._buttons.show(ways[:MOST_WAYS])

    def _button(self, command: str) -> QWidget:
        table, look = self._context.commands.table, self.look
        words, keys = self._context.texts.text(f"command.{command}"), self._context.commands.keys(command)
        button = Button(look, words, icon=table[command].icon, keys=keys, spread=True)
        button.clicked.connect(self._wanting(command))
        return button

    def _wanting(self, command: str) -> Callable[[], None]:
        return lambda: self.command_wanted.emit(command)
