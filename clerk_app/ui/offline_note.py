"""The calm violet note over a list while there is no line."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerk_app.domain.errors import SignIn
from clerk_app.sync.link import LinkState
from clerk_app.ui.link_words import told_moment
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.note import Note
from clerk_app.ui.workplace import Workplace

_NO_RELAY = frozenset({"", "relay_none", "relay_off", "office_key_none"})
"""Most offices have no relay: of one that is not there nothing is said."""


class OfflineNote(QWidget):
    """Follows the link by itself: there while it is down, gone when it works.

    Where text is large it is one sentence, and leaves the list its room: the strip says what is kept.
    """

    def __init__(self, context: Context, place: Workplace) -> None:
        super().__init__()
        self._context = context
        self._place = place
        self._note = Note(context.look, "", "offline")
        box = QVBoxLayout(self)
        margin = context.look.px(12)
        box.setContentsMargins(margin, context.look.px(10), margin, context.look.px(10))
        box.addWidget(self._note)
        place.news.link_changed.connect(self.show_link)
        self.show_link(place.link())

    def show_link(self, link: object) -> None:
        """Say how things are."""
        if not isinstance(link, LinkState):
            return
        texts = self._context.texts
        self.setVisible(link.kind == "down")
        title = texts.text("home.offline")
        if self._context.look.tokens.narrow:
            self._note.show_note(title, "offline")
            return
        self._note.show_note(self._facts(link), "offline", title=title)

    def _facts(self, link: LinkState) -> str:
        texts = self._context.texts
        parts = [texts.text("home.offline_works")]
        if link.requests:
            parts.append(texts.many("home.offline_kept", link.requests))
        if link.exchanged:
            last = told_moment(link.exchanged, self._place.clock.local(), texts)
            parts.append(texts.text("home.offline_last", time=last))
        if link.relay == "works":
            parts.append(texts.many("link.relayed", link.relayed) if link.relayed else texts.text("link.relay.works"))
        elif link.relay not in _NO_RELAY:
            parts.append(texts.text(f"error.{link.relay}"))
        if words := self._days_left():
            parts.append(words)
        return " ".join(parts)

    def _days_left(self) -> str:
        """For how long this clerk can sign in without the centre; nothing while nobody is signed in."""
        try:
            return self._context.texts.many("home.offline_days", self._place.actions.sessions.days_left())
        except SignIn:
            return ""
