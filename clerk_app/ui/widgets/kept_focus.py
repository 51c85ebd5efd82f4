"""The focus stays where the hand is, though what stood there is drawn anew, is taken away, or lay below a dialog."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


class FocusPlace:
    """Where the focus of a window is now: the control, and how many others stand before it in whatever holds it."""

    def __init__(self, focused: QWidget) -> None:
        self._focused = focused
        self._name = focused.accessibleName()
        self._around = [(around, _place(focused, around)) for around in _holders(focused)]

    def take(self) -> None:
        """The same control; if it has gone its namesake, else what stands in its place, as near as there is anything.

        Left to itself Qt goes on along the chain of Tab, at whose beginning stands the rail.
        """
        if isValid(self._focused) and self._focused.isVisible() and self._focused.isEnabled():
            self._focused.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        for around, place in self._around:
            found = stops(around) if isValid(around) and around.isVisible() else []
            if found:
                namesake = next((one for one in found if one.accessibleName() == self._name), None)
                (namesake or found[min(place, len(found) - 1)]).setFocus(Qt.FocusReason.OtherFocusReason)
                return


def focus_place(part: QWidget) -> FocusPlace | None:
    """Where the focus is, if it is inside ``part``."""
    focused = part.window().focusWidget()
    return FocusPlace(focused) if focused is not None and part.isAncestorOf(focused) else None


@contextmanager
def kept_focus(part: QWidget) -> Iterator[None]:
    """Draw ``part`` anew without losing the focus inside it."""
    place = focus_place(part)
    yield
    if place is not None:
        place.take()


def stops(part: QWidget) -> list[QWidget]:
    """The controls in ``part`` that Tab would reach."""
    return [
        child
        for child in part.findChildren(QWidget)
        if child.focusPolicy().value & Qt.FocusPolicy.TabFocus.value and child.isVisibleTo(part) and child.isEnabled()
    ]


def _holders(widget: QWidget) -> Iterator[QWidget]:
    """What it lies in, from near to far, without the window."""
    around = widget.parentWidget()
    while around is not None and not around.isWindow():
        yield around
        around = around.parentWidget()


def _place(focused: QWidget, around: QWidget) -> int:
    found = stops(around)
    return found.index(focused) if focused in found else 0
