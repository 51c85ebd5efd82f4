"""The program with windows: one window, the page in front of it, and how one page follows another.

Light at the top: what the first window does not need is imported behind it, on the opening lane.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from clerk_app.app.idle import IdleLock
from clerk_app.app.itself import VERSION
from clerk_app.app.look import look_of
from clerk_app.app.name import load_name
from clerk_app.app.place import Place
from clerk_app.settings.preferences import save_preferences
from clerk_app.settings.schema import THEMES
from clerk_app.ui.desk_facts import DeskFacts
from clerk_app.ui.tasks import Bridge
from clerk_app.ui.theme import apply_look, register_fonts
from clerk_app.ui.window import Window

if TYPE_CHECKING:
    from clerk_app.app.open_windows import OpenDesk
    from clerk_app.ui.shell import Shell


class Program(QObject):
    """One window and the page in front of it; ``frame_text`` stands on the frame of demo or practice.

    ``sign_out_wanted`` comes from the command of that name, ``replace_wanted`` from where a stopped desk is told of.
    ``ordered``: what the centre wants of the desk itself (``stop``, ``wipe``, or nothing any more).
    """

    sign_out_wanted = Signal()
    replace_wanted = Signal()
    ordered = Signal(object)

    def __init__(self, application: QApplication, place: Place, frame_text: str = "") -> None:
        super().__init__()
        self.application = application
        self.place = place
        self.bridge = Bridge(self)
        self.open_desk: OpenDesk | None = None
        self.page: QWidget | None = None
        register_fonts(place.resources)
        self.look = look_of(application, place)
        apply_look(application, self.look)
        self.window = Window(self.look, place.texts.text("program.title"), application, frame_text=frame_text)
        self.idle = IdleLock(self.window, application, place.settings.lock_after)
        self._ends: list[Callable[[], None]] = []
        self.window.closing.connect(self.close)

    def at_end(self, end: Callable[[], None]) -> None:
        """Have something ended with the program, before the desk file is closed."""
        self._ends.append(end)

    def show(self, page: QWidget) -> None:
        """Bring a page to the front."""
        self.page = page
        self.window.show_page(page)

    def turn_to(self, page: QWidget) -> None:
        """Show a page, and take the one before away for good."""
        left = self.page
        self.show(page)
        if left is not None and left is not page:
            self.window.drop_page(left)

    def open_shell(self) -> Shell | None:
        """The shell for whoever has just signed in."""
        if self.open_desk is None:
            return None
        shell = self.open_desk.show(self)
        self.turn_to(shell)
        self.idle.start()
        return shell

    def restyle(self, _name: object = "") -> None:
        """A setting was saved: read all of them again, and show the page in the new language and look."""
        self.place = self.place.renewed()
        self.look = look_of(self.application, self.place)
        apply_look(self.application, self.look)
        desk = self.open_desk
        if desk is None or self.page is not desk.shell:
            return
        desk.place = self.place
        self.open_shell()

    def prefer(self, name: str, value: str | float) -> None:
        """Keep a preference of this user, and take it into use; raises ``Invalid`` and ``Unavailable``."""
        place = self.place
        save_preferences(place.paths.preferences, {name: value}, keys=place.keys, fixed=place.resolved.fixed)
        self.restyle(name)

    def next_language(self) -> None:
        """The following language, as a preference of this user."""
        self._prefer_next("language", self.place.texts.languages(), self.place.settings.language)

    def next_theme(self) -> None:
        """Light, dark and high contrast in turn, from the one that is shown."""
        shown = self.look.tokens.theme.replace("_", "-")
        self._prefer_next("theme", tuple(one for one in THEMES if one != "system"), shown)

    def _prefer_next(self, name: str, choices: tuple[str, ...], now: str) -> None:
        self.prefer(name, choices[(choices.index(now) + 1) % len(choices)] if now in choices else choices[0])

    def facts(self) -> DeskFacts:
        """What the pages before the shell say of this desk."""
        name = load_name(self.place)
        return DeskFacts(
            municipality=name.municipality, desk=name.counter, version=VERSION, clerks=name.clerks, until=name.until
        )

    def close(self) -> None:
        """End the exchange and close the file; queued work is finished first."""
        self.idle.stop()
        while self._ends:
            self._ends.pop()()
        self.close_desk()

    def close_desk(self) -> None:
        """Close the desk file, if one is open: its computer becomes another desk, or the program ends."""
        if self.open_desk is not None:
            self.open_desk.close()
            self.open_desk = None
