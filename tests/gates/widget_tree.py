"""The widgets of a window as the gates see them: which are shown, what they say, how a complaint names them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QTabBar, QWidget

from clerk_app.ui.markup import runs


def shown(root: QWidget) -> Iterator[QWidget]:
    """Everything in ``root`` that can be seen once it is, scrolled away or not."""
    return (widget for widget in root.findChildren(QWidget) if widget.isVisibleTo(root))


def texts_of(widget: QWidget) -> list[str]:
    """What a widget says, in letters and to a screen reader."""
    found: list[str] = [widget.accessibleName(), widget.toolTip()]
    if isinstance(widget, QAbstractButton | QLineEdit):
        found.append(widget.text())
    if isinstance(widget, QLineEdit):
        found.append(widget.placeholderText())
    if isinstance(widget, QLabel):
        document = QTextDocument()
        document.setHtml(widget.text())
        found.append(document.toPlainText())
    if isinstance(widget, QTabBar):
        found += [widget.tabText(index) for index in range(widget.count())]
    if isinstance(widget, QComboBox):
        found += [widget.itemText(index) for index in range(widget.count())]
    return ["".join(piece for piece, _ in runs(text)) for text in found if text]


def named(widget: QWidget | None) -> str:
    """A widget in a complaint."""
    if widget is None:
        return "nothing"
    text = next(iter(texts_of(widget)), "") or widget.objectName()
    return f"{type(widget).__name__} {text!r}"
