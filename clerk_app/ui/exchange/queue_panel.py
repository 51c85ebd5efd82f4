"""What waits, group by group in the order in which it goes, and when each would have arrived."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from clerk_app.ports.outbox import Queued
from clerk_app.sync.link import LinkState
from clerk_app.sync.thrift import PAUSED
from clerk_app.ui.exchange.rate_plot import KILO
from clerk_app.ui.link_words import minutes_left
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.panel import Panel

_COLUMNS = ("place", "what", "entries", "size", "arrives")
_NUMBERS = frozenset({"entries", "size"})
_WHAT = 1


class QueuePanel(Panel):
    """A table where there is room; else each group on two lines."""

    def __init__(self, context: Context) -> None:
        look, text = context.look, context.texts.text
        super().__init__(look, text("exchange.waits"), icon="inbox", aside=text("exchange.order"))
        self._context = context
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(16))
        self._grid.setVerticalSpacing(look.px(6 if look.tokens.narrow else 3))
        self._grid.setColumnStretch(0 if look.tokens.narrow else _WHAT, 1)
        self.body.addWidget(self._rows)
        self._shown: object = None

    def show_groups(self, groups: Sequence[Queued], link: LinkState) -> None:
        """Renew the rows; nothing is drawn anew when they say the same."""
        lines = lines_of(groups, link, self._context)
        if lines == self._shown:
            return
        self._shown = lines
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if not lines:
            self._put(Label(self._context.look, self._context.texts.text("exchange.nothing_waits")), 0, 0)
        elif self._context.look.tokens.narrow:
            self._stack(lines)
        else:
            self._tabulate(lines)

    def _tabulate(self, lines: list[tuple[str, ...]]) -> None:
        look, text = self._context.look, self._context.texts.text
        for column, name in enumerate(_COLUMNS):
            self._put(Label(look, text(f"exchange.column.{name}"), style="small", role="text_2"), 0, column)
        for row, line in enumerate(lines, 1):
            for column, words in enumerate(line):
                label = Label(look, words, role="text_2" if column != _WHAT else "")
                label.setAccessibleDescription(text(f"exchange.column.{_COLUMNS[column]}"))
                self._put(label, row, column)

    def _stack(self, lines: list[tuple[str, ...]]) -> None:
        look, text = self._context.look, self._context.texts.text
        names = [text(f"exchange.column.{name}") for name in _COLUMNS[_WHAT + 1 :]]
        for row, (place, what, *rest) in enumerate(lines):
            self._put(Label(look, f"{place}. {what}", wrap=True), 2 * row, 0)
            told = " · ".join(f"{name}: {words}" for name, words in zip(names, rest, strict=True))
            self._put(Label(look, told, role="text_2", wrap=True), 2 * row + 1, 0)

    def _put(self, label: Label, row: int, column: int) -> None:
        right = not self._context.look.tokens.narrow and _COLUMNS[column] in _NUMBERS
        self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag(0))
        label.show()


def lines_of(groups: Sequence[Queued], link: LinkState, context: Context) -> list[tuple[str, ...]]:
    """Place, what it is, how many, how much, and when the last of it would have arrived at this line."""
    texts, before = context.texts, 0
    lines: list[tuple[str, ...]] = []
    entries = sum(group.bytes for group in groups if group.group != "enclosures")
    for place, group in enumerate(groups, 1):
        before += group.bytes
        lines.append(
            (
                str(place),
                texts.text(f"exchange.group.{group.group}"),
                texts.number(group.entries),
                size_words(group.bytes, context),
                _arrival(group, before, entries, link, context),
            )
        )
    return lines


def size_words(size: int, context: Context) -> str:
    """Kilobytes, or megabytes with a decimal."""
    texts = context.texts
    if size < KILO * KILO:
        return texts.text("exchange.size", kilobytes=max(1, size // KILO))
    return texts.text("exchange.megabytes", megabytes=texts.number(round(size * 10 / KILO / KILO), 1))


def _arrival(group: Queued, before: int, entries: int, link: LinkState, context: Context) -> str:
    texts, minutes = context.texts, minutes_left(link)
    if group.group == "enclosures" and link.held == PAUSED:
        return texts.text("exchange.arrives.paused")
    if link.kind in {"down", "stopped"}:
        return texts.text("exchange.arrives.when_back" if link.kind == "down" else "exchange.arrives.unknown")
    if group.group == "enclosures":
        if not link.rate:
            return texts.text("exchange.arrives.unknown")
        minutes += max(1, round(group.bytes / link.rate / 60))
        return texts.text("exchange.arrives.about", minutes=minutes)
    if not minutes or not entries:
        return texts.text("exchange.arrives.unknown")
    share = round(minutes * before / entries)
    return texts.text("exchange.arrives.about", minutes=share) if share else texts.text("exchange.arrives.at_once")
