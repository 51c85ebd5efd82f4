"""Who applies: the applicant in person, or somebody for them, with the paper by which they speak."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QVBoxLayout, QWidget

from clerk_app.domain.bodies import Representation, RepresentationKind
from clerk_app.domain.findings import Finding
from clerk_app.domain.people import Person
from clerk_app.domain.scripts import tidy
from clerk_app.domain.values import read_date, shown_date
from clerk_app.ui.intake.person_fields import PersonFields
from clerk_app.ui.intake.state import IntakeState, finding_words
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.choice import Check
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import ChoiceField, TextField
from clerk_app.ui.widgets.label import Label

KINDS: tuple[RepresentationKind, ...] = ("power_of_attorney", "parent", "guardian", "legal_representative")
_PAPER: tuple[tuple[str, int], ...] = (("number", 4), ("issued", 4), ("issuer", 4), ("until", 4), ("scope", 8))
_DAYS = ("issued", "until")
_ACROSS = 12


class RepresentativeBlock(QWidget):
    """``form_changed`` gives the whole new form; what was typed comes back if "in person" was chosen by mistake."""

    form_changed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        look, text = context.look, context.texts.text
        self._context = context
        self._state: IntakeState | None = None
        self._before: tuple[Representation | None, Person | None] = (None, None)
        self._filling = False
        kinds: list[tuple[object, str]] = [("", text("intake.in_person"))]
        kinds += [(kind, text(f"intake.by.{kind}")) for kind in KINDS]
        self.kind = ChoiceField(look, kinds)
        self.kind.value_chosen.connect(self._on_kind_chosen)
        self._kind_row = FieldRow(look, text("intake.applies"), self.kind)
        keys = context.commands.keys("as_representative")
        self.from_card = Button(look, text("command.as_representative"), icon="id-card", keys=keys)
        self.from_card.clicked.connect(context.commands.action("as_representative").trigger)
        spoken = text("intake.representative")
        self.person = PersonFields(context, "representative", spoken)
        self.person.edited.connect(self._on_person_edited)
        self.fields = {name: TextField(look) for name, _ in _PAPER}
        self.rows = {name: FieldRow(look, text(f"representation.{name}"), field) for name, field in self.fields.items()}
        for name, field in self.fields.items():
            field.setAccessibleName(f"{text('intake.authority')}: {text(f'representation.{name}')}")
            field.textEdited.connect(self._on_paper_edited)
        self.seen = Check(look, text("representation.seen"))
        self.seen.toggled.connect(self._on_paper_edited)
        self._whole, self._paper = QWidget(), QWidget()
        self._lay_out()

    def show_state(self, state: IntakeState) -> None:
        """Show who speaks, and by what; never takes the text that is being typed."""
        self._state = state
        form, by = state.form, state.form.representation
        self._filling = True
        self.kind.set_value(by.kind if by else "")
        self._whole.setVisible(by is not None)
        self._paper.setVisible(by is not None and by.kind != "parent")
        self.person.show_person(form.representative or Person())
        for name, value in values_of(by or Representation()).items():
            field = self.fields[name]
            if not field.hasFocus() and field.text() != value:
                field.setText(value)
        self.seen.setChecked(bool(by and by.seen))
        self._filling = False
        self._show_findings(state)

    def take_focus(self, where: str) -> bool:
        """Put the focus where a finding of the representative or their paper stands; tells whether it is one."""
        head, _, tail = where.partition(".")
        if head == "representative":
            self.person.take_focus(where)
        elif head == "representation":
            (self.seen if tail == "seen" else self.fields.get(tail, self.kind)).setFocus()
        return head in {"representative", "representation"}

    def focused(self) -> str:
        """Where the focus is, as a finding would name it."""
        held = QApplication.focusWidget()
        mine = next((f"representation.{name}" for name, field in self.fields.items() if field is held), "")
        return mine or self.person.focused()

    def _show_findings(self, state: IntakeState) -> None:
        def words(finding: Finding) -> str:
            return finding_words(finding, state.service, self._context.texts)

        self.person.show_findings(state.findings_at, words)
        for name, row in {**self.rows, "kind": self._kind_row}.items():
            found = state.findings_at(f"representation.{name}")
            if found:
                row.set_warning(words(found[0]))
            else:
                row.clear_message()

    def _on_kind_chosen(self, chosen: object) -> None:
        if self._state is None:
            return
        form = self._state.form
        kind = next((each for each in KINDS if each == chosen), None)
        if kind is None:
            self._before = (form.representation, form.representative)
            self.form_changed.emit(replace(form, representation=None, representative=None))
            return
        by = form.representation or self._before[0] or Representation()
        person = form.representative or self._before[1]
        self.form_changed.emit(replace(form, representation=replace(by, kind=kind), representative=person))

    def _on_person_edited(self, person: object) -> None:
        if self._state is not None and isinstance(person, Person):
            self.form_changed.emit(replace(self._state.form, representative=person))

    def _on_paper_edited(self, _value: object) -> None:
        by = self._state.form.representation if self._state is not None else None
        if self._filling or self._state is None or by is None:
            return
        typed = {name: tidy(field.text()) for name, field in self.fields.items()}
        typed |= {name: read_date(typed[name]) or typed[name] for name in _DAYS}
        by = replace(by, **typed, seen=self.seen.isChecked())  # type: ignore[arg-type] # texts, every one
        self.form_changed.emit(replace(self._state.form, representation=by))

    def _lay_out(self) -> None:
        look, text = self._context.look, self._context.texts.text
        across = 1 if look.tokens.narrow else _ACROSS
        head = QVBoxLayout()
        head.addWidget(self._kind_row)
        head.addWidget(self.from_card, 0, Qt.AlignmentFlag.AlignLeft)
        grid = QGridLayout(self._paper)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.px(12))
        grid.setVerticalSpacing(look.px(2))
        for place in range(across):
            grid.setColumnStretch(place, 1)
        grid.addWidget(Label(look, text("intake.authority"), style="section"), 0, 0, 1, across)
        line, column = 1, 0
        for name, columns in _PAPER:
            if column + columns > across:
                line, column = line + 1, 0
            grid.addWidget(self.rows[name], line, column, 1, min(columns, across), Qt.AlignmentFlag.AlignTop)
            column += columns
        grid.addWidget(self.seen, line + 1, 0, 1, across)
        inside = QVBoxLayout(self._whole)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(Label(look, text("intake.representative"), style="section"))
        inside.addWidget(self.person)
        inside.addWidget(self._paper)
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(0, 0, 0, 0)
        column_of_all.addLayout(head)
        column_of_all.addWidget(self._whole)


def values_of(by: Representation) -> dict[str, str]:
    """What stands in the fields for a paper by which somebody speaks."""
    return {
        "number": by.number,
        "issued": shown_date(by.issued),
        "issuer": by.issuer,
        "until": shown_date(by.until),
        "scope": by.scope,
    }
