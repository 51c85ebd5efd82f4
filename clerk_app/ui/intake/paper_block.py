"""What stands on a paper that was taken while nothing else worked: its time, number, clerk and reason."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from clerk_app.domain.bodies import PaperReason
from clerk_app.domain.on_paper import PaperEntry
from clerk_app.domain.scripts import tidy
from clerk_app.domain.values import read_date, shown_date
from clerk_app.ui.intake.state import IntakeState, finding_words
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import ChoiceField, TextField
from clerk_app.ui.widgets.note import Note

REASONS: tuple[PaperReason, ...] = ("power_cut", "breakdown", "away", "other")
_FIELDS: tuple[tuple[str, int], ...] = (("day", 4), ("time", 4), ("number", 4), ("clerk", 6))
_ACROSS = 12


class PaperBlock(QWidget):
    """There while the form is of a paper; ``form_changed`` gives the whole new form."""

    form_changed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        look, text = context.look, context.texts.text
        self._context = context
        self._state: IntakeState | None = None
        self.fields = {name: TextField(look, longest=100) for name, _ in _FIELDS}
        self.rows = {name: FieldRow(look, text(f"paper.{name}"), field) for name, field in self.fields.items()}
        for field in self.fields.values():
            field.textEdited.connect(self._on_edited)
        self.reason = ChoiceField(look, [(reason, text(f"paper.reason.{reason}")) for reason in REASONS])
        self.reason.value_chosen.connect(self._on_edited)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, look.px(8))
        grid.setHorizontalSpacing(look.px(12))
        grid.setVerticalSpacing(look.px(2))
        across = 1 if look.tokens.narrow else _ACROSS
        grid.addWidget(Note(look, text("paper.about"), "info", title=text("paper.title")), 0, 0, 1, across)
        for place in range(across):
            grid.setColumnStretch(place, 1)
        line, column = 1, 0
        reason = FieldRow(look, text("paper.reason"), self.reason)
        for row, columns in [*((self.rows[name], columns) for name, columns in _FIELDS), (reason, 6)]:
            if column + columns > across:
                line, column = line + 1, 0
            grid.addWidget(row, line, column, 1, min(columns, across), Qt.AlignmentFlag.AlignTop)
            column += columns
        self.hide()

    def show_state(self, state: IntakeState) -> None:
        """Show what stands on the paper, or nothing."""
        self._state = state
        paper = state.form.paper
        self.setVisible(paper is not None)
        if paper is None:
            return
        shown = {"day": shown_date(paper.day), "time": paper.time, "number": paper.number, "clerk": paper.clerk}
        for name, field in self.fields.items():
            if not field.hasFocus() and field.text() != shown[name]:
                field.setText(shown[name])
            found = state.findings_at(f"paper.{name}")
            if found:
                self.rows[name].set_warning(finding_words(found[0], state.service, self._context.texts))
            else:
                self.rows[name].clear_message()
        self.reason.set_value(paper.reason)

    def take_focus(self, where: str = "") -> bool:
        """The field of a finding, or the first that is empty; tells whether there is a paper with one."""
        paper = self._state.form.paper if self._state is not None else None
        head, _, tail = where.partition(".")
        if paper is None or (where and head != "paper"):
            return False
        asked = (self.fields[name] for name in ("day", "time", "number") if not self.fields[name].text())
        target = self.fields.get(tail) or next(asked, None)
        if target is not None:
            target.setFocus()
        return target is not None

    def focused(self) -> str:
        """Where the focus is, as a finding would name it."""
        held = QApplication.focusWidget()
        return next((f"paper.{name}" for name, field in self.fields.items() if field is held), "")

    def _on_edited(self, _value: object) -> None:
        paper = self._state.form.paper if self._state is not None else None
        if self._state is None or paper is None:
            return
        reason = next((each for each in REASONS if each == self.reason.value()), REASONS[0])
        day = tidy(self.fields["day"].text())
        typed = PaperEntry(
            day=read_date(day) or day,
            time=tidy(self.fields["time"].text()),
            number=self.fields["number"].text(),
            clerk=self.fields["clerk"].text(),
            reason=reason,
        )
        self.form_changed.emit(replace(self._state.form, paper=typed))
