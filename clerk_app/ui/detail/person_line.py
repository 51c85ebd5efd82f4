"""The applicant of a request on one line: name, masked number, telephone; below who represents them, what is held."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from clerk_app.domain.people import Person
from clerk_app.domain.requests import RequestView
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.icon_button import IconButton
from clerk_app.ui.widgets.label import ElidedLabel, Label


class PersonLine(QFrame):
    """``eye`` is the button that asks for the whole number, ``held`` for the report of what is held."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("panel")
        look, self._texts = context.look, context.texts
        self._masked = ""
        icon = QLabel()
        icon.setPixmap(look.icons.pixmap("user-round", "text"))
        self._name = ElidedLabel(look, "", style="body_strong")
        self._number = Label(look, "", role="text_2")
        self._phone = Label(look, "")
        self.eye = IconButton(look, "eye", context.texts.text("command.show_jmbg"))
        self.eye.clicked.connect(context.commands.action("show_jmbg").trigger)
        keys = context.commands.keys("held")
        self.held = Button(look, context.texts.text("command.held"), keys=keys, icon="file-text", kind="link")
        self.held.clicked.connect(context.commands.action("held").trigger)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(8))
        column.setSpacing(look.px(8))
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        column.addLayout(row)
        self._other = ElidedLabel(look, "", role="text_2")
        self._other.hide()
        column.addWidget(self._other)
        column.addWidget(self.held)
        row.addWidget(icon)
        row.addWidget(self._name, 1)
        row.addWidget(self._number)
        row.addWidget(self.eye)
        row.addWidget(self._phone)

    def show_person(self, view: RequestView, person: Person | None, other: Person | None = None) -> None:
        """Show whose request it is, and who represents them."""
        represented = self._texts.text("intake.represented", name=other.spoken_name()) if other else ""
        self._other.set_text(represented)
        self._other.setVisible(other is not None)
        self._masked = view.masked_id
        self._name.set_text(person.spoken_name() if person else view.applicant)
        self._phone.set_text(person.phone if person else "")
        self._phone.setVisible(bool(person and person.phone))
        self.eye.setVisible(bool(person and person.id_number))
        self.held.setVisible(person is not None)
        self.hide_number()

    def show_number(self, number: str) -> None:
        """Show the whole number, until ``hide_number``."""
        self._number.set_text(number)

    def hide_number(self) -> None:
        """Show it masked."""
        self._number.set_text(self._masked)
