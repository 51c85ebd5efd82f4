"""Whether every text has the room that it is drawn into: nothing cut, nothing on top of another, nothing outside."""

from __future__ import annotations

from itertools import combinations

from PySide6.QtCore import QModelIndex, QPoint, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QHeaderView,
    QLabel,
    QListView,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QTableView,
    QWidget,
)

from clerk_app.ui.index.bars_plot import BarsPlot
from clerk_app.ui.widgets.cells import Column
from clerk_app.ui.widgets.label import ElidedLabel
from clerk_app.ui.widgets.link_line import LinkLine
from clerk_app.ui.widgets.status_strip import StripPart
from clerk_app.ui.widgets.table import Table
from tests.gates.drawn import Drawn, Reading, reading
from tests.gates.widget_tree import named, texts_of

_MAY_SHORTEN = (BarsPlot, ElidedLabel, LinkLine, StripPart)
"""Made to cut their words in narrow places; of a table only the columns that say so do."""

_SLACK = 1.0  # px: metrics are rounded
_MARK = "…"


def clipped(root: QWidget, read: Reading | None = None) -> list[str]:
    """Texts that do not fit where they stand, and widgets that stick out of their parent."""
    found: list[str] = []
    for widget, pieces in read or reading(root):
        found += [complaint for piece in pieces if (complaint := _cut(piece, widget))]
        found += [
            f"overlapping: {one.text!r} and {other.text!r} in {named(widget)}"
            for one, other in combinations(pieces, 2)
            if _touch(one, other)
        ]
        if wanted := _wanted(widget):
            found.append(f"clipped: {named(widget)} has {widget.width()}x{widget.height()}, wants {wanted}")
        if isinstance(widget, QAbstractScrollArea) and (beyond := widget.horizontalScrollBar().maximum()):
            found.append(f"sideways: {named(widget)} must be scrolled by {beyond} px to be read")
        if _sticks_out(widget):
            found.append(f"outside: {named(widget)} leaves {named(widget.parentWidget())}")
    return found


def _cut(piece: Drawn, widget: QWidget) -> str:
    room = _room(piece, widget)
    room = (room if piece.seen is None else room.intersected(piece.seen)).adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK)
    if not room.contains(piece.rect):
        return f"clipped: {piece.text!r} in {named(widget)} stands at {_box(piece.rect)}, its room is {_box(room)}"
    if _MARK in piece.text and not any(piece.text in text for text in _own_texts(piece, widget)):
        tip = _tip(piece, widget)
        if piece.text.rstrip(_MARK) not in tip:
            return f"cut: {piece.text!r} in {named(widget)}, and no tool tip says the whole"
        if not _may_shorten(piece, widget):
            return f"cut: {piece.text!r} in {named(widget)}, which is not made for that"
    return ""


def _room(piece: Drawn, widget: QWidget) -> QRectF:
    """The rectangle that a text must stay in."""
    around = widget.parentWidget()
    if isinstance(around, QPlainTextEdit):
        return QRectF(-1e6, -1e6, 2e6, 2e6)  # it scrolls
    if isinstance(around, QHeaderView):
        section = around.logicalIndexAt(round(piece.rect.center().x()))
        return QRectF(around.sectionViewportPosition(section), 0, around.sectionSize(section), around.height())
    if isinstance(around, QAbstractItemView) and widget is around.viewport():
        cell = QRectF(around.visualRect(_index(piece, around)))
        return cell.intersected(QRectF(0, cell.top(), widget.width(), cell.height()))  # rows may be scrolled to
    if isinstance(widget, QTabBar):
        rects = (widget.tabRect(place).intersected(widget.rect()) for place in range(widget.count()))
        return next((QRectF(rect) for rect in rects if rect.contains(_start(piece))), QRectF())
    return QRectF(widget.rect())


def _index(piece: Drawn, view: QAbstractItemView) -> QModelIndex:
    return view.indexAt(_start(piece))


def _start(piece: Drawn) -> QPoint:
    return QPoint(int(piece.rect.left()) + 1, int(piece.rect.center().y()))


def _own_texts(piece: Drawn, widget: QWidget) -> list[str]:
    """What the widget has to say there, in full: an ellipsis that stands in it is the text's own."""
    view = widget.parentWidget()
    if isinstance(view, QAbstractItemView) and not isinstance(view, QHeaderView):
        return [str(_index(piece, view).data(role) or "") for role in (Qt.ItemDataRole.DisplayRole, _TIP)]
    return texts_of(widget)


_TIP = Qt.ItemDataRole.ToolTipRole


def _tip(piece: Drawn, widget: QWidget) -> str:
    view = widget.parentWidget()
    if isinstance(view, QAbstractItemView) and not isinstance(view, QHeaderView):
        return str(_index(piece, view).data(_TIP) or "")
    return widget.toolTip()


def _may_shorten(piece: Drawn, widget: QWidget) -> bool:
    view = widget.parentWidget()
    if isinstance(view, Table):
        column: Column[object] = view.rows_model.columns[_index(piece, view).column()]
        return column.shortens
    return isinstance(widget, _MAY_SHORTEN) or type(view) is QListView  # the palette's


def _touch(one: Drawn, other: Drawn) -> bool:
    shared = one.rect.intersected(other.rect)
    return shared.width() > _SLACK and shared.height() > 3 * _SLACK


def _wanted(widget: QWidget) -> str:
    """The room that a widget's text needs, if it has less."""
    if isinstance(widget, QLabel):
        return _label_wants(widget)
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


def _box(rect: QRectF) -> str:
    return f"{rect.left():.0f},{rect.top():.0f} {rect.width():.0f}x{rect.height():.0f}"


def _sticks_out(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or widget.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents):
        return False
    if isinstance(parent, QAbstractScrollArea | QTabBar) or isinstance(parent.parentWidget(), QScrollArea):
        return False  # what scrolls may be larger than its window
    return not parent.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry())
