"""How the citizen wants the outcome: ways that the service offers; for the inbox whether there is one, and consent."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.actions.intake_form import IntakeForm
from clerk_app.domain.catalogue import Service
from clerk_app.ui.intake.state import IntakeState
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import ChoiceField

CONSENTS = ("", "paper", "spoken")


class DeliveryBlock(QWidget):
    """``form_changed`` gives the whole new form; ``inbox_wanted`` that the centre be asked for the inbox."""

    form_changed = Signal(object)
    inbox_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        look, text = context.look, context.texts.text
        self._texts = context.texts
        self._form: IntakeForm | None = None
        self._service = ""
        self._asked = ""
        self.way = ChoiceField(look, [("counter", text("intake.delivery.counter"))])
        self.way.value_chosen.connect(self._on_way)
        self.row = FieldRow(look, text("intake.delivery"), self.way)
        self.consent = ChoiceField(look, [(one, text(f"intake.consent.{one or 'none'}")) for one in CONSENTS])
        self.consent.value_chosen.connect(self._on_consent)
        self.consent_row = FieldRow(look, text("intake.consent"), self.consent, hint=text("intake.consent_hint"))
        self.ask = Button(look, text("intake.ask_inbox"), icon="inbox")
        self.ask.clicked.connect(self.inbox_wanted)
        narrow = look.tokens.narrow
        beside = QVBoxLayout() if narrow else QHBoxLayout()
        beside.setSpacing(look.px(12))
        top = Qt.AlignmentFlag.AlignTop
        for part in (self.row, self.consent_row):
            beside.addWidget(part, 0 if narrow else 1, top)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(4))
        column.addLayout(beside)
        column.addWidget(self.ask, alignment=Qt.AlignmentFlag.AlignLeft)

    def show_state(self, state: IntakeState) -> None:
        """Show what is wished; a line about an inbox that was somebody else's goes."""
        form, service = state.form, state.service
        self._form = form
        if service is not None and service.id != self._service:
            self._offer(service)
        self.way.set_value(form.delivery)
        self.consent.set_value(form.consent)
        inbox = form.delivery == "inbox"
        self.consent_row.setVisible(inbox)
        self.ask.setVisible(inbox)
        number = form.applicant.id_number if form.applicant is not None else ""
        if not inbox or number != self._asked:
            self.row.clear_message()
            self._asked = ""

    def show_inbox(self, words: str, *, there: bool) -> None:
        """Say what is known of the inbox now."""
        self._asked = self._form.applicant.id_number if self._form and self._form.applicant else ""
        if there:
            self.row.clear_message()
            self.row.set_hint(words)
        else:
            self.row.set_warning(words)

    def _offer(self, service: Service) -> None:
        self._service = service.id
        self.way.set_choices([(way, self._texts.text(f"intake.delivery.{way}")) for way in service.delivery])

    def _on_way(self, value: object) -> None:
        if self._form is not None:
            way = str(value or "counter")
            self.row.set_hint("")
            self.form_changed.emit(
                replace(self._form, delivery=way, consent=self._form.consent if way == "inbox" else "")
            )
            if way == "inbox":
                self.inbox_wanted.emit()

    def _on_consent(self, value: object) -> None:
        if self._form is not None:
            self.form_changed.emit(replace(self._form, consent=str(value or "")))
