"""The tab of deliveries: documents that arrived or were made, and what became of each, with whose word it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.delivery import Consent, Delivery, Document, consent, documents
from clerk_app.domain.delivery_bodies import HandedOver
from clerk_app.domain.delivery_policy import DeliveryPolicy
from clerk_app.ui.acts.judging import Found, Judged
from clerk_app.ui.delivery.slip import notings
from clerk_app.ui.delivery.words import (
    appeal_words,
    consent_words,
    delivery_words,
    kind_words,
    legal_words,
    state_words,
    step_look,
    step_words,
)
from clerk_app.ui.detail.opened import Opened
from clerk_app.ui.detail.tabs import ListTab
from clerk_app.ui.link_words import short_moment
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.line import Line

PDF = "application/pdf"


def deliverable(document: Document) -> bool:
    """Whether somebody may still be given a document."""
    return not document.legal_date and not any(one.taken_here for one in document.deliveries)


class DeliveryTab(ListTab):
    """Its signals give the document, or document and delivery, that something is wanted of.

    ``consent_wanted`` gives whether the citizen is to agree: false where that is taken back.
    """

    open_wanted = Signal(object)
    hand_wanted = Signal(object)
    dispatch_wanted = Signal(object)
    slip_wanted = Signal(object)
    paper_wanted = Signal(object)
    check_wanted = Signal(object)
    consent_wanted = Signal(bool)

    def __init__(self, context: Context, desk: str) -> None:
        super().__init__(context)
        self._desk = desk
        self._zone: tzinfo | None = None
        self._policy: DeliveryPolicy | None = None
        self._may = False
        self._handed: frozenset[str] = frozenset()
        self._opened: Opened | None = None
        self._judged = Judged()

    def show_policy(self, policy: DeliveryPolicy | None) -> None:
        """What kinds of documents are called here."""
        self._policy = policy

    def show_documents(self, opened: Opened, zone: tzinfo | None) -> tuple[Document, ...]:
        """Draw the documents of a case; gives them."""
        if self._judged.subject != opened.view.subject:
            self._judged = Judged(opened.view.subject)
        self._opened, self._zone = opened, zone
        return self._draw(opened)

    def show_verdicts(self, paper: EnclosureRef, found: Found) -> None:
        """The verdicts on one document, or the words why there are none."""
        self._judged.found[paper.sha256] = found
        if self._opened is not None:
            self._draw(self._opened)

    def _draw(self, opened: Opened) -> tuple[Document, ...]:
        found, said = documents(opened.file, self._desk), consent(opened.file)
        self._may = not opened.view.annulled
        self._handed = frozenset(body.delivery for _, body in opened.file.counted(HandedOver))
        drawn = (opened.view.subject, found, said, self._may, self._policy, dict(self._judged.found))
        if not self.begin(drawn):
            return found
        self._add_consent(said)
        if not found:
            self.add_nothing(self.context.texts.text("delivery.nothing"))
        for place, document in enumerate(found):
            if place:
                self.column.addWidget(Line(self.context.look))
            self._add_document(document)
        self.end()
        return found

    def _add_consent(self, said: Consent | None) -> None:
        """What the citizen said of electronic delivery, and the way to say otherwise."""
        self.add_line("mail", "text_2", consent_words(said, self.context.texts))
        given = said is not None and said.given
        if self._may:
            key = "delivery.take_consent_back" if given else "delivery.give_consent"
            self._add_buttons([(key, "undo-2" if given else "check", lambda: self.consent_wanted.emit(not given))])

    def _add_document(self, document: Document) -> None:
        look, texts = self.context.look, self.context.texts
        self.column.addWidget(Label(look, document.ref.title, style="section", wrap=True))
        facts = (kind_words(document, self._policy, texts), document.by, self._made(document))
        if about := " · ".join(fact for fact in facts if fact):
            self.column.addWidget(Label(look, about, style="small", role="text_2", wrap=True))
        day = legal_words(document, texts)
        role = "success" if document.legal_date else "text_2"
        self.column.addWidget(Label(look, day[:1].upper() + day[1:], style="section", role=role, wrap=True))
        if until := appeal_words(document, texts):
            self.column.addWidget(Label(look, until, role="text_2", wrap=True))
        for said in self._judged.lines(document.ref, texts, self._zone):
            self.add_line(said.icon, said.role, said.title, said.more)
        self._add_buttons(self._ways(document), document.ref.title)
        for one in document.deliveries:
            self._add_delivery(document, one)

    def _ways(self, document: Document) -> list[tuple[str, str, Callable[[], None]]]:
        """What can be done with a document now."""
        ways = [("delivery.open", "eye", lambda: self.open_wanted.emit(document))]
        if document.ref.media_type == PDF:
            ways.append(("acts.check", "badge-check", lambda: self.check_wanted.emit(document)))
        if self._may and deliverable(document):
            ways.append(("command.hand_over", "user-round", lambda: self.hand_wanted.emit(document)))
            if document.open is None:
                ways.append(("command.dispatch", "send", lambda: self.dispatch_wanted.emit(document)))
        return ways

    def _add_delivery(self, document: Document, one: Delivery) -> None:
        look, texts = self.context.look, self.context.texts
        self.column.addWidget(Label(look, delivery_words(one, texts), weight=600, wrap=True))
        for step in one.steps:
            time = short_moment(step.at, self._zone, texts)
            icon, role = step_look(step)
            title = f"{time}  **{state_words(step.state, texts)}**"
            self.add_line(icon, role, title, step_words(step, texts), beside=True)
        ways: list[tuple[str, str, Callable[[], None]]] = []
        if self._may and notings(one) and one.channel not in ("inbox_personal", "inbox_notification"):
            ways.append(("delivery.note_slip", "mail", lambda: self.slip_wanted.emit((document, one))))
        if one.id in self._handed:
            ways.append(("delivery.paper", "file-text", lambda: self.paper_wanted.emit(one.id)))
        self._add_buttons(ways)

    def _add_buttons(self, ways: list[tuple[str, str, Callable[[], None]]], of: str = "") -> None:
        if not ways:
            return
        look, holder = self.context.look, QWidget()
        row = QVBoxLayout(holder) if look.tokens.narrow else QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(8))
        if look.tokens.narrow:
            row.setAlignment(Qt.AlignmentFlag.AlignLeft)
        for key, icon, run in ways:
            keys = self.context.commands.keys(key.removeprefix("command.")) if key.startswith("command.") else ""
            button = Button(look, self.context.texts.text(key), icon=icon, keys=keys)
            if of:
                button.setAccessibleName(f"{button.text()}: {of}")
            button.clicked.connect(lambda _checked=False, run=run: run())
            row.addWidget(button)
        row.addStretch(1)
        self.column.addWidget(holder)

    def _made(self, document: Document) -> str:
        return self.context.texts.date(date.fromisoformat(document.made)) if document.made else ""
