"""The lock: everything is safe, the citizen's screen is blank, the password brings the work back."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from clerk_app.i18n import Texts
from clerk_app.sync.link import LinkState
from clerk_app.ui.chords import chords
from clerk_app.ui.desk_facts import DeskFacts
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.card import Card, centred
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.note import Note
from clerk_app.ui.widgets.page_strip import PageStrip
from clerk_app.ui.widgets.password_box import PasswordBox

_OTHER_KEYS = "Alt+D"


class LockPage(QWidget):
    """A pure view: ``unlock_requested`` gives the password, ``other_clerk_wanted`` asks for the sign-in.

    Language and look are their owner's to choose: the strip offers neither while somebody is away.
    """

    unlock_requested = Signal(object)
    other_clerk_wanted = Signal()

    def __init__(self, texts: Texts, look: Look, desk: DeskFacts, who: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._look = look
        self.safe = Note(look, "", "success", icon="shield-check")
        self.password = PasswordBox(texts, look)
        self.enter = Button(look, texts.text("lock.enter"), keys="Enter", kind="filled", tall=True)
        self.other = Button(look, texts.text("lock.other"), keys=_OTHER_KEYS, kind="link")
        self._since = Label(look, "", style="small", role="text_2", wrap=True)
        self.strip = PageStrip(texts, look, desk.version, self, choices=False)
        self._lay_out(desk, who)
        self.set_work_kept(kept=False)
        self.enter.clicked.connect(self._on_enter)
        self.password.entered.connect(self._on_enter)
        self.password.ready_changed.connect(self._on_ready)
        self.other.clicked.connect(self.other_clerk_wanted)
        for chord in chords((_OTHER_KEYS,)):
            QShortcut(QKeySequence(chord), self, self.other.click)
        self.setFocusProxy(self.password.field)

    def set_work_kept(self, *, kept: bool) -> None:
        """Say that a request is begun and saved, or that nothing is."""
        self.safe.show_note(
            self._texts.text("lock.safe" if kept else "lock.safe_nothing"), "success", icon="shield-check"
        )

    def set_since(self, time: str, minutes: int = 0) -> None:
        """Say when it was locked; ``minutes`` of rest when it locked itself."""
        words = (
            self._texts.many("lock.idle", minutes, time=time) if minutes else self._texts.text("lock.since", time=time)
        )
        self._since.set_text(words)

    def show_link(self, link: LinkState, now: datetime) -> None:
        """Say how the line is, while nobody is there to work."""
        self.strip.show_link(link, now)

    def show_error(self, text: str) -> None:
        """Say why it stays locked."""
        self.enter.setEnabled(self.password.ready)
        self.password.show_error(text)
        self.password.field.setFocus()

    def set_wait(self, seconds: int) -> None:
        """Count down before the next attempt."""
        self.password.set_wait(seconds)

    def _on_enter(self) -> None:
        if not self.enter.isEnabled():
            return
        if not self.password.field.text():
            self.show_error(self._texts.text("sign_in.password_missing"))
            return
        self.enter.setEnabled(False)
        self.password.show_error("")
        self.unlock_requested.emit(self.password.take())

    def _on_ready(self, ready: object) -> None:
        self.enter.setEnabled(bool(ready))

    def _lay_out(self, desk: DeskFacts, who: str) -> None:
        look = self._look
        where = self._texts.text("sign_in.desk", municipality=desk.municipality, desk=desk.desk)
        card = Card(look, "lock", self._texts.text("lock.title"), where)
        person = QLabel()
        person.setPixmap(look.icons.pixmap("user-round", "text"))
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        row.addWidget(person)
        row.addWidget(Label(look, who, style="body_strong"), 1)
        row.addWidget(self.other)
        clock = QLabel()
        clock.setPixmap(look.icons.pixmap("clock", "text_2", look.px(14)))
        since = QHBoxLayout()
        since.setSpacing(look.px(6))
        since.addWidget(clock)
        since.addWidget(self._since, 1)
        card.body.addWidget(self.safe)
        card.body.addLayout(row)
        card.body.addWidget(self.password)
        card.body.addWidget(self.enter)
        card.body.addLayout(since)
        self.setTabOrder(self.password.field, self.enter)
        self.setTabOrder(self.enter, self.other)
        self.setLayout(centred(look, card, self.strip))
