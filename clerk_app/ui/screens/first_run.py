"""First run: this computer becomes a desk with the centre's address and a code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args
from urllib.parse import urlsplit

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clerk_app.i18n import Texts
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.card import Card, centred
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import TextField
from clerk_app.ui.widgets.note import Note
from clerk_app.ui.widgets.page_strip import PageStrip
from clerk_app.ui.widgets.steps import Step, Steps, StepState

Stage = Literal["keys", "centre", "catalogue", "ready"]
STAGES: Sequence[Stage] = get_args(Stage)
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class EnrolmentWish:
    """What was typed, and the desk that this computer was; the code does not show in a trace."""

    central: str
    code: str = field(repr=False)
    replaces: str = ""


class FirstRunPage(QWidget):
    """A pure view: ``enrol_requested`` gives an ``EnrolmentWish``; stages and errors are told to it.

    ``replaces`` is the desk that this computer has been until now; then there is a way back (``back_wanted``).
    """

    enrol_requested = Signal(object)
    stop_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, texts: Texts, look: Look, *, version: str, central: str = "", replaces: str = "") -> None:
        super().__init__()
        self._texts = texts
        self._replaces = replaces
        self.central = TextField(look, central)
        self.code = TextField(look, longest=80)
        self.central_row = FieldRow(
            look, texts.text("first_run.centre"), self.central, hint=texts.text("first_run.centre_hint")
        )
        self.code_row = FieldRow(look, texts.text("first_run.code"), self.code, hint=texts.text("first_run.code_hint"))
        self.steps = Steps(look, texts.text("first_run.steps"))
        self.note = Note(look, "", "error")
        self.enter = Button(look, texts.text("first_run.enter"), keys="Enter", kind="filled", tall=True)
        self.stop = Button(look, texts.text("first_run.stop"), tall=True)
        self.back = Button(look, texts.text("first_run.back"), tall=True)
        self.strip = PageStrip(texts, look, version, self)
        self._lay_out(look)
        self._set_working(working=False)
        self.note.hide()
        self.enter.clicked.connect(self._on_enter)
        self.central.returnPressed.connect(self._on_enter)
        self.code.returnPressed.connect(self._on_enter)
        self.stop.clicked.connect(self._on_stop)
        self.back.clicked.connect(self.back_wanted)
        self.setFocusProxy(self.code if central else self.central)

    def set_stage(self, stage: Stage) -> None:
        """Show which step of joining is under way."""
        self._set_working(working=True)
        reached = STAGES.index(stage)
        self.steps.show_steps([self._step(name, index, reached) for index, name in enumerate(STAGES)])

    def show_error(self, text: str, way_out: str = "") -> None:
        """Say what went wrong, and what to do now; what was typed stays."""
        self.show_form()
        self.note.show_note(way_out, "error", title=text)
        self.note.show()
        self.code.setFocus()

    def show_form(self) -> None:
        """Ask again for what was typed, which stays."""
        self._set_working(working=False)

    def _step(self, name: Stage, index: int, reached: int) -> Step:
        state: StepState = "done" if index < reached else "current" if index == reached else "open"
        title = self._texts.text(f"first_run.step.{name}")
        return Step(id=name, title=title, state=state, spoken=self._texts.text(f"state.{state}"))

    def _on_enter(self) -> None:
        if not self.enter.isEnabled():
            return
        wish = EnrolmentWish(self.central.text().strip(), self.code.text().strip(), self._replaces)
        self.note.hide()
        self.central_row.clear_message()
        self.code_row.clear_message()
        if not _safe_address(wish.central):
            self.central_row.set_error(self._texts.text("first_run.centre_missing"))
            self.central.setFocus()
        elif not wish.code:
            self.code_row.set_error(self._texts.text("first_run.code_missing"))
            self.code.setFocus()
        else:
            self.set_stage("keys")
            self.enrol_requested.emit(wish)

    def _on_stop(self) -> None:
        self.stop.setEnabled(False)
        self.stop_wanted.emit()

    def _set_working(self, *, working: bool) -> None:
        for widget in (self.central_row, self.code_row, self.enter):
            widget.setEnabled(not working)
            widget.setVisible(not working)
        self.back.setVisible(bool(self._replaces) and not working)
        self.steps.setVisible(working)
        self.stop.setVisible(working)
        self.stop.setEnabled(working)

    def _lay_out(self, look: Look) -> None:
        text = self._texts.text
        about = text("first_run.replaces", desk=self._replaces) if self._replaces else text("first_run.about")
        card = Card(look, "landmark", text("first_run.title"), about)
        card.body.addWidget(self.note)
        card.body.addWidget(self.central_row)
        card.body.addWidget(self.code_row)
        card.body.addWidget(self.steps)
        row = QHBoxLayout()
        row.addWidget(self.enter, 1)
        row.addWidget(self.stop)
        row.addWidget(self.back)
        card.body.addLayout(row)
        self.setLayout(centred(look, card, self.strip))


def _safe_address(text: str) -> bool:
    """HTTPS, or plain HTTP to this machine alone (DESIGN §9)."""
    parts = urlsplit(text)
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    )
