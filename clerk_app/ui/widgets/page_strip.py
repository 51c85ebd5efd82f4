"""The strip of pages without a shell: version, link, and where they can be chosen, language and look."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from clerk_app.i18n import Texts
from clerk_app.sync.link import LinkState
from clerk_app.ui.chords import chords
from clerk_app.ui.link_words import ROLES, link_icon, link_sentence
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.status_strip import StatusStrip


class PageStrip(StatusStrip):
    """Its keys work anywhere on the page. The part ``link`` is told how things are, as in the shell."""

    language_wanted = Signal()
    look_wanted = Signal()

    def __init__(self, texts: Texts, look: Look, version: str, parent: QWidget, *, choices: bool = True) -> None:
        super().__init__(look, texts.text("shell.strip"), parent)
        self._page = parent
        self._texts = texts
        language = texts.text(f"language.{texts.language}")
        theme = texts.text(f"look.{look.tokens.theme}")
        self.add_part("version").show_state(texts.text("sign_in.version", version=version), "stamp")
        if choices:
            self._add_key("language", texts.text("sign_in.language", language=language), "languages", "Alt+L")
            self._add_key("look", texts.text("sign_in.look", look=theme), "contrast", "Alt+I")
            self.part("language").clicked.connect(self.language_wanted)
            self.part("look").clicked.connect(self.look_wanted)
        self.add_part("link")  # last: where room is short the choices stay, for the page itself tells of the line

    def show_link(self, link: LinkState, now: datetime) -> None:
        """Say how the line is."""
        words = link_sentence(link, now, self._texts)
        self.part("link").show_state(words, link_icon(link), ROLES[link.kind])

    def _add_key(self, part_id: str, words: str, icon: str, keys: str) -> None:
        part = self.add_part(part_id, keys=keys, right=True)
        part.show_state(words, icon)
        for chord in chords((keys,)):
            QShortcut(QKeySequence(chord), self._page, part.click)
