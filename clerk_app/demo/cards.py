"""The tray of invented cards: in the demonstration a person puts one into the simulated reader with a click."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QWidget

from clerk_app.app.windows import Program
from clerk_app.demo.people import PEOPLE
from clerk_app.devices.card_image import CardImage, card_image
from clerk_app.devices.simulated_reader import SimulatedReaders
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.label import Label


class CardTray(QWidget):
    """One button a person, and one that takes the card out; ``who`` says who may sign in.

    After a click the keys are the window's again.
    """

    def __init__(self, program: Program, who: str = "") -> None:
        super().__init__(None, Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint)
        self._program = program
        # Its own ground: a change of look does not draw the tray anew, and its words must stay readable.
        ground = self.palette()
        ground.setColor(QPalette.ColorRole.Window, program.look.colour("surface"))
        self.setPalette(ground)
        look, text = program.look, program.place.texts.text
        portrait = (program.place.resources / "devices" / "portrait.jpg").read_bytes()
        self.setWindowTitle(text("demo.tray"))
        grid = QGridLayout(self)
        grid.setSpacing(look.px(6))
        if who:
            grid.addWidget(Label(look, who, style="small", wrap=True), 0, 0, 1, 2)
        grid.addWidget(Label(look, text("demo.tray_about"), style="small", role="text_2", wrap=True), 1, 0, 1, 2)
        buttons = [self._card(person.spoken_name(), card_image(person, portrait)) for person in PEOPLE]
        out = Button(look, text("demo.card_out"))
        out.clicked.connect(self._take_out)
        for place, button in enumerate([*buttons, out]):
            grid.addWidget(button, 2 + place // 2, place % 2)

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

    def _card(self, name: str, image: CardImage) -> Button:
        button = Button(self._program.look, name)
        button.clicked.connect(lambda _checked=False: self._insert(image))
        return button

    def _insert(self, image: CardImage) -> None:
        reader = self._reader()
        if reader is not None:
            reader.remove()
            reader.insert(image)
        self._program.window.activateWindow()

    def _take_out(self) -> None:
        reader = self._reader()
        if reader is not None:
            reader.remove()
        self._program.window.activateWindow()
