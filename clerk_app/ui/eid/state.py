"""What the eID screen knows of the person at the counter; it holds ids of acts, and never a parameter."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clerk_app.contract.eid import EidAccount
from clerk_app.domain.eid import DocumentKind, EidDocument, EidIdentity, identity_of, tail_of
from clerk_app.domain.errors import CounterError, Invalid
from clerk_app.domain.people import Person
from clerk_app.ui.screen import Context

STEPS: tuple[str, ...] = ("person", "account", "contact", "sheet")
DOCUMENTS: tuple[DocumentKind, ...] = ("id_card", "passport", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class EidForm:
    """One visit. ``register_act`` and ``issue_act`` stay the same while a lost answer is asked for again.

    ``given`` is the time at which a sheet was handed over; ``lost`` that one was not.
    """

    register_act: str
    issue_act: str
    person: Person = field(default_factory=Person)
    document: DocumentKind = "id_card"
    biometric: bool = False
    face: bool = False
    email: str = ""
    phone: str = ""
    read_back: bool = False
    account: EidAccount | None = None
    step: str = "person"
    given: str = ""
    lost: bool = False

    def identity(self) -> EidIdentity:
        """The person with the document that was seen; raises ``Invalid`` while nobody has compared the face."""
        if not self.face:
            raise Invalid("eid_face_missing", field="face")
        seen = self.person.document
        document = EidDocument(
            kind=self.document, tail=tail_of(seen.number), expires=seen.expires, biometric=self.biometric
        )
        return identity_of(self.person, document)


@dataclass(frozen=True, slots=True, kw_only=True)
class EidState:
    """The form, what is under way (a key of ``eid.busy``), and what went wrong last."""

    form: EidForm
    busy: str = ""
    error: CounterError | None = None

    def error_at(self, where: str) -> CounterError | None:
        """The error that stands at one field."""
        error = self.error
        return error if isinstance(error, Invalid) and error.field == where else None


def of_person(form: EidForm, person: Person) -> EidForm:
    """The form for whoever is there now: a card with a chip is a biometric document, and the face is still to see."""
    read = person.source == "card"
    return replace(form, person=person, document="id_card", biometric=read, email=person.email, phone=person.phone)


class EidPage(QWidget):
    """One step. ``form_changed`` gives the whole new form; ``wanted`` names what is to be done."""

    step: ClassVar[str]
    form_changed = Signal(object)
    wanted = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.state: EidState | None = None

    def show_state(self, state: EidState) -> None:
        """Show how things stand; never takes the focus or the text that is being typed."""
        self.state = state

    def summary(self, state: EidState) -> str:
        """One line for the folded step."""
        del state
        return ""

    def take_focus(self, where: str = "") -> None:
        """Put the focus where the hand goes on, or where an error stands."""
        del where
        self.setFocus()
