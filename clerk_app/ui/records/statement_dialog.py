"""What the party says, after receipt, of who obtains each record: the body or the party, and how it was signed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from clerk_app.domain.bodies import ProofChoice
from clerk_app.domain.ezup import Record
from clerk_app.ui.dialog_over import DialogOver
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.choice import Radio
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.line import Line


class StatementDialog(DialogOver):
    """``statement_given`` gives the choices and how they were signed."""

    WIDTH = 640
    statement_given = Signal(object)

    def __init__(self, context: Context, records: Sequence[Record], *, over: QWidget) -> None:
        texts = context.texts
        super().__init__(
            context,
            title=texts.text("ezup.statement_title"),
            about=texts.text("ezup.statement_about"),
            verb=texts.text("ezup.statement_do"),
            leave=texts.text("detail.leave_it"),
            over=over,
            kind="filled",
        )
        self._context = context
        self._bodies: dict[str, Radio] = {}
        self._groups: list[QButtonGroup] = []
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(self._look.px(16))
        for line, record in enumerate({one.proof.code: one for one in records}.values()):
            self._add(grid, line, record)
        self.middle.addLayout(grid)
        self.middle.addWidget(Line(self._look))
        self.middle.addWidget(Label(self._look, texts.text("ezup.paper_signs"), role="text_2", wrap=True))

    def take_focus(self) -> None:
        """The first record."""
        (next(iter(self._bodies.values()), None) or self.leave).setFocus()

    def choices(self) -> tuple[ProofChoice, ...]:
        """Who obtains each record."""
        return tuple(
            ProofChoice(proof=proof, by="body" if radio.isChecked() else "party")
            for proof, radio in self._bodies.items()
        )

    def _add(self, grid: QGridLayout, line: int, record: Record) -> None:
        texts = self._context.texts
        label = texts.wording(record.proof.label)
        grid.addWidget(Label(self._look, label, wrap=True), line, 0)
        body, party = (self._radio(texts.text(f"intake.by_{by}"), label) for by in ("body", "party"))
        mine = record.choice is not None and record.choice.by == "party"
        (party if mine else body).setChecked(True)
        self._together(body, party)
        grid.addWidget(body, line, 1)
        grid.addWidget(party, line, 2)
        self._bodies[record.proof.code] = body

    def _radio(self, words: str, of: str = "") -> Radio:
        radio = Radio(self._look, words)
        radio.setAccessibleName(f"{of}: {words}" if of else words)
        return radio

    def _together(self, *radios: Radio) -> None:
        group = QButtonGroup(self)
        for radio in radios:
            group.addButton(radio)
        self._groups.append(group)

    def _on_verb(self) -> None:
        self.statement_given.emit((self.choices(), "paper"))
        self.accept()
