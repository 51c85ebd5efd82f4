"""The front: which window has the keys, and what stands on it, for a day that is played without a window manager."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget

from clerk_app.ui.widgets.toast import Toast


class Front:
    """Watches over one window: when what lay over it has gone and nothing has the keys, it is brought forward again."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def has_keys(self) -> bool:
        """Whether keys and shortcuts have a window to go to; one is brought to the front if they have not."""
        if QApplication.activeWindow() is None:
            (QApplication.activeModalWidget() or self._window).activateWindow()
        return QApplication.activeWindow() is not None

    def sight(self) -> str:
        """Where keys go, what lies over the window, and what was said last: for whoever asks why nothing follows."""
        focus, over = QApplication.focusWidget(), QApplication.activeModalWidget() or QApplication.activePopupWidget()
        said = [toast.accessibleName() for toast in self._window.findChildren(Toast)]
        front = "in front" if self._window.isActiveWindow() else f"behind {_named(QApplication.activeWindow())}"
        return f"focus: {_named(focus)}; over: {_named(over)}; window {front}; said: {said}"


def _named(widget: QWidget | None) -> str:
    return f"{type(widget).__name__} {widget.accessibleName()!r}" if widget is not None else "nothing"
