"""The fee: what is due by which tariff, and the ground on which nothing is."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout

from clerk_app.domain.bodies import FeeCharged, FeeLine
from clerk_app.domain.catalogue import Service
from clerk_app.i18n import Texts
from clerk_app.ui.intake.state import IntakePage, IntakeState
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import ChoiceField
from clerk_app.ui.widgets.key_values import KeyValues
from clerk_app.ui.widgets.label import Label


class FeePage(IntakePage):
    """Lines of the fee, the exemption, and the sum."""

    step = "fee"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        text = context.texts.text
        self._lines = KeyValues(context.look, amounts=True)
        self._total = Label(context.look, "", style="number_big")
        self._exemption = ChoiceField(context.look, [("", text("intake.no_exemption"))])
        self._exemption.value_chosen.connect(self._on_chosen)
        self._service = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._lines)
        self._row = FieldRow(context.look, text("intake.exemption"), self._exemption)
        layout.addWidget(self._row)
        layout.addWidget(self._total)
        layout.addWidget(Label(context.look, text("intake.fee_note"), style="small", role="text_2", wrap=True))

    def show_state(self, state: IntakeState) -> None:
        """Show what was computed."""
        super().show_state(state)
        if state.service is None or state.assessment is None:
            return
        if state.service.id != self._service:
            self._offer(state.service)
        self._exemption.set_value(state.form.exemption)
        followed = bool(state.suggested) and state.form.exemption == state.suggested
        self._row.set_hint(self.context.texts.text("intake.exemption_suggested") if followed else "")
        fee = state.assessment.fee
        self._lines.show_rows(list(fee_rows(fee, state.service, self.context.texts)))
        self._total.set_text(total_text(fee, self.context.texts))

    def summary(self, state: IntakeState) -> str:
        """The sum, or that nothing is due."""
        return total_text(state.assessment.fee, self.context.texts) if state.assessment else ""

    def take_focus(self, where: str = "") -> None:
        """The exemption."""
        del where
        self._exemption.setFocus()

    def _offer(self, service: Service) -> None:
        self._service = service.id
        wording = self.context.texts.wording
        choices: list[tuple[object, str]] = [("", self.context.texts.text("intake.no_exemption"))]
        choices += [(exemption.code, wording(exemption.label)) for exemption in service.exemptions]
        self._exemption.set_choices(choices)

    def _on_chosen(self, value: object) -> None:
        if self.state is not None:
            self.form_changed.emit(replace(self.state.form, exemption=str(value or "")))


def fee_rows(fee: FeeCharged, service: Service, texts: Texts) -> list[tuple[str, str]]:
    """Each line with its tariff, and its amount."""
    return [(_label(line, service, texts), texts.amount(line.amount)) for line in fee.lines]


def total_text(fee: FeeCharged, texts: Texts) -> str:
    """The sum in words."""
    if fee.total == 0:
        return texts.text("receipt.fee_exempt" if fee.exemption else "receipt.fee_none")
    return texts.amount(fee.total)


def _label(line: FeeLine, service: Service, texts: Texts) -> str:
    fee = next((known for known in service.fees if known.code == line.code), None)
    name = texts.wording(fee.label) if fee else line.code
    return texts.text("intake.fee_line", name=name, tariff=line.tariff)
