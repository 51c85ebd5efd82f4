"""An intake as its pages see it, and what is asked of every page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clerk_app.actions.intake_form import Assessment, IntakeForm
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.catalogue import Service
from clerk_app.domain.findings import Finding
from clerk_app.domain.forms import rule_message
from clerk_app.i18n import Texts
from clerk_app.ui.request_list import Row
from clerk_app.ui.screen import Context

STEPS: tuple[str, ...] = ("person", "service", "form", "proofs", "fee", "review")


@dataclass(frozen=True, slots=True)
class Another:
    """One more service for the person of a request; of today, in the same visit."""

    subject: bytes
    body: RequestReceived


@dataclass(frozen=True, slots=True)
class IntakeState:
    """The form so far, the service it is for, and what the rules say of it.

    ``of_person`` is what can be told before there is a service, ``suggested`` the exemption that the answers speak for.
    ``received_at`` is the legal time of receipt, ``earlier`` what was received before in the same visit.
    """

    form: IntakeForm
    service: Service | None = None
    assessment: Assessment | None = None
    of_person: tuple[Finding, ...] = ()
    suggested: str = ""
    received_at: datetime | None = None
    earlier: tuple[Row, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is noted now."""
        return self.assessment.findings if self.assessment else self.of_person

    def findings_at(self, where: str) -> tuple[Finding, ...]:
        """The findings that stand at one field."""
        return tuple(finding for finding in self.findings if finding.where == where)

    def findings_of(self, step: str) -> tuple[Finding, ...]:
        """The findings that a step shows."""
        return tuple(finding for finding in self.findings if step_of(finding) == step)


def step_of(finding: Finding) -> str:
    """On which step a finding is mended."""
    head = finding.where.partition(".")[0]
    if head in {"applicant", "representative", "representation", "paper"}:
        return "person"
    if head == "statement":
        return "review"
    if head == "proof":
        return "proofs"
    return "fee" if head == "fee" else "form"


class IntakePage(QWidget):
    """One step. ``form_changed`` gives the whole new form; the screen answers with ``show_state``."""

    step: ClassVar[str]
    form_changed = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.state: IntakeState | None = None

    def show_state(self, state: IntakeState) -> None:
        """Show the form as it stands; never takes the focus or the text that is being typed."""
        self.state = state

    def summary(self, state: IntakeState) -> str:
        """One line for the folded step."""
        del state
        return ""

    def take_focus(self, where: str = "") -> None:
        """Put the focus where the hand goes on, or where a finding stands."""
        del where
        self.setFocus()

    def focused(self) -> str:
        """Where the focus is on this page, as ``take_focus`` would name it; empty where that does not matter."""
        return ""

    def finding_text(self, finding: Finding) -> str:
        """A finding in words; the service's own message where the definition brings one."""
        return finding_words(finding, self.state.service if self.state else None, self.context.texts)


def finding_words(finding: Finding, service: Service | None, texts: Texts) -> str:
    """A finding in words; the service's own message where its definition brings one."""
    message = rule_message(service, finding) if service is not None else None
    if message is not None:
        return texts.wording(message)
    return texts.text(f"finding.{finding.code}", **finding.params)
