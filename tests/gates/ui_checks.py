"""What every screen must hold, whatever it shows: each check returns its complaints, and an empty list is a pass."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPalette, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QTableView,
    QWidget,
)

from clerk_app.ui.markup import runs
from clerk_app.ui.tokens import Tokens

_CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QTabBar, QPlainTextEdit)
_KEY = re.compile(r"[a-z][a-z_]*(\.[a-z0-9_-]+)+")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")


def all_complaints(root: QWidget, tokens: Tokens) -> list[str]:
    """Every check at once, for a widget that is shown."""
    return [*clipped(root), *unnamed(root), *unreachable(root), *missing_texts(root), *faint(root, tokens)]


def clipped(root: QWidget) -> list[str]:
    """Texts that do not fit where they stand, and widgets that stick out of their parent."""
    return [
        f"clipped: {_name(widget)} has {widget.width()}x{widget.height()}, wants {wanted}"
        for widget in _shown(root)
        if (wanted := _wanted(widget))
    ] + [
        f"outside: {_name(widget)} leaves {_name(widget.parentWidget())}"
        for widget in _shown(root)
        if _sticks_out(widget)
    ]


def unnamed(root: QWidget) -> list[str]:
    """Controls that a screen reader could not tell apart."""
    return [
        f"unnamed: {_name(widget)}"
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
        f"unreachable: {_name(control)}"
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
        for widget in _shown(root)
        for text in _texts(widget)
        if _KEY.fullmatch(text) and not text.endswith((".rs", ".com", ".pdf", ".png"))
    ]


def wrong_script(root: QWidget, *, allowed: tuple[str, ...] = ()) -> list[str]:
    """Cyrillic on a screen in Latin or English; ``allowed`` are names as the documents have them."""
    return [
        f"Cyrillic: {text}"
        for widget in _shown(root)
        for text in _texts(widget)
        if _CYRILLIC.search(text) and not any(name in text for name in allowed)
    ]


def faint(root: QWidget, tokens: Tokens) -> list[str]:
    """Labels whose text stands out from the ground behind it by less than 4.5:1, measured on the drawn window."""
    image = root.grab().toImage()
    found = []
    for label in _shown(root):
        if isinstance(label, QLabel) and label.text() and label.isEnabled():
            ink = label.palette().color(QPalette.ColorRole.WindowText)
            ground = _ground(image, root, label)
            if ground is not None and (ratio := contrast(ink, ground)) < 4.5:
                found.append(f"faint in {tokens.theme}: {_name(label)} {ink.name()} on {ground.name()} is {ratio:.2f}")
    return found


def contrast(one: QColor | str, other: QColor | str) -> float:
    """The WCAG 2 contrast ratio of two colours."""
    first, second = sorted((_luminance(QColor(one)), _luminance(QColor(other))))
    return (second + 0.05) / (first + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(share: float) -> float:
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(share) for share in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _shown(root: QWidget) -> Iterator[QWidget]:
    return (widget for widget in root.findChildren(QWidget) if widget.isVisibleTo(root))


def _controls(root: QWidget) -> Iterator[QWidget]:
    for widget in _shown(root):
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


def _wanted(widget: QWidget) -> str:
    """The room that a widget's text needs, if it has less."""
    if isinstance(widget, QLabel):
        return _label_wants(widget)
    if isinstance(widget, QComboBox):
        words = QFontMetrics(widget.font()).horizontalAdvance(widget.currentText())
        return str(words) if words > widget.width() - 20 else ""
    if isinstance(widget, QTableView):
        return _headings_want(widget)
    if isinstance(widget, QAbstractButton):
        least = widget.minimumSizeHint()
        return _size(least.width(), least.height()) if _less(widget, least.width(), least.height()) else ""
    return ""


def _label_wants(label: QLabel) -> str:
    if not label.text():
        return ""
    if not label.wordWrap():
        hint = label.sizeHint()
        return _size(hint.width(), hint.height()) if _less(label, hint.width(), hint.height()) else ""
    # Rich text is laid out by a document; QLabel's own answer for it is a line too many now and then.
    if label.textFormat() == Qt.TextFormat.RichText:
        document = QTextDocument()
        document.setDefaultFont(label.font())
        document.setDocumentMargin(0)
        document.setHtml(label.text())
        document.setTextWidth(label.width())
        height = int(document.size().height())
    else:
        room = label.rect().adjusted(label.indent(), 0, 0, 10_000)
        height = QFontMetrics(label.font()).boundingRect(room, Qt.TextFlag.TextWordWrap, label.text()).height()
    return _size(label.width(), height) if height > label.height() + 2 else ""


def _headings_want(table: QTableView) -> str:
    head, model = table.horizontalHeader(), table.model()
    metrics = QFontMetrics(head.font())
    for column in range(model.columnCount() if model else 0):
        text = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        if metrics.horizontalAdvance(text) > head.sectionSize(column):
            return text
    return ""


def _less(widget: QWidget, width: int, height: int) -> bool:
    return widget.width() < width - 1 or widget.height() < height - 1


def _size(width: int, height: int) -> str:
    return f"{width}x{height}"


def _sticks_out(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or widget.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents):
        return False
    if isinstance(parent, QAbstractScrollArea | QTabBar) or isinstance(parent.parentWidget(), QScrollArea):
        return False  # what scrolls may be larger than its window
    return not parent.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry())


def _texts(widget: QWidget) -> list[str]:
    found: list[str] = [widget.accessibleName(), widget.toolTip()]
    if isinstance(widget, QAbstractButton | QLineEdit):
        found.append(widget.text())
    if isinstance(widget, QLabel):
        document = QTextDocument()
        document.setHtml(widget.text())
        found.append(document.toPlainText())
    if isinstance(widget, QTabBar):
        found += [widget.tabText(index) for index in range(widget.count())]
    if isinstance(widget, QComboBox):
        found += [widget.itemText(index) for index in range(widget.count())]
    return ["".join(piece for piece, _ in runs(text)) for text in found if text]


def _ground(image: QImage, root: QWidget, label: QLabel) -> QColor | None:
    """The colour around a label: the commonest of its corners."""
    ratio = image.devicePixelRatio()
    corners = [QPoint(0, 0), QPoint(label.width() - 1, 0), QPoint(0, label.height() - 1)]
    names = []
    for corner in corners:
        point = label.mapTo(root, corner) * ratio
        if image.valid(point) and not _scrolled_away(label, corner, root):
            names.append(image.pixelColor(point).name())
    return QColor(max(set(names), key=names.count)) if names else None


def _scrolled_away(label: QLabel, point: QPoint, root: QWidget) -> bool:
    """Whether ``point`` of a label lies outside a widget around it: what is seen there is not its ground."""
    around = label.parentWidget()
    while around is not None and around is not root:
        if not around.rect().contains(label.mapTo(around, point)):
            return True
        around = around.parentWidget()
    return False


def _name(widget: QWidget | None) -> str:
    if widget is None:
        return "nothing"
    text = next(iter(_texts(widget)), "") or widget.objectName()
    return f"{type(widget).__name__} {text!r}"
