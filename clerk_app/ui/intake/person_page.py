"""The person: who the request is for, who brings it, and the time on the paper where one is entered later."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout

from clerk_app.domain.people import Person, mask
from clerk_app.ui.intake.paper_block import PaperBlock
from clerk_app.ui.intake.person_fields import PersonFields
from clerk_app.ui.intake.representative_block import RepresentativeBlock
from clerk_app.ui.intake.state import IntakePage, IntakeState
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.line import Line


class PersonPage(IntakePage):
    """Every part of the applicant as a field; what the card gave stands there already."""

    step = "person"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.paper = PaperBlock(context)
        self.applicant = PersonFields(context, "applicant")
        self.representative = RepresentativeBlock(context)
        self._fields, self._rows = self.applicant.fields, self.applicant.rows
        self.applicant.edited.connect(self._on_edited)
        for block in (self.paper, self.representative):
            block.form_changed.connect(self.form_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self.paper, self.applicant, Line(context.look), self.representative):
            layout.addWidget(part)
        layout.addStretch(1)

    def show_state(self, state: IntakeState) -> None:
        """Fill the fields from the people, except the one that is being typed in."""
        super().show_state(state)
        self.paper.show_state(state)
        self.applicant.show_person(state.form.applicant or Person())
        self.applicant.show_findings(state.findings_at, self.finding_text)
        self.representative.show_state(state)

    def summary(self, state: IntakeState) -> str:
        """Name and masked number, and who speaks for them."""
        person, other = state.form.applicant, state.form.representative
        if person is None:
            return ""
        number = person.id_number if person.id_kind == "company" else mask(person.id_number)
        told = [f"{person.full_name()}  {number}"]
        if state.form.representation is not None and other is not None and other.known:
            told.append(self.context.texts.text("intake.represented", name=other.full_name()))
        return " · ".join(told)

    def take_focus(self, where: str = "") -> None:
        """The field of a finding, or the first that is empty, those of a paper first."""
        if not (self.paper.take_focus(where) or self.representative.take_focus(where)):
            self.applicant.take_focus(where)

    def focused(self) -> str:
        """Where the focus is, as a finding would name it."""
        return self.paper.focused() or self.applicant.focused() or self.representative.focused()

    def _on_edited(self, person: object) -> None:
        if self.state is not None and isinstance(person, Person):
            self.form_changed.emit(replace(self.state.form, applicant=person))
