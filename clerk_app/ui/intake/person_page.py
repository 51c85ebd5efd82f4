"""The person: from the card, or typed, with what the number itself tells."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QGridLayout

from clerk_app.actions.intake import IntakeForm
from clerk_app.domain.checkdigits import birth_date_of, check_jmbg, sex_of
from clerk_app.domain.people import Address, IdKind, Person, mask
from clerk_app.domain.scripts import tidy
from clerk_app.domain.values import read_date, shown_date
from clerk_app.ui.intake.state import IntakePage, IntakeState
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import ChoiceField, TextField

_KINDS: tuple[IdKind, ...] = ("jmbg", "foreigner", "passport", "company", "none")
_FIELDS: tuple[tuple[str, int], ...] = (
    ("surname", 6),
    ("given_name", 6),
    ("parent_name", 4),
    ("birth_date", 4),
    ("document", 4),
    ("street", 6),
    ("number_house", 2),
    ("place", 4),
    ("phone", 6),
    ("email", 6),
)


class PersonPage(IntakePage):
    """Every part of the person as a field; what the card gave stands there already."""

    step = "person"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        text = context.texts.text
        self._filling = False
        self._kind = ChoiceField(context.look, [(kind, text(f"person.kind.{kind}")) for kind in _KINDS])
        self._kind.value_chosen.connect(self._on_edited)
        self._fields = {"id_number": TextField(context.look, longest=40)}
        self._fields |= {name: TextField(context.look, longest=200) for name, _ in _FIELDS}
        self._rows: dict[str, FieldRow] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(context.look.px(12))
        grid.setVerticalSpacing(context.look.px(2))
        self._lay_out(grid)
        for field in self._fields.values():
            field.textEdited.connect(self._on_edited)

    def show_state(self, state: IntakeState) -> None:
        """Fill the fields from the person, except the one that is being typed in."""
        super().show_state(state)
        person = state.form.applicant or Person()
        self._filling = True
        self._kind.set_value(person.id_kind)
        for name, value in values_of(person).items():
            field = self._fields[name]
            if not field.hasFocus() and field.text() != value:
                field.setText(value)
        self._filling = False
        self._show_findings(state)

    def summary(self, state: IntakeState) -> str:
        """Name and masked number."""
        person = state.form.applicant
        return f"{person.full_name()}  {mask(person.id_number)}" if person else ""

    def take_focus(self, where: str = "") -> None:
        """The field of a finding, or the first that is empty, the number first."""
        named = self._fields.get(where.partition(".")[2])
        empty = next((field for field in self._fields.values() if not field.text()), self._fields["id_number"])
        (named or empty).setFocus()

    def _show_findings(self, state: IntakeState) -> None:
        number = self._fields["id_number"]
        number.set_mark("")
        for name, row in self._rows.items():
            findings = state.findings_at(f"applicant.{name}")
            longest = self._fields[name].maxLength()
            if len(self._fields[name].text()) >= longest:
                row.set_warning(self.context.texts.text("field.full", longest=longest))
                continue
            if findings and number.text() + self._fields["surname"].text():
                row.set_warning(self.finding_text(findings[0]))
            else:
                row.clear_message()
        if self._kind.value() == "jmbg" and number.text() and not check_jmbg(number.text()):
            number.set_mark("check")

    def _on_edited(self, _value: object) -> None:
        if self._filling or self.state is None:
            return
        form: IntakeForm = self.state.form
        typed = {name: field.text() for name, field in self._fields.items()}
        kind = self._kind.value()
        before = form.applicant or Person()
        person = person_of(before, kind if kind in _KINDS else "jmbg", typed)
        self.form_changed.emit(replace(form, applicant=person))

    def _lay_out(self, grid: QGridLayout) -> None:
        context, text = self.context, self.context.texts.text
        across = 1 if context.look.tokens.narrow else 12
        kind_row = FieldRow(context.look, text("person.kind"), self._kind)
        number_row = FieldRow(context.look, text("person.id_number"), self._fields["id_number"], required=True)
        self._rows["id_number"] = number_row
        placed = [(kind_row, 4), (number_row, 8)]
        for name, columns in _FIELDS:
            self._rows[name] = FieldRow(context.look, text(f"person.{name}"), self._fields[name])
            placed.append((self._rows[name], columns))
        line, column = 0, 0
        for row, columns in placed:
            if column + columns > across:
                line, column = line + 1, 0
            grid.addWidget(row, line, column, 1, min(columns, across))
            column += columns
        grid.setRowStretch(line + 1, 1)


def values_of(person: Person) -> dict[str, str]:
    """What stands in the fields for a person."""
    return {
        "id_number": person.id_number,
        "surname": person.surname,
        "given_name": person.given_name,
        "parent_name": person.parent_name,
        "birth_date": shown_date(person.birth_date) if read_date(person.birth_date) else person.birth_date,
        "document": person.document.number,
        "street": person.address.street,
        "number_house": f"{person.address.number}{person.address.letter}",
        "place": person.address.place,
        "phone": person.phone,
        "email": person.email,
    }


def person_of(before: Person, kind: IdKind, typed: dict[str, str]) -> Person:
    """The person that the fields describe; a valid JMBG gives birth date and sex where they were empty.

    Parts that did not change keep exactly what the document had.
    """
    shown = values_of(before)
    clean = {name: value if value == shown[name] else tidy(value) for name, value in typed.items()}
    born = read_date(clean["birth_date"]) or clean["birth_date"]
    sex = before.sex
    if kind == "jmbg" and not check_jmbg(clean["id_number"]):
        told = birth_date_of(clean["id_number"])
        born = born or (told.isoformat() if told else "")
        sex = sex or sex_of(clean["id_number"])
    address: Address = before.address
    if any(clean[name] != shown[name] for name in ("street", "number_house", "place")):
        address = replace(
            address, street=clean["street"], number=clean["number_house"], letter="", place=clean["place"]
        )
    document = before.document
    if clean["document"] != shown["document"]:
        document = replace(
            document, kind="id_card" if document.kind == "none" else document.kind, number=clean["document"]
        )
    return replace(
        before,
        id_kind=kind,
        id_number=clean["id_number"],
        surname=clean["surname"],
        given_name=clean["given_name"],
        parent_name=clean["parent_name"],
        birth_date=born,
        sex=sex,
        address=address,
        document=document,
        phone=clean["phone"],
        email=clean["email"],
        source=before.source if values_of(before) == typed else "typed",
    )
