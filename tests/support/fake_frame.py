"""The window around a part of a screen, for tests of the part alone: remembers what it was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget

from clerk_app.i18n import Texts
from clerk_app.ui.commands import Commands
from clerk_app.ui.screen import Context
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.chip import Chip
from clerk_app.ui.widgets.note import NoteRole


@dataclass
class FakeFrame:
    """``gone`` to which screens, ``said`` in which role, ``badges`` by place."""

    gone: list[tuple[str, object]] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)
    badges: dict[str, int] = field(default_factory=dict)
    asked: int = 0

    def go(self, screen_id: str, subject: object = None, *, instead: bool = False) -> None:
        del instead
        self.gone.append((screen_id, subject))

    def back(self) -> None:
        self.gone.append(("back", None))

    def head(self, title: str, context: str = "", extras: Sequence[Chip] = ()) -> None:
        raise AssertionError("no part of a screen words the head")

    def say(self, text: str, role: NoteRole = "success") -> None:
        self.said.append((text, role))

    def commands_changed(self) -> None:
        self.asked += 1

    def badge(self, place_id: str, count: int, role: str = "offline", words: str = "") -> None:
        self.badges[place_id] = count


def context_of(texts: Texts, look: Look, owner: QWidget) -> Context:
    """What a part is built with; its frame is a ``FakeFrame``, its commands live as long as ``owner``."""
    return Context(texts, look, Commands(texts, owner), FakeFrame())
