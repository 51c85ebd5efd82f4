"""A third value for a field: neither what was written here nor what the centre has."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clerk_app.actions.intake_form import IntakeForm
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.catalogue import Service
from clerk_app.domain.forms import FieldState
from clerk_app.ui.dialog_over import DialogOver
from clerk_app.ui.intake.form_page import FormField
from clerk_app.ui.looked_up import LookedUp
from clerk_app.ui.merging.words import Comparison, defined, label_words
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import TextField
from clerk_app.ui.workplace import Workplace

_LONGEST = 10_000


class ThirdDialog(DialogOver):
    """``value_given`` gives the value as it is kept; the field is the one of the form where the definition is here."""

    value_given = Signal(object)

    def __init__(self, context: Context, place: Workplace, compared: Comparison, key: str, *, over: QWidget) -> None:
        texts = context.texts
        label = label_words(compared, key, texts)
        super().__init__(
            context,
            title=texts.text("merge.third_title", field=label),
            about=texts.text("merge.third_about"),
            verb=texts.text("merge.third_do"),
            leave=texts.text("detail.leave_it"),
            over=over,
            kind="filled",
        )
        self._place, self._compared, self._key = place, compared, key
        self._typed = ""
        found = defined(compared.service, key)
        if found is not None and compared.opened.body is not None:
            lists = LookedUp(place)
            state = FieldState(key=key, field=found[1], value="", required=False, computed=False, findings=())
            shown = FormField(context, state, lists.search)
            shown.typed.connect(self._on_typed)
            self.control = shown.control
            self.middle.addWidget(shown)
        else:
            plain = TextField(context.look, longest=_LONGEST)
            plain.textEdited.connect(self._on_typed)
            self.control = plain
            self.middle.addWidget(FieldRow(context.look, label, plain))

    def take_focus(self) -> None:
        """The field."""
        self.control.setFocus()

    def _on_typed(self, raw: object) -> None:
        self._typed = str(raw)

    def _on_verb(self) -> None:
        opened = self._compared.opened
        value = self._typed
        if opened.body is not None and opened.service is not None:
            value = _kept(self._place, opened.body, opened.service, self._key, value)
        self.value_given.emit(value)
        self.accept()


def _kept(place: Workplace, body: RequestReceived, service: Service, key: str, raw: str) -> str:
    """A typed value as the form keeps it: days and numbers in their one spelling; as typed where the form hides it."""
    form = IntakeForm(
        id="",
        applicant=body.applicant,
        service=service.id,
        service_version=service.version,
        values=body.form | {key: raw},
    )
    return place.actions.intake.assess(form, service).form.values.get(key, raw)
