"""A person as fields: natural or legal, from the card or typed, with what the number itself tells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from clerk_app.domain.checkdigits import birth_date_of, check_jmbg, sex_of
from clerk_app.domain.findings import Finding
from clerk_app.domain.people import Address, IdDocument, IdKind, Person
from clerk_app.domain.scripts import tidy
from clerk_app.domain.values import read_date, shown_date
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import ChoiceField, TextField

KINDS: tuple[IdKind, ...] = ("jmbg", "foreigner", "passport", "refugee", "company", "none")
_DOCUMENTS = ("none", "id_card", "passport", "refugee_card", "other")
_NATURAL: tuple[tuple[str, int], ...] = (
    ("kind", 6),
    ("id_number", 6),
    ("surname", 6),
    ("given_name", 6),
    ("parent_name", 3),
    ("birth_date", 3),
    ("phone", 3),
    ("email", 3),
    ("street", 6),
    ("number_house", 2),
    ("place", 4),
    ("document_kind", 6),
    ("document", 6),
    ("document_issuer", 3),
    ("document_issued", 3),
    ("document_expires", 3),
    ("document_state", 3),
)
_LEGAL: tuple[tuple[str, int], ...] = (
    ("kind", 6),
    ("id_number", 3),
    ("company_number", 3),
    ("surname", 12),
    ("street", 6),
    ("number_house", 2),
    ("place", 4),
    ("phone", 6),
    ("email", 6),
)
_TYPED = tuple(dict.fromkeys(name for name, _ in (*_NATURAL, *_LEGAL) if not name.endswith("kind")))
_SHORT = {"id_number": 40, "company_number": 40}
_ACROSS = 12


class PersonFields(QWidget):
    """Every part of one person; ``edited`` gives the person as the fields describe it. ``who`` heads its findings."""

    edited = Signal(object)

    def __init__(self, context: Context, who: str, spoken: str = "") -> None:
        super().__init__()
        look, text = context.look, context.texts.text
        self._context = context
        self._who = who
        self._spoken = spoken
        self._person = Person()
        self._filling = False
        self.kind = ChoiceField(look, [(kind, text(f"person.kind.{kind}")) for kind in KINDS])
        self.document_kind = ChoiceField(look, [(kind, text(f"person.document_kind.{kind}")) for kind in _DOCUMENTS])
        self.fields = {name: TextField(look, longest=_SHORT.get(name, 200)) for name in _TYPED}
        self.rows = {name: self._row(name, field) for name, field in self.fields.items()}
        self._choices = {
            "kind": self._row("kind", self.kind),
            "document_kind": self._row("document_kind", self.document_kind),
        }
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(12))
        self._grid.setVerticalSpacing(look.px(2))
        for place in range(1 if look.tokens.narrow else _ACROSS):
            self._grid.setColumnStretch(place, 1)
        self._placed: Sequence[tuple[str, int]] = ()
        self._place(_NATURAL)
        for choice in (self.kind, self.document_kind):
            choice.value_chosen.connect(self._on_edited)
        for field in self.fields.values():
            field.textEdited.connect(self._on_edited)

    def show_person(self, person: Person) -> None:
        """Fill the fields, except the one that is being typed in."""
        self._person = person
        self._filling = True
        self.kind.set_value(person.id_kind)
        self.document_kind.set_value(person.document.kind)
        for name, value in values_of(person).items():
            field = self.fields.get(name)
            if field is not None and not field.hasFocus() and field.text() != value:
                field.setText(value)
        self._filling = False
        self._place(_LEGAL if person.id_kind == "company" else _NATURAL)

    def show_findings(self, at: Callable[[str], Sequence[Finding]], words: Callable[[Finding], str]) -> None:
        """Say under each field what stands there; nothing of a person of whom nothing was entered yet."""
        number = self.fields["id_number"]
        begun = bool(number.text() + self.fields["surname"].text())
        for name, row in self.rows.items():
            findings, field = at(f"{self._who}.{name}"), self.fields[name]
            if len(field.text()) >= field.maxLength():
                row.set_warning(self._context.texts.text("field.full", longest=field.maxLength()))
            elif findings and begun:
                row.set_warning(words(findings[0]))
            else:
                row.clear_message()
        valid = self.kind.value() == "jmbg" and number.text() and not check_jmbg(number.text())
        number.set_mark("check" if valid else "")

    def take_focus(self, where: str = "") -> None:
        """The field of a finding, or the first that is empty, the number first."""
        shown = [self.fields[name] for name, _ in self._placed if name in self.fields]
        named = self.fields.get(where.partition(".")[2])
        empty = next((field for field in shown if not field.text()), self.fields["id_number"])
        (named or empty).setFocus()

    def focused(self) -> str:
        """Where the focus is, as a finding would name it; empty where it is elsewhere."""
        held = QApplication.focusWidget()
        return next((f"{self._who}.{name}" for name, field in self.fields.items() if field is held), "")

    def _row(self, name: str, control: QWidget) -> FieldRow:
        row = FieldRow(self._context.look, self._label(name, legal=False), control, required=name == "id_number")
        self._speak(name, control, legal=False)
        return row

    def _label(self, name: str, *, legal: bool) -> str:
        texts = self._context.texts
        key = f"person.legal.{name}"
        return texts.text(key if legal and texts.has(key) else f"person.{name}")

    def _speak(self, name: str, control: QWidget, *, legal: bool) -> None:
        label = self._label(name, legal=legal)
        control.setAccessibleName(f"{self._spoken}: {label}" if self._spoken else label)

    def _place(self, wanted: Sequence[tuple[str, int]]) -> None:
        """Lay the fields of a kind of person out; those that it has not go out of sight with what stands in them."""
        if wanted == self._placed:
            return
        self._placed = wanted
        across, legal = 1 if self._context.look.tokens.narrow else _ACROSS, wanted == _LEGAL
        rows = self.rows | self._choices
        for row in rows.values():
            self._grid.removeWidget(row)
        line, column = 0, 0
        for name, columns in wanted:
            if column + columns > across:
                line, column = line + 1, 0
            self._grid.addWidget(rows[name], line, column, 1, min(columns, across), Qt.AlignmentFlag.AlignTop)
            column += columns
            rows[name].label.set_text(self._label(name, legal=legal))
            self._speak(name, rows[name].control, legal=legal)
        shown = {name for name, _ in wanted}
        for name, row in rows.items():
            row.setVisible(name in shown)
        self._keep_tab_order()

    def _keep_tab_order(self) -> None:
        controls = [(self.rows | self._choices)[name].control for name, _ in self._placed]
        for before, after in pairwise(controls):
            QWidget.setTabOrder(before, after)

    def _on_edited(self, _value: object) -> None:
        if self._filling:
            return
        typed = {name: field.text() for name, field in self.fields.items()}
        typed["document_kind"] = str(self.document_kind.value() or "none")
        kind = self.kind.value()
        self.edited.emit(person_of(self._person, kind if kind in KINDS else "jmbg", typed))


def values_of(person: Person) -> dict[str, str]:
    """What stands in the fields for a person."""
    document = person.document
    return {
        "id_number": person.id_number,
        "company_number": person.company_number,
        "surname": person.surname,
        "given_name": person.given_name,
        "parent_name": person.parent_name,
        "birth_date": _shown_day(person.birth_date),
        "document_kind": document.kind,
        "document": document.number,
        "document_issuer": document.issuer,
        "document_issued": _shown_day(document.issued),
        "document_expires": _shown_day(document.expires),
        "document_state": document.state,
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
    born, sex = _read_day(clean["birth_date"]), before.sex
    if kind == "jmbg" and not check_jmbg(clean["id_number"]):
        told = birth_date_of(clean["id_number"])
        born = born or (told.isoformat() if told else "")
        sex = sex or sex_of(clean["id_number"])
    return replace(
        before,
        id_kind=kind,
        id_number=clean["id_number"],
        company_number=clean["company_number"],
        surname=clean["surname"],
        given_name=clean["given_name"],
        parent_name=clean["parent_name"],
        birth_date=born,
        sex=sex,
        address=_address_of(before.address, clean, shown),
        document=_document_of(before.document, kind, clean, shown),
        phone=clean["phone"],
        email=clean["email"],
        source=before.source if shown == typed else "typed",
    )


def _address_of(before: Address, clean: dict[str, str], shown: dict[str, str]) -> Address:
    if all(clean[name] == shown[name] for name in ("street", "number_house", "place")):
        return before
    return replace(before, street=clean["street"], number=clean["number_house"], letter="", place=clean["place"])


def _document_of(before: IdDocument, kind: IdKind, clean: dict[str, str], shown: dict[str, str]) -> IdDocument:
    """The document; one of which only the number was typed is a passport with a passport's number, else an ID card."""
    names = [name for name in shown if name.startswith("document")]
    if all(clean[name] == shown[name] for name in names):
        return before
    chosen = next((each for each in _DOCUMENTS if each == clean["document_kind"]), "none")
    if chosen == "none" and clean["document"] and clean["document_kind"] == shown["document_kind"]:
        chosen = "passport" if kind == "passport" else "id_card"
    return replace(
        before,
        kind=chosen,  # type: ignore[arg-type] # one of the kinds above
        number=clean["document"],
        issuer=clean["document_issuer"],
        issued=_read_day(clean["document_issued"]),
        expires=_read_day(clean["document_expires"]),
        state=clean["document_state"],
    )


def _shown_day(iso: str) -> str:
    return shown_date(iso) if read_date(iso) else iso


def _read_day(text: str) -> str:
    return read_date(text) or text
