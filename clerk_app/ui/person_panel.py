"""The person at the counter: whose card is in the reader, what is open for them, and the one thing to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.domain.people import Person, mask
from clerk_app.domain.values import shown_date
from clerk_app.ui.at_counter import AtCounter
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.key_values import KeyValues
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.panel import Panel

WIDTH = 302
_PHOTO = (92, 116)


class PersonPanel(Panel):
    """Shows ``AtCounter``; without a person it says how one appears.

    ``new_request`` and ``unmask_wanted`` are for the screen around it.
    """

    new_request = Signal()
    unmask_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        look, text = context.look, context.texts.text
        super().__init__(look, text("person.at_counter"), icon="id-card", icon_role="success", parent=parent)
        self._context = context
        self._number = ""
        self._empty = Label(look, text("person.nobody"), role="text_2", wrap=True)
        self._photo = Label(look, "", style="small", role="text_3")
        self._name = Label(look, "", style="person_name", wrap=True)
        self._born = Label(look, "", role="text_2", wrap=True)
        self._parent = Label(look, "", role="text_2", wrap=True)
        self._facts = KeyValues(look, label_width=86)
        self._missing = Label(look, "", style="small", role="warning", wrap=True)
        keys = context.commands.keys("new_request")
        self.button = Button(look, text("person.new_request"), keys=keys, icon="file-plus", kind="filled", tall=True)
        self.button.clicked.connect(self.new_request)
        self.requests = Button(look, text("command.her_requests"), keys=context.commands.keys("her_requests"))
        self.requests.clicked.connect(context.commands.action("her_requests").trigger)
        self.held = Button(look, text("command.held"), icon="file-text", kind="link")
        self.held.clicked.connect(context.commands.action("held").trigger)
        self._lay_out()

    def show_person(self, at_counter: AtCounter) -> None:
        """Show who is there now, or that nobody is."""
        person = at_counter.person
        self._empty.setVisible(person is None)
        for part in (self._photo, self._name, self._born, self._parent, self._facts):
            part.setVisible(person is not None)
        read_at = self._context.texts.time(at_counter.read_at) if at_counter.read_at else ""
        self.set_title(self._context.texts.text("person.at_counter" if person else "person.nobody_short"), read_at)
        self.set_icon("id-card", "success" if person else "text_3")
        for button in (self.requests, self.held):
            button.setVisible(person is not None)
        self._show_missing(at_counter)
        self.button.set_text(self._context.texts.text("person.new_request" if person else "person.new_request_typed"))
        if person is not None:
            self._show(person, at_counter.photo)

    def show_number(self, person: Person) -> None:
        """Show the personal number in full, until ``hide_number``."""
        self._number = person.id_number
        self._show_facts(person)

    def hide_number(self, person: Person) -> None:
        """Show it masked again."""
        self._number = ""
        self._show_facts(person)

    def _show(self, person: Person, photo: bytes) -> None:
        text = self._context.texts.text
        self._name.set_text(person.spoken_name())
        born = shown_date(person.birth_date) if person.birth_date else ""
        sex = text(f"person.sex.{person.sex}") if person.sex else ""
        self._born.set_text(" · ".join(part for part in (text("person.born", date=born) if born else "", sex) if part))
        self._parent.set_text(text("person.parent_is", name=person.parent_name) if person.parent_name else "")
        self._number = ""
        self._show_photo(photo)
        self._show_facts(person)

    def _show_facts(self, person: Person) -> None:
        text = self._context.texts.text
        address = ", ".join(part for part in (person.address.line(), person.address.place) if part)
        rows: list[tuple[str, str | QWidget]] = [
            (text("person.number_short"), self._number or mask(person.id_number)),
            (text("person.address"), address),
            (text("person.document"), person.document.number),
        ]
        self._facts.show_rows([row for row in rows if row[1]])

    def _show_missing(self, at_counter: AtCounter) -> None:
        absent = at_counter.person is not None and bool(at_counter.missing)
        self._missing.setVisible(absent)
        self._missing.set_text(self._context.texts.text("person.no_residence") if absent else "")

    def _show_photo(self, jpeg: bytes) -> None:
        picture = QPixmap()
        width, height = (self.look.px(side) for side in _PHOTO)
        if jpeg and picture.loadFromData(jpeg):
            scaled = picture.scaled(
                width, height, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            self._photo.setPixmap(scaled)
        else:
            self._photo.setPixmap(self.look.icons.pixmap("user-round", "text_3", self.look.px(48)))
        self._photo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._photo.setObjectName("photo")
        self._photo.setFixedSize(width, height)
        self._photo.setAccessibleName(self._context.texts.text("person.photo"))

    def _lay_out(self) -> None:
        # Languages with longer words get a wider panel: words are never cut.
        self.setFixedWidth(max(self.look.px(WIDTH), self.button.sizeHint().width() + self.look.px(28)))
        beside = QVBoxLayout()
        beside.setSpacing(self.look.px(4))
        for part in (self._name, self._born, self._parent):
            beside.addWidget(part)
        beside.addStretch()
        top = QHBoxLayout()
        top.setSpacing(self.look.px(12))
        top.addWidget(self._photo, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(beside, 1)
        self.body.addWidget(self._empty)
        self.body.addLayout(top)
        self.body.addWidget(self._facts)
        self.body.addWidget(self._missing)
        self.body.addWidget(self.button)
        self.body.addWidget(self.requests)
        self.body.addWidget(self.held)
        self.body.addStretch(1)
