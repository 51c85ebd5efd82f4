"""The person at the counter in one line, where text is large and room is scarce."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from clerk_app.domain.people import Person, mask
from clerk_app.domain.values import shown_date
from clerk_app.ui.at_counter import AtCounter
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.icon_button import IconButton
from clerk_app.ui.widgets.label import ElidedLabel


class PersonBar(QFrame):
    """Says what ``PersonPanel`` says, as far as it fits: name, date of birth or number, the one button."""

    new_request = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._context = context
        look, text = context.look, context.texts.text
        self._icon = QLabel()
        self._name = ElidedLabel(look, "", style="body_strong")
        self._facts = ElidedLabel(look, "", role="text_2")
        keys = context.commands.keys("new_request")
        self.button = Button(look, text("person.new_request_typed"), keys=keys, kind="filled")
        self.button.clicked.connect(self.new_request)
        self.held = IconButton(look, "file-text", text("command.held"))
        self.held.clicked.connect(context.commands.action("held").trigger)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(8), look.px(5), look.px(6), look.px(5))
        row.setSpacing(look.px(8))
        row.addWidget(self._icon)
        row.addWidget(self._name, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._facts, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.held)
        row.addWidget(self.button)

    def show_person(self, at_counter: AtCounter) -> None:
        """Show who is there now, or that nobody is."""
        person, text = at_counter.person, self._context.texts.text
        self._icon.setPixmap(self._context.look.icons.pixmap("id-card", "success" if person else "text_3"))
        self._name.set_text(person.spoken_name() if person else text("person.nobody_short"))
        self.held.setVisible(person is not None)
        self._facts.set_text(shown_date(person.birth_date) if person and person.birth_date else "")

    def show_number(self, person: Person) -> None:
        """Show the personal number in full, until ``hide_number``."""
        self._facts.set_text(person.id_number)

    def hide_number(self, person: Person) -> None:
        """Show it masked again."""
        self._facts.set_text(mask(person.id_number))
