"""The red note of a desk that has stopped, with the way out; nobody begins what could not be received."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from clerk_app.sync.link import LinkState
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.note import Note
from clerk_app.ui.workplace import Workplace


class StoppedNote(QWidget):
    """Follows the link by itself: there from the moment that the desk stops.

    ``brief``, and where text is large, it says in one line what happened; the card under "Needs attention" says more.
    """

    def __init__(self, context: Context, place: Workplace, margin: int = 0, *, brief: bool = False) -> None:
        super().__init__()
        look, text = context.look, context.texts.text
        self.button = Button(look, text("attention.way.replace_desk"))
        self.button.clicked.connect(place.replace_desk)
        row = QHBoxLayout(self)
        side = look.px(margin)
        row.setContentsMargins(side, side, side, side)
        row.setSpacing(look.px(8))
        if brief or look.tokens.narrow:
            self.note = Note(look, f"**{text('stopped.title')}**", "error")
            row.addWidget(self.note, 1)
            row.addWidget(self.button)
        else:
            self.note = Note(look, text("stopped.about"), "error", title=text("stopped.title"))
            self.note.ways_out.setContentsMargins(0, look.px(6), 0, 0)
            self.note.ways_out.addWidget(self.button)
            self.note.ways_out.addStretch(1)
            row.addWidget(self.note)
        place.news.link_changed.connect(self.show_link)
        self.show_link(place.link())

    def show_link(self, link: object) -> None:
        """Come, once the desk has stopped."""
        if isinstance(link, LinkState):
            self.setVisible(link.kind == "stopped")
