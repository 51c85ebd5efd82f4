"""Step 1: who is there, by which document, and that the face is theirs."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from clerk_app.domain.checkdigits import birth_date_of, check_jmbg
from clerk_app.domain.eid import DocumentKind
from clerk_app.domain.people import Person, mask
from clerk_app.domain.scripts import tidy
from clerk_app.domain.values import read_date, shown_date
from clerk_app.ui.eid.state import DOCUMENTS, EidForm, EidPage, EidState
from clerk_app.ui.saying import error_words
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.choice import Check
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import ChoiceField, DateField, TextField

_KINDS = ("jmbg", "foreigner")


class EidPersonPage(EidPage):
    """The card fills all but the face; without a card everything is typed from the document."""

    step = "person"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        look, text = context.look, context.texts.text
        self._filling = False
        self._kind = ChoiceField(look, [(kind, text(f"person.kind.{kind}")) for kind in _KINDS])
        self._document = ChoiceField(look, [(kind, text(f"eid.document.{kind}")) for kind in DOCUMENTS])
        self._fields: dict[str, TextField] = {
            "id_number": TextField(look, longest=20),
            "surname": TextField(look, longest=40),
            "given_name": TextField(look, longest=40),
            "birth_date": DateField(look),
            "document": TextField(look, longest=20),
            "expires": DateField(look),
        }
        self._biometric = Check(look, text("eid.biometric"))
        self._face = Check(look, text("eid.face"))
        self.button = Button(look, text("eid.ask"), icon="search", kind="filled", keys=context.commands.keys("confirm"))
        self.button.clicked.connect(lambda: self.wanted.emit("look_up"))
        self._rows: dict[str, FieldRow] = {}
        self._lay_out()
        for choice in (self._kind, self._document):
            choice.value_chosen.connect(self._on_edited)
        for field in self._fields.values():
            field.textEdited.connect(self._on_edited)
        for check in (self._biometric, self._face):
            check.toggled.connect(self._on_edited)

    def show_state(self, state: EidState) -> None:
        """Fill the fields, except the one that is being typed in; errors under theirs."""
        super().show_state(state)
        self._filling = True
        form = state.form
        self._kind.set_value("foreigner" if form.person.id_kind == "foreigner" else "jmbg")
        self._document.set_value(form.document)
        for name, value in _values(form).items():
            if not self._fields[name].hasFocus() and self._fields[name].text() != value:
                self._fields[name].setText(value)
        self._biometric.setChecked(form.biometric)
        self._face.setChecked(form.face)
        self._filling = False
        right = form.person.id_kind == "jmbg" and not check_jmbg(form.person.id_number)
        self._fields["id_number"].set_mark("check" if right else "")
        for name, row in self._rows.items():
            error = state.error_at(name)
            row.set_error(error_words(error, self.context.texts)) if error else row.clear_message()
        self.button.setEnabled(not state.busy)

    def summary(self, state: EidState) -> str:
        """Name, masked number, document."""
        person, text = state.form.person, self.context.texts.text
        if not person.surname:
            return ""
        return f"{person.full_name()}  {mask(person.id_number)} · {text(f'eid.document.{state.form.document}')}"

    def take_focus(self, where: str = "") -> None:
        """The field of an error, else the first empty one, else the face, else the button."""
        if where == "face":
            self._face.setFocus()
            return
        empty = next((field for field in self._fields.values() if not field.text()), None)
        last: QWidget = self.button if self._face.isChecked() else self._face
        (self._fields.get(where) or empty or last).setFocus()

    def _on_edited(self, *_ignored: object) -> None:
        if self._filling or self.state is None:
            return
        self.form_changed.emit(self._form(self.state.form))

    def _form(self, before: EidForm) -> EidForm:
        typed = {name: tidy(field.text()) for name, field in self._fields.items()}
        known = before.person
        told = birth_date_of(typed["id_number"]) if self._kind.value() == "jmbg" else None
        document = replace(
            known.document, number=typed["document"], expires=read_date(typed["expires"]) or typed["expires"]
        )
        person = replace(
            known,
            id_kind="foreigner" if self._kind.value() == "foreigner" else "jmbg",
            id_number=typed["id_number"],
            surname=typed["surname"],
            given_name=typed["given_name"],
            birth_date=told.isoformat() if told else read_date(typed["birth_date"]) or typed["birth_date"],
            document=document,
        )
        kind: DocumentKind = next((one for one in DOCUMENTS if one == self._document.value()), "other")
        same = person.id_number == known.id_number
        return replace(
            before,
            person=person,
            document=kind,
            biometric=self._biometric.isChecked(),
            face=self._face.isChecked(),
            account=before.account if same else None,
        )

    def _lay_out(self) -> None:
        look, text = self.context.look, self.context.texts.text
        placed: list[tuple[QWidget, int]] = [(FieldRow(look, text("person.kind"), self._kind), 4)]
        labels = {"expires": "eid.expires", "document": "eid.document_number", "surname": "eid.surname"}
        widths = {"id_number": 8, "surname": 4, "given_name": 4, "birth_date": 4, "document": 4, "expires": 4}
        for name, columns in widths.items():
            label = text(labels.get(name, f"person.{name}"))
            self._rows[name] = FieldRow(look, label, self._fields[name], required=True)
            if name == "document":
                placed.append((FieldRow(look, text("eid.document"), self._document), 4))
            placed.append((self._rows[name], columns))
        self._rows["face"] = FieldRow(look, text("eid.seen"), self._face)
        self._face.setAccessibleName(text("eid.face"))  # the label above is no name for what is confirmed
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(3),) * 4)
        column.setSpacing(look.px(4))
        column.addLayout(grid_of(self.context, placed))
        column.addWidget(self._biometric)
        column.addWidget(self._rows["face"])
        column.addWidget(self.button)


def grid_of(context: Context, placed: list[tuple[QWidget, int]]) -> QGridLayout:
    """Rows of twelve columns; one under another where text is large."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(context.look.px(12))
    grid.setVerticalSpacing(context.look.px(2))
    across = 1 if context.look.tokens.narrow else 12
    line, column = 0, 0
    for widget, columns in placed:
        if column + min(columns, across) > across:
            line, column = line + 1, 0
        grid.addWidget(widget, line, column, 1, min(columns, across))
        column += columns
    return grid


def _values(form: EidForm) -> dict[str, str]:
    person: Person = form.person
    return {
        "id_number": person.id_number,
        "surname": person.surname,
        "given_name": person.given_name,
        "birth_date": shown_date(person.birth_date),
        "document": person.document.number,
        "expires": shown_date(person.document.expires),
    }
