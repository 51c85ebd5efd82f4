"""What a screen is to the shell, and what the shell is to a screen."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from PySide6.QtWidgets import QWidget

from clerk_app.i18n import Texts
from clerk_app.ui.commands import Bound, Commands
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.chip import Chip
from clerk_app.ui.widgets.note import NoteRole


class Frame(Protocol):
    """What a screen may ask of the window around it."""

    def go(self, screen_id: str, subject: object = None, *, instead: bool = False) -> None:
        """Show another screen about ``subject``; ``instead`` of this one, to which there is then no way back."""
        ...

    def back(self) -> None:
        """Show the screen before this one."""
        ...

    def head(self, title: str, context: str = "", extras: Sequence[Chip] = ()) -> None:
        """Say the screen's title, one line of context, and chips or number tags behind it."""
        ...

    def say(self, text: str, role: NoteRole = "success") -> None:
        """Tell that something is done, for a moment."""
        ...

    def commands_changed(self) -> None:
        """Ask the current screen again what it can do."""
        ...

    def badge(self, place_id: str, count: int, role: str = "offline", words: str = "") -> None:
        """Show how many wait at a place of the rail."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """What every screen is built with: words, look, commands, and the frame around it."""

    texts: Texts
    look: Look
    commands: Commands
    frame: Frame


class Screen(ABC):
    """One screen: its maker gives it what it needs; the shell builds it when it is first shown.

    A change of language or look builds it anew, so state that must survive lives in the screen object, not in
    widgets. A screen whose ``rail_place`` is its own ``id`` has a button in the rail, worded ``place.<id>``.
    """

    id: ClassVar[str]
    title_key: ClassVar[str]
    icon: ClassVar[str]
    rail_place: ClassVar[str] = ""
    at_bottom: ClassVar[bool] = False

    @abstractmethod
    def build(self, context: Context) -> QWidget:
        """Make the widget; called once per window."""

    def commands(self) -> Sequence[Bound]:
        """What can be done here now, in the key bar's order."""
        return ()

    def on_shown(self, subject: object = None) -> None:
        """The screen is in front; ``subject`` is what ``go`` was given."""
        del subject

    def has_work(self) -> bool:
        """Whether something is begun here that the clerk will want to go on with."""
        return False

    def on_hidden(self) -> None:
        """Another screen, the lock or the end of the window has taken its place."""
        return
