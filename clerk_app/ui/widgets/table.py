"""The table: one line per row, selection with a bar, cells of colour, icon and word; Enter opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.cell_delegate import CELL, CellDelegate
from clerk_app.ui.widgets.cells import Cell, Column
from clerk_app.ui.widgets.label import Label

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEYPAD = Qt.KeyboardModifier.KeypadModifier  # says where the key lies, not that another is held with it

_ROLES = (
    CELL,
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)

type Index = QModelIndex | QPersistentModelIndex


class RowsModel[Row](QAbstractTableModel):
    """Rows of frozen values and the columns that word them; ``rows`` may be any sequence, also a lazy one."""

    def __init__(self, columns: Sequence[Column[Row]], key: Callable[[Row], object]) -> None:
        super().__init__()
        self.columns = columns
        self.rows: Sequence[Row] = ()
        self._key = key

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def row_of(self, key: object) -> int:
        """Where the row with ``key`` stands, or -1."""
        return next((index for index, row in enumerate(self.rows) if self._key(row) == key), -1)

    def key_at(self, index: int) -> object:
        """The key of a row, or nothing."""
        return self._key(self.rows[index]) if 0 <= index < len(self.rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """How many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """How many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The cell for the delegate; words for everything else that asks."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(right=self.columns[index.column()].right)
        if role not in _ROLES:
            return None
        cell: Cell = self.columns[index.column()].cell(self.rows[index.row()])
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (cell.text, cell.second) if part) or cell.spoken
        return cell.spoken or " ".join(part for part in (cell.text, cell.tag, cell.second) if part)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Headings, and on which side they stand."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(right=self.columns[section].right)
        return None


def _side(*, right: bool) -> Qt.AlignmentFlag:
    return (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter


class Table[Row](QTableView):
    """Shows rows by ``columns``; ``key`` tells rows apart, so that the place stays when rows are renewed.

    ``row_opened`` (Enter, double click) and ``row_chosen`` (the selection moved) give the row.
    """

    row_opened = Signal(object)
    row_chosen = Signal(object)

    def __init__(
        self,
        look: Look,
        name: str,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], object],
        *,
        lines: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look
        self.rows_model = RowsModel(columns, key)
        self.setAccessibleName(name)
        self.setModel(self.rows_model)
        self._delegate = CellDelegate(look, self)
        self.setItemDelegate(self._delegate)
        self._nothing = Label(look, "", role="text_2", wrap=True, parent=self)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._nothing.hide()
        self._set_behaviour()
        self._set_sizes(lines)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.activated.connect(self._on_activated)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Renew the rows; the same row stays chosen, or the nearest one, and the view does not jump."""
        model = self.rows_model
        line = self.currentIndex().row()
        key = model.key_at(line)
        scroll = self.verticalScrollBar().value()
        model.set_rows(rows)
        self._nothing.hide()
        if not rows:
            return
        found = model.row_of(key) if key is not None else -1
        self.selectRow(found if found >= 0 else min(max(line, 0), len(rows) - 1))
        self.verticalScrollBar().setValue(scroll)

    def say_nothing(self, words: str) -> None:
        """What stands in place of rows while there are none; empty words say nothing."""
        self._nothing.set_text(words)
        self._nothing.setVisible(bool(words) and not self.rows_model.rows)
        self._place_nothing()

    def current_row(self) -> Row | None:
        """The row that is chosen."""
        index = self.currentIndex().row()
        return self.rows_model.rows[index] if 0 <= index < len(self.rows_model.rows) else None

    def choose(self, key: object) -> bool:
        """Choose the row with ``key``; whether there is one."""
        index = self.rows_model.row_of(key)
        if index >= 0:
            self.selectRow(index)
        return index >= 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the words for no rows in the middle, and the heading of what takes the rest whole."""
        super().resizeEvent(event)
        self._share_room()
        self._place_nothing()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens on every platform; with Ctrl it is the dialog's or the screen's; the rest is Qt's."""
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif event.modifiers() & ~_KEYPAD:
            event.ignore()
        else:
            self._on_activated(self.currentIndex())

    def _place_nothing(self) -> None:
        margin, top = self.look.px(24), self.horizontalHeader().height() + self.look.px(32)
        width = max(0, self.width() - 2 * margin)
        self._nothing.setGeometry(margin, top, width, min(self._nothing.heightForWidth(width), self.height() - top))

    def _set_behaviour(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setProperty("ring", None)

    def _set_sizes(self, lines: int) -> None:
        look = self.look
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(max(look.tokens.size("row"), lines * look.tokens.types["body"].line + look.px(4)))
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setFont(look.font("body", 600))
        head.setFixedHeight(look.tokens.size("header_row"))
        head.setMinimumSectionSize(look.px(20))
        metrics = QFontMetrics(head.font())
        columns = self.rows_model.columns
        self._headings = [metrics.horizontalAdvance(column.title) + look.px(18) for column in columns]
        for index, column in enumerate(columns):
            if not column.width:
                head.setSectionResizeMode(index, QHeaderView.ResizeMode.Stretch)
        self._share_room()

    def _share_room(self) -> None:
        """Each column as wide as it is made for; where room lacks, those give way whose words may be cut.

        First down to the cells that are not to be cut, then, where a heading would be cut instead, to the headings.
        """
        columns = self.rows_model.columns
        wide = [self._made_for(index) for index in range(len(columns))]
        for least in (self._least, self._headings.__getitem__):
            for index in reversed(range(len(columns))):
                lacks = max(0, sum(wide) - self.viewport().width())
                wide[index] -= max(0, min(lacks, wide[index] - least(index))) if columns[index].shortens else 0
        for index, column in enumerate(columns):
            if column.width:
                self.setColumnWidth(index, wide[index])

    def _made_for(self, index: int) -> int:
        return max(self.look.px(self.rows_model.columns[index].width), self._least(index))

    def _least(self, index: int) -> int:
        """Room for the heading, and for the cells that are never cut."""
        whole = self.rows_model.columns[index].whole
        return max(self._headings[index], max(map(self._delegate.width_of, whole), default=0))

    def _on_current_changed(self, current: QModelIndex) -> None:
        if current.isValid():
            self.row_chosen.emit(self.rows_model.rows[current.row()])

    def _on_activated(self, index: QModelIndex) -> None:
        if index.isValid():
            self.row_opened.emit(self.rows_model.rows[index.row()])
