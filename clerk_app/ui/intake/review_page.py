"""The review: what will be received, what is missing, the citizen's statements, and the word of one who insists."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.actions.intake import LONGEST_NOTE
from clerk_app.domain.missing import missing
from clerk_app.ui.intake.delivery_block import DeliveryBlock
from clerk_app.ui.intake.review_facts import fact_rows
from clerk_app.ui.intake.state import IntakePage, IntakeState
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.choice import Check
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import ChoiceField, LongTextField
from clerk_app.ui.widgets.kept_rows import KeptRows
from clerk_app.ui.widgets.key_values import KeyValues
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.note import Note
from clerk_app.ui.widgets.worded_check import WordedCheck


class ReviewPage(IntakePage):
    """Nothing here can stop a receipt: what is missing is noted, and the citizen is told."""

    step = "review"
    accept_wanted = Signal()
    sheet_wanted = Signal()
    inbox_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        look, text = context.look, context.texts.text
        languages: list[tuple[object, str]] = [(one, text(f"language.{one}")) for one in ("sr-Cyrl", "sr-Latn", "en")]
        self._language = ChoiceField(look, languages)
        self._language.value_chosen.connect(self._on_edited)
        self._remark = LongTextField(look, lines=2, longest=LONGEST_NOTE)
        self._remark_row = FieldRow(look, text("intake.remark"), self._remark)
        full = text("field.full", longest=LONGEST_NOTE)
        self._remark.overfull.connect(lambda: self._remark_row.set_warning(full))
        self._remark.textChanged.connect(self._on_edited)
        self._signed = Check(look, text("intake.signed_on_paper"))
        self._insisted = Check(look, text("intake.insisted"))
        for check in (self._signed, self._insisted):
            check.toggled.connect(self._on_edited)
        self.delivery = DeliveryBlock(context)
        self.delivery.form_changed.connect(self.form_changed)
        self.delivery.inbox_wanted.connect(self.inbox_wanted)
        self._note = Note(look, "", role="info")
        self._facts = KeyValues(look, label_width=0 if look.tokens.narrow else 150)
        self._lacks = Note(look, "", role="warning")
        self._statements = QWidget()
        self._ticks: dict[str, WordedCheck] = {}
        self._filling = False
        self._lay_out()

    def show_state(self, state: IntakeState) -> None:
        """Show what will be received."""
        super().show_state(state)
        form, text = state.form, self.context.texts
        self._filling = True
        self._language.set_value(form.language)
        self._signed.setChecked(form.signed_on_paper)
        self._insisted.setChecked(form.insisted)
        if not self._remark.hasFocus() and self._remark.toPlainText() != form.note:
            self._remark.setPlainText(form.note)
        self._show_statements(state)
        self.delivery.show_state(state)
        self._filling = False
        self._facts.show_rows(list(fact_rows(state, text)))
        self._show_lacks(state)
        count = len(state.assessment.findings) if state.assessment else 0
        self._insisted.setVisible(count > 0)
        if count:
            self._note.show_note(text.many("intake.received_with_findings", count), "warning")
        else:
            self._note.show_note(text.text("intake.all_in_order"), "success")

    def summary(self, state: IntakeState) -> str:
        """Nothing: the last step is never folded with words."""
        del state
        return ""

    def take_focus(self, where: str = "") -> None:
        """The statement at which a finding stands, else the button that receives."""
        self._ticks.get(where.removeprefix("statement."), self.accept_button).setFocus()

    def _show_lacks(self, state: IntakeState) -> None:
        """What is missing, to be read to the citizen, and until when it may be brought."""
        texts, assessment = self.context.texts, state.assessment
        names = missing(assessment.findings, state.service) if assessment and state.service else ()
        self._lacks.setVisible(bool(names))
        if not names or assessment is None:
            return
        told = "; ".join(texts.wording(name) for name in names)
        by = texts.date(assessment.bring_by) if assessment.bring_by else ""
        title = texts.text("intake.lacks_until", date=by) if by else texts.text("intake.lacks")
        self._lacks.show_note(told, "warning", title=title)

    def _show_statements(self, state: IntakeState) -> None:
        """A tick for each statement of the service; those of the whole signed paper need none."""
        statements = state.service.statements if state.service else ()
        self._statements.setVisible(bool(statements) and not state.form.signed_on_paper)
        wanted = [(each.code, self.context.texts.wording(each.text)) for each in statements]
        self._drawn.show(wanted)
        self._ticks = {code: self._ticks[code] for code, _ in wanted}
        for code, tick in self._ticks.items():
            tick.set_checked(on=code in state.form.statements)

    def _draw_statement(self, wanted: tuple[str, str]) -> QWidget:
        code, words = wanted
        self._ticks[code] = WordedCheck(self.context.look, words)
        self._ticks[code].toggled.connect(self._on_edited)
        return self._ticks[code]

    def _on_edited(self, *_ignored: object) -> None:
        if self._filling or self.state is None:
            return
        form = replace(
            self.state.form,
            language=str(self._language.value() or "sr-Cyrl"),
            note=self._remark.toPlainText(),
            signed_on_paper=self._signed.isChecked(),
            insisted=self._insisted.isChecked(),
            statements=tuple(code for code, tick in self._ticks.items() if tick.is_checked()),
        )
        self.form_changed.emit(form)

    def _lay_out(self) -> None:
        look, text, keys = self.context.look, self.context.texts.text, self.context.commands.keys
        layout = QVBoxLayout(self)
        ring = look.px(3)  # room for the focus ring of the widest button
        layout.setContentsMargins(ring, 0, ring, ring)
        layout.setSpacing(look.px(8))
        inside = QVBoxLayout(self._statements)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(look.px(6))
        ticks = QVBoxLayout()
        ticks.setSpacing(look.px(6))
        inside.addWidget(Label(look, text("intake.statements"), style="small", role="text_2"))
        inside.addLayout(ticks)
        self._drawn = KeptRows(ticks, self._draw_statement)
        told = (self._note, self._lacks, self._facts, self.delivery)
        for part in (*told, self._statements, self._signed, self._insisted):
            layout.addWidget(part)
        beside = QVBoxLayout() if look.tokens.narrow else QHBoxLayout()
        beside.setSpacing(look.px(12))
        language = FieldRow(look, text("intake.paper_language"), self._language)
        beside.addWidget(language, 0 if look.tokens.narrow else 1, Qt.AlignmentFlag.AlignTop)
        beside.addWidget(self._remark_row, 0 if look.tokens.narrow else 2)
        layout.addLayout(beside)
        self.accept_button = Button(
            look, text("intake.accept"), icon="stamp", kind="filled", keys=keys("accept"), tall=True
        )
        self.accept_button.clicked.connect(self.accept_wanted)
        sheet = Button(look, text("intake.print_sheet"), icon="file-text", keys=keys("print_sheet"))
        sheet.clicked.connect(self.sheet_wanted)
        buttons = QHBoxLayout()
        buttons.addWidget(self.accept_button, 1)
        buttons.addWidget(sheet)
        layout.addLayout(buttons)
        layout.addStretch()
