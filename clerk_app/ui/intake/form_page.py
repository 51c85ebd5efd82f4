"""The form of the service, drawn from its definition; it grows and shrinks as conditions say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.domain.catalogue import Section
from clerk_app.domain.forms import FieldState, FormState, SectionState
from clerk_app.domain.lookups import Found, ListRow
from clerk_app.domain.values import read_date, shown_date
from clerk_app.ui.intake.state import STEPS, IntakePage, IntakeState
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import ChoiceField, LongTextField, TextField
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.lookup_field import LookupField, LookupTexts
from clerk_app.ui.widgets.yes_no import YesNo

ACROSS = 12
GAP = 12
NARROWEST = 660  # px at 100 %: between the panels of a 1366 px window, in the longest language


type ListSearch = Callable[[str, str, Callable[[Found], None]], None]


class Lists(Protocol):
    """What a form asks of lists; see ``ui.looked_up``."""

    def search(self, name: str, text: str, deliver: Callable[[Found], None], /) -> None:
        """Find rows of a list for a text."""
        ...

    def learn(self, name: str, row: ListRow, /) -> None:
        """The clerk has chosen a row."""
        ...


class _NoLists:
    """Where no lists are: lookup fields take text."""

    def search(self, _name: str, _text: str, deliver: Callable[[Found], None], /) -> None:
        """The list is not here."""
        deliver(Found(here=False))

    def learn(self, _name: str, _row: ListRow, /) -> None:
        """Nothing was chosen."""


NO_LISTS = _NoLists()


class FormField(QWidget):
    """One field of the form with the control its type asks for; ``typed`` gives the text as it stands."""

    typed = Signal(object)
    chosen = Signal(object)

    def __init__(self, context: Context, state: FieldState, search: ListSearch) -> None:
        super().__init__()
        self._context = context
        self._search = search
        self.state = state
        self.control = self._make_control()
        field = state.field
        hint = context.texts.wording(field.hint) if field.hint else ""
        label = context.texts.wording(field.label)
        self.row = FieldRow(context.look, label, self.control, required=state.required, hint=hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.row)
        self.setFocusProxy(self.control)

    def _make_control(self) -> QWidget:
        field, look = self.state.field, self._context.look
        wording = self._context.texts.wording
        if field.type == "choice":
            choices: list[tuple[object, str]] = [("", "")]
            choices += [(choice.code, wording(choice.label)) for choice in field.choices]
            chooser = ChoiceField(look, choices)
            chooser.value_chosen.connect(lambda value: self.typed.emit(str(value or "")))
            return chooser
        if field.type == "yes_no":
            asked = YesNo(look, self._context.texts.text("paper.yes"), self._context.texts.text("paper.no"))
            asked.answered.connect(self.typed)
            return asked
        if field.type == "multiline":
            long = LongTextField(look, longest=max(field.max_length + 50, 10_000))
            long.textChanged.connect(lambda: self.typed.emit(long.toPlainText()))
            return long
        if field.type == "lookup":
            return self._make_lookup()
        text = TextField(look, unit=field.unit, longest=max(field.max_length + 50, 10_000))
        text.setReadOnly(self.state.computed)
        text.textEdited.connect(self.typed.emit)
        return text

    def _make_lookup(self) -> LookupField:
        field, text = self.state.field, self._context.texts.text
        lookup = LookupField(
            self._context.look,
            partial(self._search, field.list),
            self._context.texts.wording,
            LookupTexts(text("intake.list_found"), text("intake.list_more"), text("intake.list_none")),
            longest=max(field.max_length + 50, 10_000),
        )
        lookup.setReadOnly(self.state.computed)
        lookup.typed.connect(self.typed)
        lookup.chosen.connect(self.chosen)
        lookup.told.connect(self._on_told)
        return lookup

    def _on_told(self, here: object) -> None:
        """Where the list is not here yet, the field takes text and says so."""
        hint = self.state.field.hint
        own = self._context.texts.wording(hint) if hint else ""
        self.row.set_hint(own if here else self._context.texts.text("intake.list_missing"))

    def show_value(self, state: FieldState, raw: str) -> None:
        """Show the value, unless the clerk is typing it, and what stands at the field."""
        self.state = state
        control = self.control
        value = state.value if state.computed else raw
        shown = shown_date(value) if state.field.type == "date" and read_date(value) == value and value else value
        blocked = control.blockSignals(True)
        if isinstance(control, (ChoiceField, YesNo)):
            control.set_value(value)
        elif isinstance(control, LookupField):
            control.show_value(state.value, state.label)
        elif isinstance(control, TextField) and not control.hasFocus() and control.text() != shown:
            control.setText(shown)
        elif isinstance(control, LongTextField) and not control.hasFocus() and control.toPlainText() != value:
            control.setPlainText(value)
        control.blockSignals(blocked)


class FormPage(IntakePage):
    """Sections in order, fields on a 12-column grid, findings under their fields."""

    step = "form"

    def __init__(self, context: Context, lists: Lists = NO_LISTS) -> None:
        super().__init__(context)
        self._lists = lists
        self._fields: dict[str, FormField] = {}
        self._drawn: tuple[str, ...] = ()
        self._left = ""
        self._extra_rows: dict[str, int] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._body = QWidget()
        self._layout.addWidget(self._body)

    def show_state(self, state: IntakeState) -> None:
        """Redraw only when other fields are visible than before; else renew values and findings."""
        super().show_state(state)
        if state.assessment is None:
            return
        form = state.assessment.form
        service = state.form.service
        visible = (service, *(field.key for section in form.sections for row in section.rows for field in row))
        if visible != self._drawn:
            self._draw(form)
            self._drawn = visible
        if STEPS.index(state.form.step) > STEPS.index(self.step):
            self._left = state.form.id
        for section in form.sections:
            for row in section.rows:
                for field in row:
                    self._renew(field, state)

    def summary(self, state: IntakeState) -> str:
        """How many fields are filled."""
        if state.assessment is None:
            return ""
        filled = sum(1 for value in state.assessment.form.values.values() if value)
        return self.context.texts.many("intake.fields_filled", filled)

    def take_focus(self, where: str = "") -> None:
        """The field with this key, or the first that is empty."""
        target = self._fields.get(where)
        empty = (field for field in self._fields.values() if not field.state.value and not field.state.computed)
        target = target or next(empty, None) or next(iter(self._fields.values()), None)
        if target is not None:
            target.control.setFocus()

    def focused(self) -> str:
        """The key of the field that has the focus."""
        active = QApplication.focusWidget()
        return next((key for key, field in self._fields.items() if active and field.isAncestorOf(active)), "")

    def _renew(self, field: FieldState, state: IntakeState) -> None:
        drawn = self._fields[field.key]
        drawn.show_value(field, state.form.values.get(field.key, ""))
        findings = state.findings_at(field.key)
        passed_by = self._left == state.form.id  # whoever has gone on is told also of what was never touched
        untouched = field.key not in state.form.values and not field.computed and not passed_by
        looking = isinstance(drawn.control, LookupField) and not drawn.control.settled
        if findings and not untouched and not looking:
            drawn.row.set_warning(self.finding_text(findings[0]))
        else:
            drawn.row.clear_message()

    def _draw(self, form: FormState) -> None:
        active = QApplication.focusWidget() or self
        focused = next((key for key, field in self._fields.items() if field.isAncestorOf(active)), "")
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.context.look.px(6))
        self._fields = {}
        for section in form.sections:
            self._draw_section(section, column)
        column.addStretch()
        self._layout.replaceWidget(self._body, body)
        self._body.hide()
        self._body.deleteLater()
        self._body = body
        body.show()
        if focused in self._fields:
            self._fields[focused].control.setFocus()

    def _draw_section(self, state: SectionState, column: QVBoxLayout) -> None:
        look, section = self.context.look, state.section
        title = self.context.texts.wording(section.title)
        for place, row in enumerate(state.rows, start=1):
            shown = f"{title} {place}" if section.repeat_max > 1 else title
            column.addWidget(Label(look, shown, style="section"))
            column.addLayout(self._lines(row))
        if section.repeat_max > 1:
            column.addLayout(self._repeat_buttons(section, len(state.rows)))

    def _lines(self, row: tuple[FieldState, ...]) -> QVBoxLayout:
        """The fields of one row, on as many lines as they need; each line a grid, for its own words to widen."""
        look = self.context.look
        lines = QVBoxLayout()
        lines.setSpacing(look.px(4))
        grid, place, wide = self._line(lines), 0, 0
        for state in row:
            field = FormField(self.context, state, self._lists.search)
            field.typed.connect(lambda value, key=state.key: self._on_typed(key, str(value)))
            field.chosen.connect(lambda row, state=state: self._on_chosen(state, row))
            self._fields[state.key] = field
            columns = ACROSS if look.tokens.narrow else min(state.field.columns, ACROSS)
            field.control.ensurePolished()  # a choice is as wide as its longest words in the typeface of the look
            wide += field.minimumSizeHint().width() + look.px(GAP)
            if place and (place + columns > ACROSS or wide > look.px(NARROWEST + GAP)):
                grid, place, wide = self._line(lines), 0, field.minimumSizeHint().width() + look.px(GAP)
            grid.addWidget(field, 0, place, 1, columns)
            place += columns
        return lines

    def _line(self, lines: QVBoxLayout) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.context.look.px(GAP))
        for place in range(ACROSS):
            grid.setColumnStretch(place, 1)
        lines.addLayout(grid)
        return grid

    def _repeat_buttons(self, section: Section, rows: int) -> QHBoxLayout:
        texts, look = self.context.texts, self.context.look
        buttons = QHBoxLayout()
        if rows < section.repeat_max:
            add = Button(look, texts.text("intake.add_row", title=section.title), icon="plus")
            add.clicked.connect(lambda: self._on_row_added(section, rows))
            buttons.addWidget(add)
        if rows > section.repeat_min:
            remove = Button(look, texts.text("intake.remove_row"), icon="trash-2")
            remove.clicked.connect(lambda: self._on_row_removed(section, rows - 1))
            buttons.addWidget(remove)
        buttons.addStretch()
        return buttons

    def _on_typed(self, key: str, value: str) -> None:
        if self.state is not None:
            values = {**self.state.form.values, key: value}
            self.form_changed.emit(replace(self.state.form, values=values))

    def _on_chosen(self, state: FieldState, row: object) -> None:
        if isinstance(row, ListRow):
            self._lists.learn(state.field.list, row)
            self._on_typed(state.key, row.code)

    def _on_row_added(self, section: Section, row: int) -> None:
        self._on_typed(f"{section.code}[{row}].{section.fields[0].code}", "")
        self.take_focus(f"{section.code}[{row}].{section.fields[0].code}")

    def _on_row_removed(self, section: Section, row: int) -> None:
        if self.state is not None:
            gone = f"{section.code}[{row}]."
            values = {key: value for key, value in self.state.form.values.items() if not key.startswith(gone)}
            self.form_changed.emit(replace(self.state.form, values=values))
