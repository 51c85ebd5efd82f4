"""The office's relay among the other ways: icon, how it is, and what is known of it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clerk_app.sync.relay_state import RelayState
from clerk_app.ui.exchange.relay_words import relay_facts, relay_look, relay_word
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.label import Label


class RelayRow(QWidget):
    """``show_state`` is called whenever the relay stands otherwise, or time has passed."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        look = context.look
        self._icon = QLabel()
        self._title = Label(look, context.texts.text("relay.title"), style="body_strong")
        self._word = Label(look, "", wrap=look.tokens.narrow)
        self._facts = Label(look, "", style="small", role="text_2", wrap=True)
        head = QVBoxLayout() if look.tokens.narrow else QHBoxLayout()
        head.setSpacing(look.px(6))
        head.addWidget(self._title)
        head.addWidget(self._word)
        if isinstance(head, QHBoxLayout):
            head.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(look.px(2))
        words.addLayout(head)
        words.addWidget(self._facts)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(8))
        row.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def show_state(self, state: RelayState, now: datetime) -> None:
        """Say how it is."""
        look, texts = self._context.look, self._context.texts
        _how, role = relay_look(state)
        self._icon.setPixmap(look.icons.pixmap("network", role, look.px(20)))
        self._word.set_text(relay_word(state, texts))
        self._word.set_role(role)
        self._facts.set_text("\n".join(relay_facts(state, now, texts)))
        self.setAccessibleName(f"{texts.text('relay.title')}: {relay_word(state, texts)}")
