"""Paints one cell: selection, icon, words, tag, second line, the line below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.cells import Cell
from clerk_app.ui.widgets.number_tag import paint_tag, tag_width

CELL = Qt.ItemDataRole.UserRole + 1

_VERTICAL = Qt.AlignmentFlag.AlignVCenter


class CellDelegate(QStyledItemDelegate):
    """Own paint throughout: a page of cells is repainted on every step of a scroll, so fonts are made once."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._fonts = {strong: look.font("body", 600 if strong else 0) for strong in (False, True)}
        self._metrics = {strong: QFontMetrics(font) for strong, font in self._fonts.items()}

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The cell of ``index``."""
        look = self._look
        rect: QRect = option.rect
        self._paint_ground(painter, option, first=index.column() == 0)
        cell = index.data(CELL)
        if not isinstance(cell, Cell):
            return
        side: Qt.AlignmentFlag = index.data(Qt.ItemDataRole.TextAlignmentRole)
        right = bool(side & Qt.AlignmentFlag.AlignRight)
        room = rect.adjusted(look.px(8), 0, -look.px(8), 0)
        if cell.second:
            half = look.tokens.types["body"].line
            top = rect.top() + (rect.height() - 2 * half) // 2
            self._paint_line(painter, QRect(room.left(), top, room.width(), half), cell, right=right)
            below = QRect(room.left(), top + half, room.width(), half)
            self._paint_words(painter, below, cell.second, "text_2", strong=False, right=right)
        else:
            self._paint_line(painter, room, cell, right=right)

    def width_of(self, cell: Cell) -> int:
        """How wide a column must be to show the cell whole."""
        look = self._look
        icon = look.tokens.size("icon") + look.px(4) if cell.icon else 0
        tag = look.px(6) + tag_width(cell.tag, look) if cell.tag else 0
        first = icon + self._metrics[cell.strong].horizontalAdvance(cell.text) + tag
        words = max(first, self._metrics[False].horizontalAdvance(cell.second))
        return words + 2 * look.px(8) + look.px(2)  # fractions of letters: words that just fit are cut otherwise

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Tell what is cut, and what a mark without words means; what can be read is not told again."""
        cell = index.data(CELL)
        whole = isinstance(cell, Cell) and cell.text and self.width_of(cell) <= option.rect.width()
        if event.type() == QEvent.Type.ToolTip and whole:
            QToolTip.hideText()
            return True
        return super().helpEvent(event, view, option, index)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, *, first: bool) -> None:
        look = self._look
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, look.colour("selection"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.colour("row_hover"))
        line = "focus" if selected and look.tokens.theme == "high_contrast" else "divider"
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.colour(line))
        if line == "focus":
            painter.fillRect(rect.left(), rect.top(), rect.width(), 1, look.colour(line))
        if selected and first:
            painter.fillRect(rect.left(), rect.top(), look.px(3), rect.height(), look.colour("accent"))

    def _paint_line(self, painter: QPainter, rect: QRect, cell: Cell, *, right: bool) -> None:
        look = self._look
        if cell.icon:
            side = look.tokens.size("icon")
            top = rect.top() + (rect.height() - side) // 2
            painter.drawPixmap(rect.left(), top, look.icons.pixmap(cell.icon, cell.icon_role or cell.role))
            rect = rect.adjusted(side + look.px(4), 0, 0, 0)
        used = self._paint_words(painter, rect, cell.text, cell.role, strong=cell.strong, right=right)
        if cell.tag:
            paint_tag(painter, rect.adjusted(used + look.px(6), 0, 0, 0), cell.tag, look)

    def _paint_words(self, painter: QPainter, rect: QRect, text: str, role: str, *, strong: bool, right: bool) -> int:
        font: QFont = self._fonts[strong]
        metrics = self._metrics[strong]
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.setFont(font)
        painter.setPen(self._look.colour(role))
        painter.drawText(
            rect, _VERTICAL | (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft), shown
        )
        return metrics.horizontalAdvance(shown)
