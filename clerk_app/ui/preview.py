"""A service as the clerk will see it: the real pages of an intake over its definition, without a desk behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerk_app.actions.intake_form import IntakeForm, assessed, offered_proofs
from clerk_app.domain.catalogue import Service
from clerk_app.domain.fees import suggested_exemption
from clerk_app.domain.findings import Finding
from clerk_app.i18n import Texts
from clerk_app.ui.commands import Commands
from clerk_app.ui.intake.page import IntakeView
from clerk_app.ui.intake.state import STEPS, IntakeState, step_of
from clerk_app.ui.screen import Context
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.chip import Chip
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.note import NoteRole


class NoFrame:
    """The window of a screen that stands alone: there is nowhere to go."""

    def go(self, screen_id: str, subject: object = None, *, instead: bool = False) -> None:
        """Stay."""

    def back(self) -> None:
        """Stay."""

    def head(self, title: str, context: str = "", extras: Sequence[Chip] = ()) -> None:
        """The preview words its own head."""

    def say(self, text: str, role: NoteRole = "success") -> None:
        """Nothing happens that would have to be told."""

    def commands_changed(self) -> None:
        """No bar shows them."""

    def badge(self, place_id: str, count: int, role: str = "offline", words: str = "") -> None:
        """No rail shows it."""


class Preview(QWidget):
    """The intake of one service on one day: everything can be typed and tried, nothing is kept or received."""

    def __init__(self, texts: Texts, look: Look, service: Service, today: date) -> None:
        super().__init__()
        self._service = service
        self._today = today
        self._form = IntakeForm(
            id="preview",
            step="form",
            service=service.id,
            service_version=service.version,
            proofs=offered_proofs(service),
        )
        context = Context(texts, look, Commands(texts, self), NoFrame())
        self.view = IntakeView(context, lambda _text: (service,))
        self.view.form_changed.connect(self._on_form_changed)
        self.view.step_wanted.connect(self._on_step_wanted)
        self.view.finding_chosen.connect(self._on_finding_chosen)
        self.view.show_saved(texts.text("preview.keeps_nothing"))
        about = texts.text("preview.about", version=service.version, department=service.department)
        column = QVBoxLayout(self)
        gap = look.px(12)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(look.px(6))
        column.addWidget(Label(look, texts.wording(service.name), style="page_title", wrap=True))
        column.addWidget(Label(look, about, style="small", role="text_2", wrap=True))
        column.addWidget(self.view, 1)
        self._show()
        self.setFocusProxy(self.view)

    def _show(self) -> None:
        state = assessed(self._form, self._service, self._today)
        suggested = suggested_exemption(self._service, state.form.values, self._today.isoformat())
        code = suggested.code if suggested is not None else ""
        self.view.show_state(IntakeState(self._form, self._service, state, suggested=code))

    def _on_form_changed(self, form: object) -> None:
        if isinstance(form, IntakeForm):
            self._form = form
            self._show()

    def _on_step_wanted(self, step: object) -> None:
        if step in STEPS:
            self._on_form_changed(replace(self._form, step=str(step)))
            self.view.focus_step(str(step))

    def _on_finding_chosen(self, finding: object) -> None:
        if isinstance(finding, Finding):
            self._on_step_wanted(step_of(finding))
            self.view.focus_finding(finding)
