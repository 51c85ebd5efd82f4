"""Dispatch: the channel that policy proposes with its reason, the other ones where policy lets them be taken."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from clerk_app.domain.delivery import Document
from clerk_app.domain.delivery_policy import Addressee, Channel, Choice
from clerk_app.ui.delivery.words import channel_words, not_words, why_words
from clerk_app.ui.dialog_over import DialogOver
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.choice import Radio
from clerk_app.ui.widgets.label import Label


class DispatchDialog(DialogOver):
    """``channel_given`` gives the channel and the code of the reason."""

    WIDTH = 560
    channel_given = Signal(object)

    def __init__(self, context: Context, document: Document, choice: Choice, whom: Addressee, *, over: QWidget) -> None:
        text = context.texts.text
        super().__init__(
            context,
            title=text("delivery.dispatch_title", title=document.ref.title),
            about=inbox_words(whom, context),
            verb=text("delivery.dispatch_do"),
            leave=text("detail.leave_it"),
            over=over,
            kind="filled",
        )
        self._choice = choice
        self._group = QButtonGroup(self)
        self.radios: dict[Channel, Radio] = {}
        retried = bool(document.deliveries)
        self._add(context, choice.channel, text("delivery.proposed", why=why_words(choice.why, context.texts)), on=True)
        for channel, code in choice.others.items():
            barred = "" if code == "notice_is_last" and retried else code
            self._add(context, channel, not_words(barred, context.texts) if barred else "", on=not barred)
        self.radios[choice.channel].setChecked(True)

    def take_focus(self) -> None:
        """What is proposed."""
        self.radios[self._choice.channel].setFocus()

    def channel(self) -> Channel:
        """What is chosen."""
        return next((code for code, radio in self.radios.items() if radio.isChecked()), self._choice.channel)

    def _add(self, context: Context, channel: Channel, words: str, *, on: bool) -> None:
        look = context.look
        radio = self.radios[channel] = Radio(look, channel_words(channel, context.texts))
        radio.setEnabled(on)
        radio.setAccessibleDescription(words)
        self._group.addButton(radio)
        line = QVBoxLayout()
        line.setSpacing(0)
        line.addWidget(radio)
        if words:
            said = Label(look, words, style="small", role="text_2", wrap=True)
            said.setContentsMargins(look.px(24), 0, 0, 0)
            line.addWidget(said)
        self.middle.addLayout(line)

    def _on_verb(self) -> None:
        channel = self.channel()
        why = self._choice.why if channel == self._choice.channel else "clerk"
        self.channel_given.emit((channel, why))
        self.accept()


def inbox_words(whom: Addressee, context: Context) -> str:
    """What is known of the citizen's inbox now."""
    if whom.has_inbox is None:
        return context.texts.text("delivery.inbox_unknown")
    return context.texts.text("delivery.inbox_there" if whom.has_inbox else "delivery.inbox_none")
