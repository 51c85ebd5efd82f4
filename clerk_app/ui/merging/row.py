"""One field on the screen: as it was, here, at the centre, and what will hold."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clerk_app.domain.merging import Choice, Chosen, MergeRow
from clerk_app.ui.merging.side_card import SideCard
from clerk_app.ui.merging.words import Comparison, label_words, result_words, side_words, source_words, value_of
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.label import Label

LABEL, BEFORE, RESULT = 190, 140, 180
"""Widths of the columns that do not stretch, px at 100 %."""
_SIDES: tuple[Chosen, ...] = ("here", "centre")


class CompareRow(QWidget):
    """``chosen`` gives a ``Chosen``, ``third_wanted`` and ``moved`` (−1 up, 1 down) are for whoever keeps the rows."""

    chosen = Signal(object)
    third_wanted = Signal()
    moved = Signal(object)

    def __init__(self, context: Context, compared: Comparison, row: MergeRow) -> None:
        super().__init__()
        self._context = context
        self.row = row
        look, texts = context.look, context.texts
        self._label = label_words(compared, row.field, texts)
        self.cards = {side: SideCard(look, quiet=not row.overlap) for side in _SIDES}
        self._result = Label(look, "", style="body_strong", wrap=True)
        self._icon = QLabel()
        self._before = Label(look, "", role="text_2", wrap=True)
        self.setAccessibleName(self._label)
        for side, card in self.cards.items():
            card.wanted.connect(self._on_wanted)
            card.clicked.connect(self._choosing(side))
        self._lay_out()
        self.show_row(compared, None)

    @property
    def field(self) -> str:
        """The key of the field."""
        return self.row.field

    def show_row(self, compared: Comparison, choice: Choice | None) -> None:
        """Show the sides, and what was chosen."""
        texts, row = self._context.texts, self.row
        chosen = choice.chosen if choice is not None else "" if row.overlap else row.usual
        result = result_words(compared, row, choice, texts)
        self._before.set_text(self._worded("merge.before", value_of(compared, row.field, row.before, texts)))
        for side, card in self.cards.items():
            of = row.here if side == "here" else row.centre
            value = side_words(compared, row, of, texts)
            where = texts.text(f"merge.{side}")
            name = texts.text("merge.side_name", field=self._label, where=where, value=value)
            card.show_side(self._worded(f"merge.{side}", value), source_words(compared, of, texts), name)
            card.setChecked(chosen == side)
        self._show_result(result, choice)

    def take_focus(self) -> None:
        """The side that is chosen, or the first."""
        chosen = next((card for card in self.cards.values() if card.isChecked()), self.cards["here"])
        chosen.setFocus()

    def has_inside(self, widget: QWidget | None) -> bool:
        """Whether this is one of its sides."""
        return widget is not None and self.isAncestorOf(widget)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """The row that has the focus stands on the ground of a selection, with its bar."""
        look, painter = self._context.look, QPainter(self)
        if self.has_inside(self.window().focusWidget()):
            painter.fillRect(self.rect(), look.colour("selection"))
            painter.fillRect(0, 0, look.px(3), self.height(), look.colour("accent"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("divider"))

    def _show_result(self, result: str, choice: Choice | None) -> None:
        look, texts, row = self._context.look, self._context.texts, self.row
        merged = choice is None and not row.overlap
        open_one = choice is None and row.overlap
        role = "success" if merged else "warning" if open_one else "text"
        said = texts.text(f"merge.merged_{row.usual}") if merged else result
        self._result.set_text(said)
        self._result.set_role(role)
        self._icon.setVisible(merged or open_one)
        if merged or open_one:
            icon = "circle-check" if merged else "triangle-alert"
            self._icon.setPixmap(look.icons.pixmap(icon, role, look.px(16)))
        words = texts.text("merge.result_name", field=self._label, value=said)
        self._result.setAccessibleName(words)

    def _worded(self, key: str, value: str) -> str:
        """Where columns have no heads because text is large, each value says which side it is."""
        narrow = self._context.look.tokens.narrow
        return f"{self._context.texts.text(key)}: {value}" if narrow else value

    def _lay_out(self) -> None:
        look = self._context.look
        narrow = look.tokens.narrow
        line: QBoxLayout = QVBoxLayout(self) if narrow else QHBoxLayout(self)
        edge = look.px(9 if self.row.overlap else 2)
        line.setContentsMargins(look.px(12), edge, look.px(12), edge)
        line.setSpacing(look.px(12))
        result = QHBoxLayout()
        result.setSpacing(look.px(6))
        result.addWidget(self._icon)
        result.addWidget(self._result, 1)
        name = QHBoxLayout()
        name.setSpacing(look.px(6))
        if self.row.overlap:
            mark = QLabel()
            mark.setPixmap(look.icons.pixmap("git-merge", "warning", look.px(16)))
            name.addWidget(mark)
        label = Label(look, self._label, style="body_strong" if self.row.overlap else "body", wrap=True)
        name.addWidget(label, 1)
        self._add(line, name, LABEL, narrow=narrow)
        self._add(line, _holding(self._before), BEFORE, narrow=narrow)
        for card in self.cards.values():
            line.addWidget(card, 1)
        self._add(line, result, RESULT, narrow=narrow)

    def _add(self, line: QBoxLayout, part: QHBoxLayout, width: int, *, narrow: bool) -> None:
        held = QWidget()
        part.setContentsMargins(0, 0, 0, 0)
        held.setLayout(part)
        if not narrow:
            held.setFixedWidth(self._context.look.px(width))
        line.addWidget(held)

    def _choosing(self, side: Chosen) -> Callable[[], None]:
        return lambda: self.chosen.emit(side)

    def _on_wanted(self, asked: object) -> None:
        if asked in _SIDES:
            self.chosen.emit(asked)
            self.cards["here" if asked == "here" else "centre"].setFocus()
        elif asked == "third":
            self.third_wanted.emit()
        else:
            self.moved.emit(-1 if asked == "above" else 1)


def _holding(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(widget, 1)
    return row
