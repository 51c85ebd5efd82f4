"""The card of somebody else while a request is open: hold this visit and begin for them, or let them speak here."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerk_app.actions.intake_form import IntakeForm
from clerk_app.domain.people import Person
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.note import Note


class CardNote(QWidget):
    """Two people are never mixed: what is done with the card is the clerk's word, by a key."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        look, commands = context.look, context.commands
        self._context = context
        self._note = Note(look, "", "warning", icon="id-card")
        brief = look.tokens.narrow
        for command, icon in (("hold_visit", "hourglass"), ("as_representative", "id-card")):
            words = context.texts.text(f"intake.card.{command}{'.brief' if brief else ''}")
            button = Button(look, words, icon=icon, keys=commands.keys(command))
            button.clicked.connect(commands.action(command).trigger)
            self._note.ways_out.addWidget(button)
        self._note.ways_out.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._note)
        self.hide()

    def show_people(self, form: IntakeForm | None, person: Person | None) -> None:
        """Say whose card it is, where that is not somebody of this request."""
        other = form is not None and person is not None and stranger(form, person)
        self.setVisible(other)
        if other and form is not None and person is not None:
            texts = self._context.texts
            mine = form.applicant.spoken_name() if form.applicant is not None and form.applicant.known else ""
            about = texts.text("intake.card.open_for", name=mine or texts.text("draft.nobody"))
            title = texts.text("intake.card.other", name=person.spoken_name())
            if self._context.look.tokens.narrow:
                self._note.show_note(title, "warning", icon="id-card")
            else:
                self._note.show_note(about, "warning", title=title, icon="id-card")


def stranger(form: IntakeForm, person: Person) -> bool:
    """Whether a person is neither the applicant nor the representative of a form in which something stands."""
    people = [each for each in (form.applicant, form.representative) if each is not None and each.known]
    return form.begun and bool(people) and not any(same(each, person) for each in people)


def same(one: Person, other: Person) -> bool:
    """Whether two are one person: by number where both have one, else by name."""
    if one.id_number and other.id_number:
        return one.id_number == other.id_number
    return one.full_name() == other.full_name()
