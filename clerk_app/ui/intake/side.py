"""The right column of an intake: what to mend, what may be missing, and the fee so far."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerk_app.domain.findings import Finding
from clerk_app.ui.intake.fee_page import fee_rows, total_text
from clerk_app.ui.intake.state import IntakeState, finding_words, step_of
from clerk_app.ui.request_list import shown_number
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.kept_rows import KeptRows
from clerk_app.ui.widgets.key_values import KeyValues
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.link_line import LinkLine
from clerk_app.ui.widgets.panel import Panel
from clerk_app.ui.widgets.scroll import Scroll

WIDTH = 244
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list: a finding at its place in words, or only words."""

    words: str
    where: str = ""
    code: str = ""


class FindingPanel(Panel):
    """The first few findings with their places, and how many more; ``chosen`` gives a finding."""

    chosen = Signal(object)

    def __init__(self, context: Context, title: str, icon: str = "", nothing: str = "") -> None:
        super().__init__(context.look, title, icon=icon, icon_role="warning")
        self.title.setWordWrap(True)
        self._context = context
        self._nothing = nothing
        self._findings: dict[Listed, Finding] = {}
        self._lines = KeptRows(self.body, self._line)

    def show_findings(self, state: IntakeState, findings: list[Finding]) -> None:
        """Renew the lines; those that say the same stay."""
        texts = self._context.texts
        self._findings = {
            Listed(finding_words(each, state.service, texts), where_text(state, each, self._context), each.where): each
            for each in findings
        }
        lines = list(self._findings)[:_SHOWN]
        if more := len(self._findings) - len(lines):
            lines.append(Listed(texts.many("intake.more_findings", more)))
        if not lines and self._nothing:
            lines.append(Listed(self._nothing))
        self.set_title(self.title.text(), str(len(self._findings)))
        self._lines.show(lines)

    def _line(self, listed: Listed) -> QWidget:
        look = self._context.look
        if not listed.where:
            return Label(look, listed.words, style="small", role="text_2", wrap=True)
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(1))
        where = LinkLine(look, listed.where)
        where.clicked.connect(lambda: self.chosen.emit(self._findings[listed]))
        column.addWidget(where)
        column.addWidget(Label(look, listed.words, style="small", wrap=True))
        return line


class IntakeSide(QWidget):
    """Three panels; ``finding_chosen`` leads to the field."""

    finding_chosen = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        text = context.texts.text
        self._findings = FindingPanel(context, text("intake.to_mend"), "circle-alert", text("intake.nothing_to_mend"))
        self._missing = FindingPanel(context, text("intake.may_be_missing"))
        for panel in (self._findings, self._missing):
            panel.chosen.connect(self.finding_chosen)
        self._fee = Panel(context.look, text("intake.fee"))
        self._fee_rows = KeyValues(context.look, amounts=True)
        self._total = Label(context.look, "", style="body_strong")
        self._fee.body.addWidget(self._fee_rows)
        self._fee.body.addWidget(self._total)
        self._visit = Panel(context.look, text("intake.this_visit"), icon="files")
        self._visit_rows = KeyValues(context.look, amounts=True)
        self._visit.body.addWidget(self._visit_rows)
        self._seen: object = None
        scroll = Scroll(context.look)
        for part in (self._findings, self._missing, self._fee, self._visit):
            scroll.body.addWidget(part)
        self._missing.hide()
        self._fee.hide()
        self._visit.hide()
        scroll.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)
        self.setFixedWidth(context.look.px(WIDTH))

    def show_state(self, state: IntakeState) -> None:
        """Renew the panels where something changed."""
        found = state.findings
        fee = state.assessment.fee if state.assessment else None
        seen = (found, fee, state.service.id if state.service else "", state.earlier)
        if seen == self._seen:
            return
        self._seen = seen
        self._show_visit(state)
        missing = [one for one in found if step_of(one) == "proofs"]
        self._findings.show_findings(state, [one for one in found if one not in missing])
        self._missing.setVisible(bool(missing))
        self._missing.show_findings(state, missing)
        self._fee.setVisible(fee is not None)
        if fee is not None and state.service is not None:
            rows = fee_rows(fee, state.service, self._context.texts)
            self._fee_rows.show_rows(list(rows))
            total = total_text(fee, self._context.texts)
            self._fee_rows.setVisible(bool(fee.lines))
            self._total.set_text(self._context.texts.text("intake.fee_total", total=total) if fee.total else total)

    def _show_visit(self, state: IntakeState) -> None:
        """What was received before in this visit, with its numbers and fees."""
        texts = self._context.texts
        rows = [
            (
                f"{shown_number(row.view, texts)[0]} {texts.wording(row.service)}",
                texts.amount(row.view.fee_total) if row.view.fee_total else "—",
            )
            for row in state.earlier
        ]
        total = sum(row.view.fee_total for row in state.earlier)
        self._visit.setVisible(bool(rows))
        if total and len(rows) > 1:
            rows.append((texts.text("intake.together"), texts.amount(total)))
        self._visit_rows.show_rows(list(rows))


def where_text(state: IntakeState, finding: Finding, context: Context) -> str:
    """The name of the field or record at which a finding stands."""
    texts = context.texts
    head, _, tail = finding.where.partition(".")
    if head == "representative":
        key = f"person.{tail}"
        return texts.text("intake.of_representative", name=texts.text(key if texts.has(key) else "intake.step.person"))
    if head in {"representation", "paper", "statement"}:
        return texts.text(f"intake.where.{head}")
    if head == "applicant":
        return texts.text(f"person.{tail}") if texts.has(f"person.{tail}") else texts.text("intake.step.person")
    if head == "proof" and state.service is not None:
        known = next((proof for proof in state.service.proofs if proof.code == tail), None)
        return texts.wording(known.label) if known else tail
    sections = state.assessment.form.sections if state.assessment else ()
    fields = (field for section in sections for row in section.rows for field in row)
    field = next((field for field in fields if field.key == finding.where), None)
    return texts.wording(field.field.label) if field else texts.text(f"intake.step.{step_of(finding)}")
