"""The frame of the shell: its parts, where they stand, the places of its rail, and the way between its panes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from clerk_app.i18n import Texts
from clerk_app.ui.commands import written
from clerk_app.ui.screen import Screen
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.header import Header
from clerk_app.ui.widgets.kept_focus import stops
from clerk_app.ui.widgets.key_bar import KeyBar
from clerk_app.ui.widgets.rail import Place, Rail
from clerk_app.ui.widgets.status_strip import StatusStrip
from clerk_app.ui.widgets.toast import Toast

HELP_PLACE = "help"


class ShellFrame(QWidget):
    """Rail on the left, header and body and key bar beside it, the strip under all."""

    def __init__(self, texts: Texts, look: Look, places: Sequence[Place]) -> None:
        super().__init__()
        text = texts.text
        self.rail = Rail(look, list(places), text("shell.rail"), text("shell.more"))
        self.header = Header(look, text("shell.search"), text("shell.search_short"), written(("Ctrl+K",)))
        self.body = QStackedWidget()
        self.key_bar = KeyBar(look, text("shell.key_bar"))
        self.strip = StatusStrip(look, text("shell.strip"))
        for part in ("who", "link"):
            self.strip.add_part(part)
        self.toast = Toast(look, self, self.key_bar)
        gap = look.px(6 if look.tokens.narrow else 12)
        self.body.setContentsMargins(gap, gap, gap, gap)
        self._lay_out()

    def next_pane(self, focused: QWidget) -> None:
        """The focus goes from rail to body to key bar to strip and around."""
        panes = (self.rail, self.body, self.key_bar, self.strip)
        now = next((index for index, pane in enumerate(panes) if pane.isAncestorOf(focused)), 0)
        for step in range(1, len(panes) + 1):
            if (target := first_stop(panes[(now + step) % len(panes)])) is not None:
                target.setFocus()
                return

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.addWidget(self.header)
        column.addWidget(self.body, 1)
        column.addWidget(self.key_bar)
        upper = QHBoxLayout()
        upper.addWidget(self.rail)
        upper.addLayout(column, 1)
        whole = QVBoxLayout(self)
        whole.addLayout(upper, 1)
        whole.addWidget(self.strip)
        for layout in (column, upper, whole):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)


def places_of(screens: Iterable[Screen], texts: Texts) -> list[Place]:
    """The rail's places: the screens that own one, those at the bottom last, with help before them."""
    owners = [screen for screen in screens if screen.rail_place == screen.id]
    top = [screen for screen in owners if not screen.at_bottom]
    places = [_place(screen, texts, f"Ctrl+{number}") for number, screen in enumerate(top, start=1)]
    help_label = texts.text("place.help")
    places.append(Place(id=HELP_PLACE, label=help_label, icon="circle-question-mark", keys="F1", at_bottom=True))
    return places + [_place(screen, texts) for screen in owners if screen.at_bottom]


def _place(screen: Screen, texts: Texts, keys: str = "") -> Place:
    label = texts.text(f"place.{screen.id}")
    return Place(id=screen.id, label=label, icon=screen.icon, keys=keys, at_bottom=screen.at_bottom)


def first_stop(pane: QWidget) -> QWidget | None:
    """The first control in ``pane`` that Tab would reach."""
    return next(iter(stops(pane)), None)
