"""The right column of an intake: what to mend, what may be missing, and the fee so far."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from clerk_app.domain.findings import Finding
from clerk_app.ui.intake.fee_page import fee_rows, total_text
from clerk_app.ui.intake.state import IntakeState, finding_words, step_of
from clerk_app.ui.screen import Context
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.link_line import LinkLine
from clerk_app.ui.widgets.panel import Panel
from clerk_app.ui.widgets.scroll import Scroll

WIDTH = 244
_SHOWN = 3


class IntakeSide(QWidget):
    """Three panels; ``finding_chosen`` leads to the field."""

    finding_chosen = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        text = context.texts.text
        self._findings = Panel(context.look, text("intake.to_mend"), icon="circle-alert", icon_role="warning")
        self._missing = Panel(context.look, text("intake.may_be_missing"))
        self._fee = Panel(context.look, text("intake.fee"))
        self._fee_rows = FeeRows(context.look)
        self._total = Label(context.look, "", style="body_strong")
        self._fee.body.addWidget(self._fee_rows)
        self._fee.body.addWidget(self._total)
        self._seen: object = None
        scroll = Scroll(context.look)
        for panel in (self._findings, self._missing, self._fee):
            panel.hide()
            scroll.body.addWidget(panel)
        scroll.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)
        self.setFixedWidth(context.look.px(WIDTH))

    def show_state(self, state: IntakeState) -> None:
        """Renew the panels where something changed."""
        found = state.findings
        fee = state.assessment.fee if state.assessment else None
        seen = (found, fee, state.service.id if state.service else "")
        if seen == self._seen:
            return
        self._seen = seen
        self._list(self._findings, state, [one for one in found if step_of(one) != "proofs"])
        self._list(self._missing, state, [one for one in found if step_of(one) == "proofs"])
        self._fee.setVisible(fee is not None)
        if fee is not None and state.service is not None:
            rows = fee_rows(fee, state.service, self._context.texts)
            self._fee_rows.show_rows(rows)
            total = total_text(fee, self._context.texts)
            self._fee_rows.setVisible(bool(fee.lines))
            self._total.set_text(self._context.texts.text("intake.fee_total", total=total) if fee.total else total)

    def _list(self, panel: Panel, state: IntakeState, findings: list[Finding]) -> None:
        while (item := panel.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        panel.setVisible(bool(findings))
        panel.set_title(panel.title.text(), str(len(findings)))
        for finding in findings[:_SHOWN]:
            panel.body.addWidget(self._line(state, finding))
        if len(findings) > _SHOWN:
            more = self._context.texts.many("intake.more_findings", len(findings) - _SHOWN)
            panel.body.addWidget(Label(self._context.look, more, style="small", role="text_3"))

    def _line(self, state: IntakeState, finding: Finding) -> QWidget:
        look = self._context.look
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(1))
        where = LinkLine(look, where_text(state, finding, self._context))
        where.clicked.connect(lambda: self.finding_chosen.emit(finding))
        column.addWidget(where)
        column.addWidget(
            Label(look, finding_words(finding, state.service, self._context.texts), style="small", wrap=True)
        )
        return line


class FeeRows(QWidget):
    """Names that wrap, and amounts on one line at the right."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(8))
        self._grid.setVerticalSpacing(look.px(4))
        self._grid.setColumnStretch(0, 1)

    def show_rows(self, rows: list[tuple[str, str]]) -> None:
        """Replace the rows."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for line, (name, told) in enumerate(rows):
            amount = Label(self._look, told)
            amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(Label(self._look, name, role="text_2", wrap=True), line, 0)
            self._grid.addWidget(amount, line, 1)


def where_text(state: IntakeState, finding: Finding, context: Context) -> str:
    """The name of the field or record at which a finding stands."""
    texts = context.texts
    head, _, tail = finding.where.partition(".")
    if head == "applicant":
        return texts.text(f"person.{tail}") if texts.has(f"person.{tail}") else texts.text("intake.step.person")
    if head == "proof" and state.service is not None:
        known = next((proof for proof in state.service.proofs if proof.code == tail), None)
        return texts.wording(known.label) if known else tail
    sections = state.assessment.form.sections if state.assessment else ()
    fields = (field for section in sections for row in section.rows for field in row)
    field = next((field for field in fields if field.key == finding.where), None)
    return texts.wording(field.field.label) if field else texts.text(f"intake.step.{step_of(finding)}")
