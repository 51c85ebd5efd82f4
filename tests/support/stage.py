"""One Qt application for all tests of the interface, and a window in which screens stand as they do at work."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from clerk_app.i18n import Texts
from clerk_app.ui.screen import Screen
from clerk_app.ui.shell import Shell
from clerk_app.ui.theme import Look, apply_look, make_look, register_fonts
from clerk_app.ui.window import Window

RESOURCES = Path(__file__).parents[2] / "resources"
WIDTH, HEIGHT = 1366, 738  # 1366×768 without the title bar
_typeface: list[Path] = []
_texts: dict[str, Texts] = {}
_looks: dict[tuple[str, float], Look] = {}


def application() -> QApplication:
    """The application, with the program's typeface."""
    running = QApplication.instance()
    made = running if isinstance(running, QApplication) else QApplication([])
    if not _typeface:
        register_fonts(RESOURCES)
        _typeface.append(RESOURCES)
    return made


def texts_in(language: str = "sr-Cyrl") -> Texts:
    """The real texts, where a missing key is an error."""
    if language not in _texts:
        _texts[language] = Texts(RESOURCES / "texts", language, strict=True)
    return _texts[language]


def look_of(theme: str = "light", scale: float = 1.0) -> Look:
    """A real look, put on the application."""
    if (theme, scale) not in _looks:
        _looks[theme, scale] = make_look(RESOURCES, theme, scale)
    return _looks[theme, scale]


class Stage:
    """A shown window with the shell and ``screens`` in it; ``show_page`` puts a page without a shell there instead."""

    def __init__(
        self,
        screens: Sequence[Screen] = (),
        language: str = "sr-Cyrl",
        theme: str = "light",
        scale: float = 1.0,
    ) -> None:
        self.application = application()
        self.texts, self.look = texts_in(language), look_of(theme, scale)
        apply_look(self.application, self.look)
        self.window = Window(self.look, "Шалтер", self.application)
        self.window.resize(WIDTH, HEIGHT)
        if screens:
            self.shell = Shell(self.texts, self.look, screens, lambda _text, deliver: deliver([]))
            self.window.show_page(self.shell)
        self.window.show()

    def go(self, screen_id: str, subject: object = None) -> None:
        """Show a screen and let the layout settle."""
        self.shell.go(screen_id, subject)
        self.settle()

    def screen[S: Screen](self, kind: type[S]) -> S:
        """The screen of one class."""
        return next(screen for screen in self.shell._screens.values() if isinstance(screen, kind))

    def show_page(self, page: QWidget) -> None:
        """A page of its own: sign-in, lock, first run."""
        self.window.show_page(page)
        self.settle()

    def settle(self) -> None:
        """Everything that was posted has happened: layouts, deletions, queued signals."""
        for _ in range(3):
            QCoreApplication.sendPostedEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            QCoreApplication.processEvents()

    def words(self) -> str:
        """Every text that can be seen once everything has settled, for asserts on what a screen says."""
        self.settle()
        return "\n".join(_said(widget) for widget in self.window.findChildren(QWidget) if widget.isVisible())

    def close(self) -> None:
        """Take the window away."""
        self.window.close()
        self.window.deleteLater()
        self.settle()


def _said(widget: QWidget) -> str:
    parts = [widget.accessibleName(), widget.accessibleDescription()]
    return " ".join(part for part in parts if part)
