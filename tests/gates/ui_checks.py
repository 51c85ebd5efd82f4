"""What every screen must hold, whatever it shows: each check returns its complaints, and an empty list is a pass."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QWidget,
)

from clerk_app.ui.tokens import Tokens
from tests.gates.contrast import faint
from tests.gates.drawn import reading
from tests.gates.fitting import clipped
from tests.gates.widget_tree import named, shown, texts_of

_CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QTabBar, QPlainTextEdit)
_KEY = re.compile(r"[a-z][a-z_]*(\.[a-z0-9_-]+)+")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")


def all_complaints(root: QWidget, tokens: Tokens, weighed: set[object] | None = None) -> list[str]:
    """Every check at once, for a widget that is shown; ``weighed`` is what was found to be readable before."""
    read = reading(root)
    return [
        *clipped(root, read),
        *unnamed(root),
        *unreachable(root),
        *missing_texts(root),
        *faint(root, tokens, read, weighed=weighed),
        *out_of_sight(root),
    ]


def choice_complaints(root: QWidget, tokens: Tokens) -> list[str]:
    """Choices that cannot be read in the lists of combo boxes, opened one after the other."""
    found: list[str] = []
    for box in root.findChildren(QComboBox):
        if box.isVisibleTo(root) and box.isEnabled():
            box.showPopup()
            read = reading(box.view())
            found += [
                f"{told} (list of {named(box)})"
                for told in (*clipped(box.view(), read), *faint(box.view(), tokens, read))
            ]
            box.hidePopup()
    return found


def out_of_sight(root: QWidget) -> list[str]:
    """The control with the focus of a dialog, where it has to be scrolled to; pages may begin with what is to be read.

    Of a control that is higher than its column the top is enough.
    """
    focused = root.focusWidget() if isinstance(root, QDialog) else None
    column = focused.parentWidget() if focused is not None else None
    while column is not None and not isinstance(column, QScrollArea):
        column = column.parentWidget()
    if focused is None or column is None or not focused.isVisible():
        return []
    viewport = column.viewport()
    stands = focused.rect().translated(focused.mapTo(viewport, focused.rect().topLeft()))
    enough = min(stands.height(), viewport.height())
    seen = stands.intersected(viewport.rect()).height()
    return [f"out of sight: {named(focused)} shows {seen} of {enough} px"] * (seen < enough)


def unnamed(root: QWidget) -> list[str]:
    """Controls that a screen reader could not tell apart."""
    return [
        f"unnamed: {named(widget)}"
        for widget in _controls(root)
        if not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]


def unreachable(root: QWidget) -> list[str]:
    """Enabled controls that Tab does not reach."""
    chain: set[QWidget] = set()
    widget: QWidget | None = root.nextInFocusChain()
    while widget is not None and widget is not root and widget not in chain:
        chain.add(widget)
        widget = widget.nextInFocusChain()
    return [
        f"unreachable: {named(control)}"
        for control in _controls(root)
        if control.isEnabled()
        and not _driven(control)
        and not any(
            mate in chain and mate.focusPolicy().value & Qt.FocusPolicy.TabFocus.value for mate in _mates(control)
        )
    ]


def missing_texts(root: QWidget) -> list[str]:
    """Text keys that are shown instead of a text."""
    return [
        f"missing text: {text}"
        for widget in shown(root)
        for text in texts_of(widget)
        if _KEY.fullmatch(text) and not text.endswith((".rs", ".com", ".pdf", ".png"))
    ]


def wrong_script(root: QWidget, *, allowed: tuple[str, ...] = ()) -> list[str]:
    """Cyrillic on a screen in Latin or English; ``allowed`` are names as the documents have them."""
    return [
        f"Cyrillic: {text}"
        for widget in shown(root)
        for text in texts_of(widget)
        if _CYRILLIC.search(text) and not any(name in text for name in allowed)
    ]


def _controls(root: QWidget) -> Iterator[QWidget]:
    for widget in shown(root):
        inside = isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox | QTabBar | QAbstractScrollArea)
        if isinstance(widget, _CONTROLS) and not isinstance(widget, QHeaderView) and not inside:
            yield widget


def _mates(control: QWidget) -> list[QWidget]:
    """The control, and its fellows in an exclusive group: Tab reaches one of them, arrows the rest."""
    group = control.group() if isinstance(control, QAbstractButton) else None
    return [control, *group.buttons()] if group is not None and group.exclusive() else [control]


def _driven(widget: QWidget) -> bool:
    """A list that a text field drives, as in the palette, has no place of its own."""
    return isinstance(widget, QAbstractItemView) and widget.focusPolicy() == Qt.FocusPolicy.NoFocus
