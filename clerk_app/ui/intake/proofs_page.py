"""Records and enclosures: who obtains each record, and the files that the citizen brought."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QButtonGroup, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.domain.bodies import EnclosureRef, ProofChoice
from clerk_app.domain.catalogue import Proof
from clerk_app.ui.intake.enclosure_row import EnclosureRow
from clerk_app.ui.intake.state import IntakePage, IntakeState
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.choice import Radio
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.line import Line


class ProofsPage(IntakePage):
    """One row a record; for those that the body may obtain, the citizen's choice (law on procedure, art. 103)."""

    step = "proofs"
    file_wanted = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._drawn: object = None
        self._adding: dict[str, QWidget] = {}
        self._chosen = ""
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._body = QWidget()
        self._layout.addWidget(self._body)
        keys = context.commands.keys("add_file")
        self._add = Button(context.look, context.texts.text("intake.add_file"), icon="file-plus", keys=keys)
        self._add.clicked.connect(lambda: self.file_wanted.emit(""))
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self._add)
        self._layout.addLayout(foot)

    def show_state(self, state: IntakeState) -> None:
        """Draw the rows anew when the choices or the files changed."""
        super().show_state(state)
        service = state.service
        files = tuple((ref.sha256, ref.title, ref.proof) for ref in state.form.enclosures)
        seen = (service.id if service else "", state.form.proofs, files)
        if seen == self._drawn:
            return
        self._drawn, self._adding = seen, {}
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        self._draw_proofs(state, column)
        self._draw_enclosures(state, column)
        focused = self._body.isAncestorOf(QApplication.focusWidget() or self)
        self._layout.replaceWidget(self._body, body)
        self._body.hide()
        self._body.deleteLater()
        self._body = body
        body.show()
        if focused:
            self.take_focus(f"proof.{self._chosen}")

    def summary(self, state: IntakeState) -> str:
        """How many records and files, once there is a service that names them."""
        if state.service is None:
            return ""
        texts = self.context.texts
        records = len(state.service.proofs)
        return f"{texts.many('intake.records', records)} · {texts.many('intake.files', len(state.form.enclosures))}"

    def take_focus(self, where: str = "") -> None:
        """Where a record that is missing is added, or the first choice, or the button that adds a file."""
        (self._adding.get(where.partition(".")[2]) or self._body.findChild(Radio) or self._add).setFocus()

    def _draw_proofs(self, state: IntakeState, column: QVBoxLayout) -> None:
        texts, look = self.context.texts, self.context.look
        proofs = state.service.proofs if state.service else ()
        if not proofs:
            column.addWidget(Label(look, texts.text("intake.no_records"), role="text_2"))
            return
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(look.px(16))
        grid.setVerticalSpacing(look.px(8))
        grid.addWidget(Label(look, texts.text("intake.record"), style="small", role="text_3"), 0, 0)
        grid.addWidget(Label(look, texts.text("intake.who_obtains"), style="small", role="text_3"), 0, 1, 1, 2)
        for line, proof in enumerate(proofs, start=1):
            grid.addWidget(Label(look, texts.wording(proof.label), wrap=True), line, 0)
            self._draw_choice(state, proof, grid, line)
        column.addLayout(grid)

    def _draw_choice(self, state: IntakeState, proof: Proof, grid: QGridLayout, line: int) -> None:
        texts, look = self.context.texts, self.context.look
        if proof.source == "citizen":
            enclosed = any(one.proof == proof.code for one in state.form.enclosures)
            key = "intake.enclosed" if enclosed else "intake.add_this"
            button = Button(look, texts.text(key), icon="paperclip", kind="link")
            button.setAccessibleName(f"{texts.text(key)}: {texts.wording(proof.label)}")
            button.clicked.connect(lambda: self.file_wanted.emit(proof.code))
            grid.addWidget(button, line, 1, 1, 2)
            self._adding[proof.code] = button
            return
        chosen = next((choice.by for choice in state.form.proofs if choice.proof == proof.code), "body")
        group = QButtonGroup(grid.parentWidget() or self)
        for column, by in enumerate(("body", "party"), start=1):
            radio = Radio(look, texts.text(f"intake.by_{by}"))
            radio.setAccessibleName(f"{texts.wording(proof.label)}: {texts.text(f'intake.by_{by}')}")
            radio.setChecked(chosen == by)
            group.addButton(radio)
            radio.toggled.connect(self._choosing(proof.code, by))
            if chosen == by:
                self._adding[proof.code] = radio
            grid.addWidget(radio, line, column)

    def _choosing(self, proof: str, by: str) -> Callable[[bool], None]:
        def on_toggled(on: bool) -> None:
            if on and self.state is not None:
                self._chosen = proof
                others = tuple(choice for choice in self.state.form.proofs if choice.proof != proof)
                choice = ProofChoice(proof=proof, by="body" if by == "body" else "party")
                self.form_changed.emit(replace(self.state.form, proofs=(*others, choice)))

        return on_toggled

    def _draw_enclosures(self, state: IntakeState, column: QVBoxLayout) -> None:
        column.addWidget(Line(self.context.look))
        for place, ref in enumerate(state.form.enclosures):
            row = EnclosureRow(self.context, ref)
            row.changed.connect(self._changing(place))
            row.removed.connect(self._removing(place))
            column.addWidget(row)

    def _changing(self, place: int) -> Callable[[object], None]:
        def on_changed(ref: object) -> None:
            if self.state is not None and isinstance(ref, EnclosureRef):
                kept = list(self.state.form.enclosures)
                kept[place] = ref
                self.form_changed.emit(replace(self.state.form, enclosures=tuple(kept)))

        return on_changed

    def _removing(self, place: int) -> Callable[[], None]:
        def on_clicked() -> None:
            if self.state is not None:
                kept = [one for index, one in enumerate(self.state.form.enclosures) if index != place]
                self.form_changed.emit(replace(self.state.form, enclosures=tuple(kept)))

        return on_clicked
