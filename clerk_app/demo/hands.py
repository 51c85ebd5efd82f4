"""Hands: what a person does to the windows, as real key events to whatever has the focus."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget

from clerk_app.demo.script import Until

_SIGNATURE = (
    (20, 62), (22, 40), (25, 24), (27, 34), (25, 58), (28, 66), (31, 50), (33, 44), (34, 60), (37, 62), (39, 46),
    (41, 44), (42, 60), (45, 62), (48, 30), (50, 26), (49, 58), (52, 64), (55, 48), (58, 46), (58, 62), (63, 58),
    (70, 50), (78, 52),
)  # fmt: skip
"""A name as nobody could read it: percents of the pad's width and height."""


class Hands:
    """Types and presses; ``pictures`` is where screenshots go, numbered in the order in which they are taken."""

    def __init__(self, window: QWidget, pictures: Path) -> None:
        self._window = window
        self._pictures = pictures
        self.taken: list[str] = []
        pictures.mkdir(parents=True, exist_ok=True)

    def press(self, keys: str) -> None:
        """One key or shortcut, such as ``F2`` or ``Ctrl+Return``, through the whole of Qt's key handling."""
        combination = QKeySequence(keys)[0]  # type: ignore[index] # the stubs do not know that sequences have items
        QTest.keyClick(self._target(), combination.key(), combination.keyboardModifiers())

    def into(self, name: str) -> None:
        """Put the focus on the visible control with this accessible name; raises ``LookupError`` when there is none."""
        self.find(name).setFocus()

    def sees(self, name: str) -> bool:
        """Whether a visible control has this accessible name."""
        return any(widget.accessibleName() == name and _usable(widget) for widget in self._visible())

    def shows(self, kind: type[QWidget], name: str) -> bool:
        """Whether something visible of this kind has this accessible name, be it only to be looked at."""
        return any(isinstance(widget, kind) and widget.accessibleName() == name for widget in self._visible())

    def find(self, name: str) -> QWidget:
        """The visible control with this accessible name."""
        for widget in self._visible():
            if widget.accessibleName() == name and _usable(widget):
                return widget
        raise LookupError(name)

    def reads(self, text: str) -> bool:
        """Whether a visible label says this, anywhere in its words."""
        return any(isinstance(widget, QLabel) and text in widget.text() for widget in self._visible())

    def type(self, text: str) -> None:
        """Text, letter by letter, in any script, to the control that has the focus."""
        target = self._target()
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QCoreApplication.sendEvent(target, event)

    def dialog(self) -> QFileDialog | None:
        """The file dialog that is open, if one is."""
        return next((one for one in self._window.findChildren(QFileDialog) if one.isVisible()), None)

    def answer_dialog(self, path: str) -> None:
        """Type a path into the open file dialog and press Enter."""
        dialog = self.dialog()
        if dialog is None:
            raise LookupError("no file dialog")
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        if field is None:
            raise LookupError("no field for the path")
        field.setFocus()
        field.setText(path)
        default = next(one for one in dialog.findChildren(QPushButton) if one.isDefault())
        QTest.keyClick(default, Qt.Key.Key_Space)

    def back_in_front(self) -> bool:
        """Bring the window to the front again, as a window manager does, and tell whether it is there."""
        if self.dialog() is None and not self._window.isActiveWindow():
            self._window.activateWindow()
        return self.dialog() is None and self._window.isActiveWindow()

    def settled(self) -> Until:
        """Wait a few turns of the event loop, until what a screen loads has been shown."""
        turns = iter(range(30))
        return Until("a quiet moment", lambda: next(turns, None) is None)

    def picture(self, name: str) -> None:
        """A screenshot of the window as it stands, with the dialog that lies over it."""
        file = f"{len(self.taken) + 1:02d}-{name}.png"
        shot, over = self._window.grab(), QApplication.activeModalWidget()
        if over is not None:
            painter = QPainter(shot)
            painter.drawPixmap(self._window.mapFromGlobal(over.mapToGlobal(over.rect().topLeft())), over.grab())
            painter.end()
        shot.save(str(self._pictures / file))
        self.taken.append(file)

    def _visible(self) -> list[QWidget]:
        return [widget for widget in self._window.findChildren(QWidget) if widget.isVisible()]

    def _target(self) -> QWidget:
        dialog = QApplication.activeModalWidget()
        return QApplication.focusWidget() or (dialog or self._window).focusWidget() or self._window


def sign(pad: QWidget) -> None:
    """Sign on a pad, with the pointer."""
    points = [QPoint(pad.width() * x // 100, pad.height() * y // 100) for x, y in _SIGNATURE]
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(pad, point)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=points[-1])


def _usable(widget: QWidget) -> bool:
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus
