"""Which of several documents something is to be done with."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from clerk_app.domain.delivery import Document
from clerk_app.domain.delivery_policy import DeliveryPolicy
from clerk_app.i18n import Texts
from clerk_app.ui.delivery.words import title_words
from clerk_app.ui.dialog_over import DialogOver
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.choice import Radio


def ask_which(
    context: Context,
    documents: tuple[Document, ...],
    then: Callable[[object], None],
    *,
    policy: DeliveryPolicy | None,
    verb: str,
    over: QWidget,
) -> None:
    """Go on with the only document, or with the one that is chosen; ``policy`` knows what their kinds are called."""
    if len(documents) == 1:
        then(documents[0])
        return
    dialog = WhichDialog(context, documents, policy, verb=verb, over=over)
    dialog.document_given.connect(then)
    dialog.open_over()


class WhichDialog(DialogOver):
    """``document_given`` gives the one that was chosen; nothing is chosen beforehand. ``verb`` says what follows."""

    WIDTH = 560
    document_given = Signal(object)

    def __init__(
        self,
        context: Context,
        documents: tuple[Document, ...],
        policy: DeliveryPolicy | None,
        *,
        verb: str,
        over: QWidget,
    ) -> None:
        text = context.texts.text
        super().__init__(
            context,
            title=text("delivery.which_title"),
            about=text("delivery.which_about"),
            verb=verb,
            leave=text("detail.leave_it"),
            over=over,
            kind="filled",
        )
        self._documents = documents
        self._group = QButtonGroup(self)
        self.radios = [Radio(context.look, _named(document, policy, context.texts)) for document in documents]
        for radio in self.radios:
            self._group.addButton(radio)
            self.middle.addWidget(radio)
        self._group.buttonToggled.connect(lambda _radio, _on: self.verb.set_unavailable(""))
        self.verb.set_unavailable(text("delivery.which_missing"))

    def take_focus(self) -> None:
        """The first document."""
        self.radios[0].setFocus()

    def _on_verb(self) -> None:
        chosen = next((one for one, radio in zip(self._documents, self.radios, strict=True) if radio.isChecked()), None)
        if chosen is not None:
            self.accept()
            self.document_given.emit(chosen)


def _named(document: Document, policy: DeliveryPolicy | None, texts: Texts) -> str:
    """Title, kind and whose it is: two documents of a case can have the same title."""
    parts = (title_words(document, policy, texts), document.by or document.signed)
    return " · ".join(part for part in parts if part)
