"""The tray of invented cards: in the demonstration a person puts one into the simulated reader with a click."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerk_app.app.windows import Program
from clerk_app.demo.people import PEOPLE
from clerk_app.devices.card_image import CardImage, card_image
from clerk_app.devices.simulated_reader import SimulatedReaders
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.label import Label


class CardTray(QWidget):
    """One button a person, and one that takes the card out; ``who`` says who may sign in."""

    def __init__(self, program: Program, who: str = "") -> None:
        super().__init__(None, Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint)
        self._program = program
        look, text = program.look, program.place.texts.text
        portrait = (program.place.resources / "devices" / "portrait.jpg").read_bytes()
        self.setWindowTitle(text("demo.tray"))
        column = QVBoxLayout(self)
        if who:
            column.addWidget(Label(look, who, style="small", wrap=True))
        column.addWidget(Label(look, text("demo.tray_about"), role="text_2", wrap=True))
        for person in PEOPLE:
            button = Button(look, person.spoken_name(), icon="id-card")
            image = card_image(person, portrait)
            button.clicked.connect(lambda _checked=False, image=image: self._insert(image))
            column.addWidget(button)
        out = Button(look, text("demo.card_out"), icon="x")
        out.clicked.connect(self._take_out)
        column.addWidget(out)

    def show_in_corner(self) -> None:
        """Show it at the lower right, where it covers the least of the window."""
        room = self.screen().availableGeometry()
        self.resize(self.sizeHint())
        gap = self._program.look.px(56)
        self.move(room.right() - self.width() - gap // 4, room.bottom() - self.height() - 2 * gap)
        self.show()

    def _reader(self) -> SimulatedReaders | None:
        desk = self._program.open_desk
        return desk.readers if desk is not None and isinstance(desk.readers, SimulatedReaders) else None

    def _insert(self, image: CardImage) -> None:
        reader = self._reader()
        if reader is not None:
            reader.remove()
            reader.insert(image)

    def _take_out(self) -> None:
        reader = self._reader()
        if reader is not None:
            reader.remove()
