"""What is done to the windows by keys, and what is read there; each step waits for what the one before brought."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from clerk_app.app.windows import Program
from clerk_app.demo.front import Front
from clerk_app.demo.hands import Hands
from clerk_app.demo.watching import Watching
from clerk_app.ui.widgets.fields import ChoiceField
from tests.support.opened_program import wait_in_qt


class ByKeys:
    """Hands and eyes of one person; ``pictures`` is where screenshots would go."""

    def __init__(self, program: Program, pictures: Path) -> None:
        self.program = program
        self.hands, self.watching = Hands(program.window, pictures), Watching(program)
        self.text = program.place.texts.text
        self._front = Front(program.window)

    def bound(self, command: str) -> None:
        """Wait until a command can be given."""
        self.until(lambda: not command or self.watching.shell().commands.action(command).isEnabled())

    def asked[D: QDialog](self, keys: str, kind: type[D]) -> D:
        """Press, and the dialog that follows."""
        self.hands.press(keys)
        return self.shown(kind)

    def shown[D: QDialog](self, kind: type[D]) -> D:
        """The dialog that lies over the window."""
        self.until(lambda: isinstance(QApplication.activeModalWidget(), kind))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, kind)
        return dialog

    def enters(self, name: str, words: str) -> None:
        """Type into a field."""
        self.until(lambda: self.hands.sees(name))
        self.hands.into(name)
        self.hands.type(words)

    def presses(self, name: str) -> None:
        """A button, by its name."""
        self.until(lambda: self.hands.sees(name))
        self.hands.into(name)
        self.hands.press("Space")

    def chooses(self, field: ChoiceField, value: object) -> None:
        """An entry of a list, by the arrows."""
        field.setFocus()
        steps = field.findData(value) - field.currentIndex()
        for _ in range(abs(steps)):
            self.hands.press("Down" if steps > 0 else "Up")
        assert field.value() == value

    def confirms(self) -> None:
        """Ctrl+Enter, and the dialog is done."""
        self.hands.press("Ctrl+Return")
        self.until(lambda: QApplication.activeModalWidget() is None)

    def reads(self, words: str) -> bool:
        """Whether this stands on the screen."""
        seen = self.program.window.findChildren(QWidget)
        return any(words in (one.accessibleName() or _text_of(one)) for one in seen if one.isVisible())

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds and keys have a window to go to."""
        wait_in_qt(lambda: holds() and self._front.has_keys())


def _text_of(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QLabel) else ""
