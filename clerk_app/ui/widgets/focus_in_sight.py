"""Keeps what has the focus in sight: every column that it lies in is scrolled to it, with its label and message."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.field_row import FieldRow

_MARGIN = 12


class FocusInSight(QObject):
    """For ``window`` and the dialogs over it; what the pointer pressed is not moved away from below it."""

    def __init__(self, look: Look, window: QWidget, application: QApplication) -> None:
        super().__init__(window)
        self._margin = look.px(_MARGIN)
        self._application = application
        application.focusChanged.connect(self._on_focus_changed)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:  # noqa: ARG002 (Qt's signature)
        if new is not None and self._application.mouseButtons() == Qt.MouseButton.NoButton:
            bring_into_sight(new, self._margin)


def bring_into_sight(widget: QWidget, margin: int) -> None:
    """Scroll to ``widget`` once the layout has settled; of a field the whole row, in which an error may stand."""
    QTimer.singleShot(0, widget, lambda: _scroll_to(widget, margin))


def _scroll_to(widget: QWidget, margin: int) -> None:
    if not isValid(widget) or QApplication.focusWidget() is not widget:
        return  # it has gone, or the focus went on meanwhile
    row, inner = widget.parentWidget(), widget
    if isinstance(row, FieldRow) and row.control is widget:
        inner = row
    around = inner.parentWidget()
    while around is not None and not around.isWindow():
        column = around.parentWidget()
        if isinstance(column, QScrollArea) and column.viewport() is around:
            _show(column, inner, margin)
        around = column


def _show(column: QScrollArea, child: QWidget, margin: int) -> None:
    inside = column.widget()
    if inside is None or not inside.isAncestorOf(child):
        return
    room, bar = column.viewport().height(), column.verticalScrollBar()
    top = child.mapTo(inside, child.rect().topLeft()).y() - margin
    bottom = top + child.height() + 2 * margin
    if top < bar.value() or bottom - top > room:
        bar.setValue(top)
    elif bottom > bar.value() + room:
        bar.setValue(bottom - room)
