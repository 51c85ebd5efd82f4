"""The palette (Ctrl+K): one line that finds requests, people, services and commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from clerk_app.domain.scripts import fold
from clerk_app.i18n import Texts
from clerk_app.ui.commands import Commands
from clerk_app.ui.markup import plain
from clerk_app.ui.paint import box, keycap, keycap_height, keycap_width, marked_text, text_width
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.keycap import Keycap
from clerk_app.ui.widgets.label import ElidedLabel, Label
from clerk_app.ui.widgets.line import Line

_ENTRY = Qt.ItemDataRole.UserRole + 1
_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing that can be chosen: ``text`` may mark the match as ``**strong**``; ``kind`` is a word at the right."""

    text: str
    kind: str
    icon: str
    run: Callable[[], None]
    keys: str = ""


type Deliver = Callable[[Sequence[Found]], None]
type Search = Callable[[str, Deliver], None]
"""Finds for a text, with its leading ``#`` (numbers), ``@`` (people) or nothing, and delivers on Qt's thread."""


class Palette(QDialog):
    """Closes itself before what was chosen runs. ``>`` offers commands only."""

    def __init__(self, texts: Texts, look: Look, commands: Commands, search: Search, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._texts = texts
        self._look = look
        self._commands = commands
        self._search = search
        self._asked = 0
        self._over = parent
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(texts.text("palette.title"))
        self.field = QLineEdit()
        self.field.setProperty("bare", True)
        self.field.setPlaceholderText(texts.text("shell.search"))
        self.field.setAccessibleName(texts.text("palette.title"))
        self.field.setFont(look.font("body"))
        words = QFontMetrics(self.field.font()).horizontalAdvance(self.field.placeholderText())
        self.field.setMinimumWidth(words + look.px(8))
        self.field.textChanged.connect(self._on_text)
        self.field.installEventFilter(self)
        self.model = _FoundModel()
        self.list = _make_list(look, self.model, texts.text("palette.found"))
        self.list.clicked.connect(self._on_clicked)
        self._lay_out()

    def open_with(self, text: str = "") -> None:
        """Open over the middle of the parent's upper half."""
        window = self._over
        width = min(self._look.px(680), window.width() - self._look.px(24))
        height = min(self.sizeHint().height(), window.height() - self._look.px(40))
        corner = window.mapToGlobal(window.rect().topLeft())
        top = min(self._look.px(80), max(0, (window.height() - height) // 2))
        self.setGeometry(corner.x() + (window.width() - width) // 2, corner.y() + top, width, height)
        self.field.setText(text)
        self._on_text(text)
        self.open()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter belong to the list while the text keeps the focus."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _SHOWN, Qt.Key.Key_PageUp: -_SHOWN}
            step = steps.get(Qt.Key(event.key()))
            if step is not None:
                self._move(step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.list.currentIndex().row())
                return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """A surface with a border that stands out from anything below it."""
        look = self._look
        radius = look.tokens.radius("panel")
        box(
            QPainter(self),
            self.rect(),
            fill=look.colour("surface"),
            border=look.colour("control_border"),
            radius=radius,
        )

    def _on_text(self, text: str) -> None:
        self._asked += 1
        asked = self._asked
        own = self._matching(text)
        self.model.show_found(own)
        self._move(0)
        if not text.startswith(">"):
            self._search(text, lambda found: self._on_found(asked, found, own))

    def _on_found(self, asked: int, found: Sequence[Found], own: list[Found]) -> None:
        if isValid(self) and asked == self._asked:
            chosen = self.list.currentIndex().row()
            self.model.show_found([*found, *own])
            # What the clerk has moved to stays chosen: Enter must not take what slid into its place.
            self.list.setCurrentIndex(self.model.index(len(found) + chosen if chosen > 0 else 0))

    def _matching(self, text: str) -> list[Found]:
        if text[:1] in ("#", "@"):
            return []
        wanted = fold(text.removeprefix(">").strip())
        kind = self._texts.text("palette.command")
        return [
            Found(
                text=self._commands.action(command.id).text(),
                kind=kind,
                icon=command.icon or "keyboard",
                keys=self._commands.keys(command.id),
                run=self._commands.action(command.id).trigger,
            )
            for command in self._commands.available()
            if command.listed
            and command.id != "search"
            and not command.local
            and wanted in fold(self._commands.action(command.id).text())
        ]

    def _move(self, step: int) -> None:
        count = self.model.rowCount()
        if count:
            row = 0 if step == 0 else min(max(self.list.currentIndex().row() + step, 0), count - 1)
            self.list.setCurrentIndex(self.model.index(row))

    def _on_clicked(self, index: QModelIndex) -> None:
        self._choose(index.row())

    def _choose(self, row: int) -> None:
        if 0 <= row < self.model.rowCount():
            run = self.model.found[row].run
            self.close()
            run()

    def _lay_out(self) -> None:
        look, texts = self._look, self._texts
        head = QHBoxLayout()
        head.setContentsMargins(look.px(14), look.px(8), look.px(14), look.px(8))
        glass = Label(look)
        glass.setPixmap(look.icons.pixmap("search", "text_2"))
        head.setSpacing(look.px(8))
        head.addWidget(glass)
        head.addWidget(self.field, 1)
        head.addWidget(ElidedLabel(look, texts.text("palette.scripts"), style="small", role="text_3"))
        foot = QHBoxLayout()
        foot.setContentsMargins(look.px(12), look.px(6), look.px(12), look.px(6))
        foot.setSpacing(look.px(8))
        for keys, key in (("↑↓", "move"), ("#", "numbers"), ("@", "people"), (">", "commands"), ("Esc", "close")):
            foot.addWidget(Keycap(look, keys))
            foot.addWidget(Label(look, texts.text(f"palette.{key}"), style="small", role="text_2"))
            foot.addSpacing(look.px(8))
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Line(look))
        column.addWidget(self.list, 1)
        column.addWidget(Line(look))
        column.addLayout(foot)


class _FoundModel(QAbstractListModel):
    """What was found."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Found] = []

    def show_found(self, found: list[Found]) -> None:
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own)
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        found = self.found[index.row()]
        if role == _ENTRY:
            return found
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{plain(found.text)}, {found.kind}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(found.text)
        return None


class _FoundDelegate(QStyledItemDelegate):
    """Icon, match, kind; the key only on the chosen one."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        del option, index
        return QSize(self._look.px(200), self._look.px(34))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, rect = self._look, QRect(option.rect)
        found: Found = index.data(_ENTRY)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, look.colour("selection"))
            painter.fillRect(rect.left(), rect.top(), look.px(3), rect.height(), look.colour("accent"))
        side = look.tokens.size("icon")
        icon = QRect(rect.left() + look.px(13), rect.top() + (rect.height() - side) // 2, side, side)
        painter.drawPixmap(icon, look.icons.pixmap(found.icon, "text_2"))
        right = rect.right() - look.px(12)
        keys = found.keys or ("Enter" if chosen else "")
        if keys and (chosen or found.keys):
            width, height = keycap_width(look, keys), keycap_height(look)
            cap = QRect(right - width, rect.top() + (rect.height() - height) // 2, width, height)
            keycap(painter, cap, keys, look)
            right = cap.left() - look.px(8)
        kind = text_width(look, found.kind, "small") + 2
        kind_rect = QRect(right - kind, rect.top(), kind, rect.height())
        marked_text(painter, kind_rect, found.kind, look, style="small", role="text_2")
        left = icon.right() + look.px(8)
        room = QRect(left, rect.top(), kind_rect.left() - left - look.px(12), rect.height())
        marked_text(painter, room, found.text, look)


def _make_list(look: Look, model: _FoundModel, name: str) -> QListView:
    view = QListView()
    view.setModel(model)
    view.setItemDelegate(_FoundDelegate(look, view))
    view.setAccessibleName(name)
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    view.setFrameShape(QListView.Shape.NoFrame)
    view.setUniformItemSizes(True)
    view.setMinimumHeight(look.px(34) * 3)
    view.setFixedHeight(look.px(34) * (4 if look.tokens.narrow else _SHOWN))
    return view
