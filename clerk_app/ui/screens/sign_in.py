"""Sign-in: who and password; language and look can be changed before anybody is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import QLocale, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from clerk_app.i18n import Texts
from clerk_app.sync.link import LinkState
from clerk_app.ui.desk_facts import DeskFacts
from clerk_app.ui.door_line import DoorLine
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.card import Card, centred
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import ChoiceField
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.page_strip import PageStrip
from clerk_app.ui.widgets.password_box import PasswordBox


@dataclass(frozen=True, slots=True)
class Credentials:
    """What was typed; the password does not show in a trace."""

    clerk: str
    password: str = field(repr=False)


class SignInPage(QWidget):
    """A pure view: ``sign_in_requested`` gives ``Credentials``; the rest is told to it."""

    sign_in_requested = Signal(object)
    language_wanted = Signal()
    look_wanted = Signal()

    def __init__(self, texts: Texts, look: Look, desk: DeskFacts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._look = look
        self.clerk = ChoiceField(look, [(name, name) for name in desk.clerks], typed=True)
        self.clerk_row = FieldRow(look, texts.text("sign_in.clerk"), self.clerk)
        self.password = PasswordBox(texts, look)
        self.line = DoorLine(texts, look, desk.until)
        self.enter = Button(look, texts.text("sign_in.enter"), keys="Enter", kind="filled", tall=True)
        self.strip = PageStrip(texts, look, desk.version, self)
        self.strip.language_wanted.connect(self.language_wanted)
        self.strip.look_wanted.connect(self.look_wanted)
        self._lay_out(desk)
        self.line.show_clerk(self.clerk.currentText())
        self.clerk.currentTextChanged.connect(lambda name: self.line.show_clerk(name, typing=self._typing()))
        self.enter.clicked.connect(self._on_enter)
        line = self.clerk.lineEdit()
        if line is not None:
            line.returnPressed.connect(self._on_enter)
            line.editingFinished.connect(lambda: self.line.show_clerk(self.clerk.currentText()))
        self.password.entered.connect(self._on_enter)
        self.password.ready_changed.connect(self._on_ready)
        self.setFocusProxy(self.password.field if desk.clerks else self.clerk)

    def show_link(self, link: LinkState, now: datetime) -> None:
        """Say how the line is, what waits, and for how long one gets in without it."""
        self.strip.show_link(link, now)
        self.line.show_link(link, now)

    def show_error(self, text: str) -> None:
        """Say why nobody was signed in."""
        self.set_busy(busy=False)
        self.password.show_error(text)
        self.password.field.setFocus()

    def ask_name(self) -> None:
        """Begin with the name; the one that stands there gives way to what is typed."""
        self.clerk.setFocus()
        line = self.clerk.lineEdit()
        if line is not None:
            line.selectAll()

    def set_wait(self, seconds: int) -> None:
        """Count down before the next attempt."""
        self.password.set_wait(seconds)

    def set_busy(self, *, busy: bool) -> None:
        """While the password is checked, nothing else can be asked."""
        self.enter.set_text(self._texts.text("sign_in.working" if busy else "sign_in.enter"))
        self.enter.setEnabled(not busy and self.password.ready)

    def _on_enter(self) -> None:
        if not self.enter.isEnabled():
            return
        clerk = self.clerk.currentText().strip()
        self.clerk_row.clear_message()
        self.password.show_error("")
        if not clerk:
            self.clerk_row.set_error(self._texts.text("sign_in.clerk_missing"))
            self.clerk.setFocus()
        elif not self.password.field.text():
            self.password.show_error(self._texts.text("sign_in.password_missing"))
            self.password.field.setFocus()
        else:
            self.set_busy(busy=True)
            self.sign_in_requested.emit(Credentials(clerk, self.password.take()))

    def _typing(self) -> bool:
        """Whether a name is being typed just now."""
        line = self.clerk.lineEdit()
        return line is not None and line.hasFocus()

    def _on_ready(self, ready: object) -> None:
        self.enter.setEnabled(bool(ready))

    def _lay_out(self, desk: DeskFacts) -> None:
        look, text = self._look, self._texts.text
        about = text("sign_in.desk", municipality=desk.municipality, desk=desk.desk)
        card = Card(look, "stamp", text("shell.name"), about)
        card.body.addWidget(self.clerk_row)
        card.body.addWidget(self.password)
        card.body.addWidget(self.enter)
        card.body.addWidget(self.line)
        self.keyboard = Label(look, "", style="small", role="text_2")
        card.body.addWidget(self.keyboard)
        card.body.addSpacing(look.px(4))
        self.setLayout(centred(look, card, self.strip))
        QTimer.singleShot(0, self, self._say_keyboard)  # behind the first picture: languages take 6 ms to learn
        QGuiApplication.inputMethod().localeChanged.connect(self._say_keyboard)

    def _say_keyboard(self) -> None:
        layout = QGuiApplication.inputMethod().locale()
        self.keyboard.setVisible(layout.language() != QLocale.Language.C)
        self.keyboard.set_text(self._texts.text("sign_in.keyboard", layout=layout.nativeLanguageName()))
