"""The next state of a case: only those that may follow, with a note that everybody sees who works on it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clerk_app.domain.cases import State
from clerk_app.ui.casework.note_field import NoteField
from clerk_app.ui.dialog_over import DialogOver
from clerk_app.ui.request_list import state_look
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.cells import Cell, Column, state_cell
from clerk_app.ui.widgets.table import Table

_MOST_ROWS = 6


class StepDialog(DialogOver):
    """``step_given`` gives the state and the note."""

    step_given = Signal(object)

    def __init__(self, context: Context, now: str, steps: Sequence[State], *, over: QWidget) -> None:
        texts = context.texts
        super().__init__(
            context,
            title=texts.text("case.step_title"),
            about=texts.text("case.step_about", state=texts.text(f"state.{now}")),
            verb=texts.text("case.step_do"),
            leave=texts.text("detail.leave_it"),
            over=over,
            kind="filled",
        )

        def cell(state: State) -> Cell:
            return state_cell(texts.text(f"state.{state}"), *state_look(state))

        columns = (Column[State](title=texts.text("case.step_to"), cell=cell),)
        self.states = Table[State](context.look, texts.text("case.step_to"), columns, lambda state: state)
        self.states.set_rows(steps)
        self.states.selectRow(0)
        self.states.row_opened.connect(lambda _state: self._on_verb())
        tokens, shown = context.look.tokens, min(len(steps), _MOST_ROWS)
        self.states.setFixedHeight(tokens.size("header_row") + shown * tokens.size("row") + context.look.px(4))
        self.note = NoteField(context, texts.text("case.note"), hint=texts.text("case.note_hint"))
        self.middle.addWidget(self.states)
        self.middle.addWidget(self.note)

    def take_focus(self) -> None:
        """The states."""
        self.states.setFocus()

    def _on_verb(self) -> None:
        state = self.states.current_row()
        if state is not None:
            self.step_given.emit((state, self.note.note))
            self.accept()
