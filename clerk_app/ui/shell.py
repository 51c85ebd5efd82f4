"""The main page: rail, header, body, key bar, status strip; it knows screens by their registry and no actions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from clerk_app.i18n import Texts
from clerk_app.ui.commands import Bound, Commands, written
from clerk_app.ui.help_sheet import HelpSheet
from clerk_app.ui.palette import Palette, Search
from clerk_app.ui.screen import Context, Screen
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.header import Header
from clerk_app.ui.widgets.key_bar import KeyBar
from clerk_app.ui.widgets.note import NoteRole
from clerk_app.ui.widgets.rail import Place, Rail
from clerk_app.ui.widgets.status_strip import StatusStrip
from clerk_app.ui.widgets.toast import Toast

HELP_PLACE = "help"


class Shell(QWidget):
    """Shows one screen at a time and tells the rest of the window about it.

    ``search`` finds what the palette offers beside commands. ``lock_wanted`` and ``part_chosen`` (a part of the
    strip, by id) are for the composition root.
    """

    lock_wanted = Signal()
    part_chosen = Signal(object)

    def __init__(
        self,
        texts: Texts,
        look: Look,
        screens: Sequence[Screen],
        search: Search,
        *,
        everywhere: Sequence[Bound] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._texts = texts
        self._look = look
        self._screens = {screen.id: screen for screen in screens}
        self._built: dict[str, QWidget] = {}
        self._trail: list[str] = []
        self._current: Screen | None = None
        self.commands = Commands(texts, self)
        self.addActions(self.commands.actions())
        self._context = Context(texts, look, self.commands, self)
        self._search = search
        self._places = self._make_places()
        self._make_parts()
        self._lay_out()
        self.commands.bind_everywhere((*self._own_commands(), *everywhere))

    def go(self, screen_id: str, subject: object = None) -> None:
        """Show a screen, built now if it was not."""
        screen = self._screens[screen_id]
        self._leave()
        if screen_id not in self._built:
            self._built[screen_id] = screen.build(self._context)
            self.body.addWidget(self._built[screen_id])
        if not self._trail or self._trail[-1] != screen_id:
            self._trail = [*self._trail[-20:], screen_id]
        self._current = screen
        self.header.show_head(self._texts.text(screen.title_key))
        self.rail.light(screen.rail_place)
        self.body.setCurrentWidget(self._built[screen_id])
        self.toast.raise_()
        screen.on_shown(subject)
        self.commands_changed()

    @property
    def current_id(self) -> str:
        """The screen that is in front, by its id; empty before the first."""
        return self._trail[-1] if self._trail else ""

    def back(self) -> None:
        """Show the screen before this one; at the beginning nothing happens."""
        if len(self._trail) > 1:
            self._trail.pop()
            self.go(self._trail[-1])

    def head(self, title: str, context: str = "", extras: Sequence[QWidget] = ()) -> None:
        """Say the screen's title and context."""
        self.header.show_head(title, context, extras)

    def say(self, text: str, role: NoteRole = "success") -> None:
        """Tell that something is done."""
        self.toast.say(text, role)

    def badge(self, place_id: str, count: int, role: str = "offline", words: str = "") -> None:
        """Show how many wait at a place."""
        self.rail.set_badge(place_id, count, role, words)

    def commands_changed(self) -> None:
        """Ask the current screen what it can do, and show its keys."""
        self.commands.bind_screen(self._current.commands() if self._current else ())
        last = (self.commands.action("help"), self.commands.keys("help"))
        self.key_bar.show_commands(self.commands.bar(), last)

    def close_screens(self) -> None:
        """Tell the current screen that it is no longer in front (lock, sign-out, end)."""
        self._leave()

    def open_palette(self, text: str = "") -> None:
        """Open the palette over the window, with ``text`` in it."""
        Palette(self._texts, self._look, self.commands, self._search, self).open_with(text)

    def open_help(self) -> None:
        """Show all keys."""
        HelpSheet(self._texts, self._look, self.commands, self).open()

    def _leave(self) -> None:
        if self._current is not None:
            left, self._current = self._current, None
            left.on_hidden()

    def _make_places(self) -> list[Place]:
        text = self._texts.text
        owners = [screen for screen in self._screens.values() if screen.rail_place == screen.id]
        top = [screen for screen in owners if not screen.at_bottom]
        places = [
            Place(id=screen.id, label=text(f"place.{screen.id}"), icon=screen.icon, keys=f"Ctrl+{number}")
            for number, screen in enumerate(top, start=1)
        ]
        places.append(
            Place(id=HELP_PLACE, label=text("place.help"), icon="circle-question-mark", keys="F1", at_bottom=True)
        )
        places += [
            Place(id=screen.id, label=text(f"place.{screen.id}"), icon=screen.icon, at_bottom=True)
            for screen in owners
            if screen.at_bottom
        ]
        return places

    def _make_parts(self) -> None:
        text, look = self._texts.text, self._look
        self.rail = Rail(look, self._places, text("shell.rail"), text("shell.more"))
        self.header = Header(look, text("shell.search"), text("shell.search_short"), written(("Ctrl+K",)))
        self.body = QStackedWidget()
        self.key_bar = KeyBar(look, text("shell.key_bar"))
        self.strip = StatusStrip(look, text("shell.strip"))
        for part in ("who", "link"):
            self.strip.add_part(part)
        self.toast = Toast(look, self.body)
        self.rail.place_chosen.connect(self._on_place)
        self.header.search.clicked.connect(self._on_search)
        self.strip.part_chosen.connect(self.part_chosen)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.body, 1)
        column.addWidget(self.key_bar)
        upper = QHBoxLayout()
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(0)
        upper.addWidget(self.rail)
        upper.addLayout(column, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(upper, 1)
        whole.addWidget(self.strip)
        gap = self._look.px(6 if self._look.tokens.narrow else 12)
        self.body.setContentsMargins(gap, gap, gap, gap)

    def _own_commands(self) -> list[Bound]:
        top = [place for place in self._places if not place.at_bottom]
        self._word_places(top)
        return [
            Bound("search", self.open_palette),
            Bound("help", self.open_help),
            Bound("lock", self.lock_wanted.emit),
            Bound("next_pane", self._next_pane),
            Bound("back", self.back),
            *(Bound(f"place_{n}", self._going(place.id)) for n, place in enumerate(top[:8], start=1)),
        ]

    def _on_search(self) -> None:
        self.open_palette()

    def _word_places(self, top: list[Place]) -> None:
        for number, place in enumerate(top[:8], start=1):
            self.commands.action(f"place_{number}").setText(place.label)

    def _going(self, place_id: str) -> Callable[[], None]:
        return lambda: self.go(place_id)

    def _next_pane(self) -> None:
        """From rail to body to key bar to strip and around."""
        panes = (self.rail, self.body, self.key_bar, self.strip)
        now = next((index for index, pane in enumerate(panes) if pane.isAncestorOf(self.focusWidget() or self)), 0)
        for step in range(1, len(panes) + 1):
            pane = panes[(now + step) % len(panes)]
            if (target := first_stop(pane)) is not None:
                target.setFocus()
                return

    def _on_place(self, place_id: object) -> None:
        if place_id == HELP_PLACE:
            self.open_help()
        else:
            self.go(str(place_id))


def first_stop(pane: QWidget) -> QWidget | None:
    """The first control in ``pane`` that Tab would reach."""
    return next(
        (
            child
            for child in pane.findChildren(QWidget)
            if child.focusPolicy().value & 1 and child.isVisibleTo(pane) and child.isEnabled()
        ),
        None,
    )
