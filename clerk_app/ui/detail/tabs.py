"""The smaller tabs of a request: enclosures, fee, findings."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clerk_app.domain import fees
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.catalogue import Service
from clerk_app.domain.ezup_bodies import Attached
from clerk_app.domain.findings import Finding
from clerk_app.ui.detail.opened import Opened
from clerk_app.ui.intake.fee_page import fee_rows, total_text
from clerk_app.ui.payments.words import level_words, state_note
from clerk_app.ui.portal_words import payment_look
from clerk_app.ui.print_words import known_reason
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.kept_focus import FocusPlace, focus_place
from clerk_app.ui.widgets.key_values import KeyValues
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.line import Line
from clerk_app.ui.widgets.note import Note


class ListTab(QWidget):
    """A column that is drawn anew for each request."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(context.look.px(8))
        self._drawn: object = None
        self._focus: FocusPlace | None = None

    def begin(self, shown: object) -> bool:
        """Take every row away; whether anything else than before is to be drawn, and ``end`` to be called."""
        if shown == self._drawn:
            return False
        self._drawn, self._focus = shown, focus_place(self)
        while (item := self.column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        return True

    def end(self) -> None:
        """Everything is drawn: the rows stand at the top, and the focus is where it was among them."""
        self.column.addStretch(1)
        if self._focus is not None:
            self.column.activate()
            _show_all(self.column)
            self._focus.take()

    def add_line(self, icon: str, role: str, title: str, more: str = "", *, beside: bool = False) -> None:
        """An icon, a title, and what is quieter: a line below it, or ``beside`` it where text is not large."""
        look = self.context.look
        beside = beside and not look.tokens.narrow
        line = QWidget()
        mark = QLabel()
        mark.setPixmap(look.icons.pixmap(icon, role))
        words = QHBoxLayout() if beside else QVBoxLayout()
        words.setSpacing(look.px(10) if beside else 0)
        words.addWidget(Label(look, title, wrap=not beside))
        if more:
            words.addWidget(Label(look, more, style="small", role="text_2", wrap=True), int(beside))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(8))
        row.addWidget(mark, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.column.addWidget(line)

    def add_nothing(self, words: str) -> None:
        """Say that there is nothing here."""
        self.column.addWidget(Label(self.context.look, words, role="text_2", wrap=True))


class EnclosuresTab(ListTab):
    """Files and records, with who obtains each."""

    def show_request(self, opened: Opened) -> None:
        """Draw what came with the request."""
        texts, body = self.context.texts, opened.body
        if not self.begin((opened.view.subject, body and (body.enclosures, body.proofs), opened.service)):
            return
        refs = body.enclosures if body else ()
        choices = body.proofs if body else ()
        obtained = {attached.enclosure.sha256 for _, attached in opened.file.counted(Attached)}
        for ref in refs:
            about = self._about(ref, opened.service, obtained=ref.sha256 in obtained)
            self.add_line("paperclip", "text_2", ref.title, about)
        for choice in choices:
            who = texts.text("intake.by_body" if choice.by == "body" else "intake.by_party")
            self.add_line("database", "text_2", proof_name(choice.proof, opened.service, self.context), who)
        if not refs and not choices:
            self.add_nothing(texts.text("detail.no_enclosures"))
        self.end()

    def _about(self, ref: EnclosureRef, service: Service | None, *, obtained: bool) -> str:
        texts = self.context.texts
        if not ref.sha256:
            return texts.text("detail.on_portal")
        kind = "detail.obtained" if obtained else "detail.original" if ref.original else "detail.copy"
        parts = [texts.text(kind)]
        if ref.proof:
            parts.append(proof_name(ref.proof, service, self.context))
        if ref.pages:
            parts.append(texts.many("detail.pages", ref.pages))
        parts.append(texts.text("intake.file_size", kb=max(1, ref.size // 1024)))
        return " · ".join(parts)


class FeeTab(ListTab):
    """What was charged by which tariff, and how its payment stands."""

    slips_wanted = Signal()
    payments_wanted = Signal()

    def show_request(self, opened: Opened) -> None:
        """Draw the lines as they were computed when the request was received, and what came of them since."""
        look, texts, body = self.context.look, self.context.texts, opened.body
        shown = (opened.view.subject, body and body.fee, body and body.form, opened.service, opened.payments)
        if not self.begin(shown):
            return
        if body is None or opened.service is None:
            self.add_nothing(texts.text("detail.no_body" if body is None else "detail.no_service"))
            self.end()
            return
        fee = body.fee
        lines = KeyValues(look, label_width=320 if not look.tokens.narrow else 160)
        lines.show_rows([(name, amount) for name, amount in fee_rows(fee, opened.service, texts)])
        self.column.addWidget(lines)
        if fee.exemption:
            ground = next((known for known in opened.service.exemptions if known.code == fee.exemption), None)
            named = texts.wording(ground.label) if ground else fee.exemption
            self.column.addWidget(Label(look, texts.text("detail.exempt", ground=named), wrap=True))
        self.column.addWidget(Label(look, total_text(fee, texts), style="number_big"))
        changed = fees.changed(opened.service, fee, body.form, day=body.received_local[:10])
        if changed is not None:
            self.column.addWidget(Note(look, finding_sentence(changed, opened, self.context), "warning"))
        for standing in opened.payments.orders:
            title, about, _role, _icon = state_note(standing, texts)
            icon, role = payment_look(standing.state)
            self.add_line(icon, role, f"{level_words(standing.order, texts)}: **{title}**", about)
        if fee.total:
            self._add_buttons()
        self.end()

    def _add_buttons(self) -> None:
        """To the payments of the case, and its slips."""
        look, text = self.context.look, self.context.texts.text
        row = QHBoxLayout()
        keys = self.context.commands.keys("payment")
        for words, icon, keys_, wanted in (
            (text("command.payment"), "hand-coins", keys, self.payments_wanted),
            (text("detail.slips"), "receipt-text", "", self.slips_wanted),
        ):
            button = Button(look, words, icon=icon, keys=keys_)
            button.clicked.connect(wanted)
            row.addWidget(button)
        row.addStretch(1)
        holder = QWidget()
        row.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(row)
        self.column.addWidget(holder)


class FindingsTab(ListTab):
    """What the desk and the centre noted; findings warn and never un-receive."""

    def show_request(self, opened: Opened) -> None:
        """Draw both lists, the centre's marked."""
        texts, view = self.context.texts, opened.view
        if not self.begin((view.subject, view.findings, view.own_findings, opened.service)):
            return
        if not view.findings:
            self.add_nothing(texts.text("detail.no_findings"))
        for finding in view.findings:
            by_centre = finding not in view.own_findings or view.origin == "portal"
            source = texts.text("detail.source.centre") if by_centre else texts.text("detail.noted_here")
            title = (
                f"**{where_words(finding, opened, self.context)}**  {finding_sentence(finding, opened, self.context)}"
            )
            self.add_line("triangle-alert", "error" if by_centre else "warning", title, source)
        if view.findings:
            self.column.addWidget(Line(self.context.look))
            self.add_nothing(texts.text("detail.findings_note"))
        self.end()


def _show_all(column: QVBoxLayout) -> None:
    """A layout shows what it is given only later; until then it cannot have the focus."""
    for place in range(column.count()):
        item = column.itemAt(place)
        if item is not None and (widget := item.widget()) is not None:
            widget.show()


def proof_name(code: str, service: Service | None, context: Context) -> str:
    """A record by its name; its code when the definition is not here."""
    known = next((proof for proof in service.proofs if proof.code == code), None) if service else None
    return context.texts.wording(known.label) if known else code


def where_words(finding: Finding, opened: Opened, context: Context) -> str:
    """The field, record or part of the person at which a finding stands."""
    texts = context.texts
    head, _, tail = finding.where.partition(".")
    if head == "proof":
        return proof_name(tail, opened.service, context)
    if head == "applicant" and texts.has(f"person.{tail}"):
        return texts.text(f"person.{tail}")
    section_code = head.partition("[")[0]
    sections = opened.service.sections if opened.service else ()
    fields = (
        field for section in sections if section.code == section_code for field in section.fields if field.code == tail
    )
    field = next(fields, None)
    return texts.wording(field.label) if field else texts.text("detail.request")


def finding_sentence(finding: Finding, opened: Opened, context: Context) -> str:
    """A finding in words; the definition's own where it brings them."""
    code = finding.params.get("rule", "") if finding.code == "rule_broken" else finding.code
    rules = opened.service.rules if opened.service else ()
    rule = next((rule for rule in rules if rule.code == code), None)
    if rule is not None:
        return context.texts.wording(rule.message)
    told = known_reason(finding.code, context.texts, finding.params, kinds=("finding", "error"))
    return told or context.texts.text("detail.noted")
