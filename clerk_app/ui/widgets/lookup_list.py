"""The list that opens under a lookup field: label and code of what was found; the field keeps the focus."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from clerk_app.domain.catalogue import Wording
from clerk_app.domain.lookups import ListRow
from clerk_app.ui.paint import box, marked_text, text_width
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.label import Label

_ROW = Qt.ItemDataRole.UserRole + 1
_SHOWN = 8
_ENOUGH = 4  # rows with which the list stays below, where it does not hide the field's own label
_LINE = 30  # px at 100 %
_NARROWEST = 300

type Words = Callable[[Wording], str]


class LookupList(QWidget):
    """A child of the window, above everything in it; ``chosen`` gives a row that was clicked."""

    chosen = Signal(object)

    def __init__(self, look: Look, words: Words, name: str, window: QWidget) -> None:
        super().__init__(window)
        self._look = look
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.model = _RowModel(words)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(_RowDelegate(look, self.view))
        self.view.setAccessibleName(name)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setFrameShape(QListView.Shape.NoFrame)
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.clicked.connect(lambda index: self.chosen.emit(self.model.rows[index.row()]))
        self._foot = Label(look, "", style="small", role="text_2")
        self._foot.setContentsMargins(*(look.px(n) for n in (12, 4, 12, 5)))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, look.px(4), 1, look.px(4))
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self._foot)
        self.hide()

    def show_rows(self, rows: Sequence[ListRow], foot: str, field: QWidget) -> None:
        """Show what was found, with a line below, under the field or, where there is no room, above it."""
        self.model.show_rows(rows)
        self.view.setVisible(bool(rows))
        self.view.setCurrentIndex(self.model.index(0))
        self._foot.set_text(foot)
        self._foot.setVisible(bool(foot))
        self._place(len(rows), field)
        self.show()
        self.raise_()

    def move_by(self, step: int) -> None:
        """Another row; the ends hold."""
        row = min(max(self.view.currentIndex().row() + step, 0), len(self.model.rows) - 1)
        self.view.setCurrentIndex(self.model.index(row))

    def current(self) -> ListRow | None:
        """The row that Enter takes."""
        row = self.view.currentIndex().row()
        return self.model.rows[row] if self.isVisible() and 0 <= row < len(self.model.rows) else None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """A surface with a border that stands out from anything below it."""
        look = self._look
        surface, border = look.colour("surface"), look.colour("control_border")
        painter = QPainter(self)
        painter.fillRect(self.rect(), surface)
        box(painter, self.rect(), fill=surface, border=border, radius=look.tokens.radius("control"))

    def _place(self, rows: int, field: QWidget) -> None:
        look, window = self._look, field.window()
        corner = field.mapTo(window, QPoint(0, 0))
        width = min(max(field.width(), look.px(_NARROWEST)), window.width() - look.px(8))
        foot = self._foot.sizeHint().height() if self._foot.text() else 0
        wanted = min(rows, _SHOWN) * line_height(look) + foot + 2 * look.px(4)
        gap = look.px(2)
        below = window.height() - corner.y() - field.height() - 2 * gap
        above = corner.y() - 2 * gap
        under = below >= min(wanted, _ENOUGH * line_height(look) + foot) or below >= above
        room = max(below if under else above, 0)
        if wanted > room and rows:  # whole rows only
            wanted -= -(-(wanted - room) // line_height(look)) * line_height(look)
        height = max(wanted, line_height(look))
        top = corner.y() + field.height() + gap if under else corner.y() - gap - height
        left = max(look.px(4), min(corner.x(), window.width() - width - look.px(4)))
        self.setGeometry(left, top, width, height)


class _RowModel(QAbstractListModel):
    """What was found."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.rows: tuple[ListRow, ...] = ()
        self._words = words

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own)
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == _ROW:
            return self._words(row.label), row.code
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{self._words(row.label)}, {row.code}"
        return None


class _RowDelegate(QStyledItemDelegate):
    """Label, and the code at the right."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        del option, index
        return QSize(self._look.px(200), line_height(self._look))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, rect = self._look, QRect(option.rect)
        label, code = index.data(_ROW)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.colour("selection"))
            painter.fillRect(rect.left(), rect.top(), look.px(3), rect.height(), look.colour("accent"))
        right = rect.right() - look.px(12)
        wide = min(text_width(look, code, "small") + 2, rect.width() // 2)
        code_rect = QRect(right - wide, rect.top(), wide, rect.height())
        marked_text(painter, code_rect, code, look, style="small", role="text_2")
        left = rect.left() + look.px(12)
        room = QRect(left, rect.top(), code_rect.left() - left - look.px(10), rect.height())
        marked_text(painter, room, label, look)


def line_height(look: Look) -> int:
    """How high a row is."""
    return max(look.px(_LINE), look.tokens.types["body"].line + look.px(8))
