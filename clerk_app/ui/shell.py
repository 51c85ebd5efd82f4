"""The main page: rail, header, body, key bar, status strip; it knows screens by their registry and no actions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerk_app.i18n import Texts
from clerk_app.ui.commands import Bound, Commands
from clerk_app.ui.help_sheet import HelpSheet
from clerk_app.ui.palette import Palette, Search
from clerk_app.ui.screen import Context, Screen
from clerk_app.ui.shell_frame import HELP_PLACE, ShellFrame, places_of
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.chip import Chip
from clerk_app.ui.widgets.note import NoteRole


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
        self._places = places_of(screens, texts)
        self._frame = ShellFrame(texts, look, self._places)
        self.rail, self.header, self.body = self._frame.rail, self._frame.header, self._frame.body
        self.key_bar, self.strip, self.toast = self._frame.key_bar, self._frame.strip, self._frame.toast
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._frame)
        self.rail.place_chosen.connect(self._on_place)
        self.header.search.clicked.connect(self._on_search)
        self.strip.part_chosen.connect(self.part_chosen)
        self.commands.bind_everywhere((*self._own_commands(), *everywhere))

    def go(self, screen_id: str, subject: object = None, *, instead: bool = False) -> None:
        """Show a screen, built now if it was not; ``instead`` forgets the one in front, which is done with."""
        if instead and len(self._trail) > 1:
            self._trail.pop()
        screen = self._screens[screen_id]
        self.close_screens()
        self.toast.leave()
        if screen_id not in self._built:
            self._built[screen_id] = screen.build(self._context)
            self.body.addWidget(self._built[screen_id])
        if not self._trail or self._trail[-1] != screen_id:
            self._trail = [*self._trail[-20:], screen_id]
        self._current = screen
        self.header.show_head(self._texts.text(screen.title_key))
        self.rail.light(screen.rail_place)
        self.body.setCurrentWidget(self._built[screen_id])
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

    def head(self, title: str, context: str = "", extras: Sequence[Chip] = ()) -> None:
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
        """Tell the current screen that it is no longer in front (another one, lock, sign-out, end)."""
        if self._current is not None:
            left, self._current = self._current, None
            left.on_hidden()

    def resume(self) -> None:
        """After an unlock: show the screen again that was in front, as it is now."""
        if self._current is None and self._trail:
            self.go(self._trail[-1])

    def open_palette(self, text: str = "") -> None:
        """Open the palette over the window, with ``text`` in it."""
        Palette(self._texts, self._look, self.commands, self._search, self).open_with(text)

    def open_help(self) -> None:
        """Show all keys."""
        HelpSheet(self._texts, self._look, self.commands, self).open()

    def _own_commands(self) -> list[Bound]:
        top = [place for place in self._places if not place.at_bottom][:6]
        for number, place in enumerate(top, start=1):
            self.commands.action(f"place_{number}").setText(place.label)
        return [
            Bound("search", self.open_palette),
            Bound("help", self.open_help),
            Bound("lock", self.lock_wanted.emit),
            Bound("next_pane", lambda: self._frame.next_pane(self.focusWidget() or self)),
            Bound("back", self.back),
            *(Bound(f"place_{n}", partial(self.go, place.id)) for n, place in enumerate(top, start=1)),
        ]

    def _on_search(self) -> None:
        self.open_palette()

    def _on_place(self, place_id: object) -> None:
        if place_id == HELP_PLACE:
            self.open_help()
        else:
            self.go(str(place_id))
