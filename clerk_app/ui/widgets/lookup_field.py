"""A field whose value comes from a list: a few letters, arrows and Enter; what is in no list may stand there too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from shiboken6 import isValid

from clerk_app.domain.catalogue import Wording
from clerk_app.domain.lookups import Found, ListRow, exact
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.fields import TextField
from clerk_app.ui.widgets.lookup_list import LookupList, Words

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
_GLASS = "search"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

type Search = Callable[[str, Callable[[Found], None]], None]
"""Finds rows for a text, off Qt's thread, and delivers on it."""


@dataclass(frozen=True, slots=True)
class LookupTexts:
    """What the list says: its name, that there are more, that there is none."""

    name: str
    more: str
    none: str


class LookupField(TextField):
    """``typed`` gives the text as it stands, ``chosen`` the row that was taken, ``told`` whether the list is here."""

    typed = Signal(object)
    chosen = Signal(object)
    told = Signal(object)

    def __init__(
        self,
        look: Look,
        search: Search,
        words: Words,
        texts: LookupTexts,
        *,
        longest: int = 200,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, longest=longest, parent=parent)
        self._search = search
        self._words = words
        self._texts = texts
        self._list: LookupList | None = None
        self._asked = 0
        self._answered = 0
        self._rows: tuple[ListRow, ...] = ()
        self.settled = True
        self.set_unit("", _GLASS)
        self.textEdited.connect(self._on_edited)

    @property
    def list(self) -> LookupList | None:
        """The list, where it is open."""
        return self._list if self._list is not None and isValid(self._list) and self._list.isVisible() else None

    def show_value(self, value: str, label: Wording | None) -> None:
        """Show a kept value by its label, with its code at the end; what is being typed stays."""
        if not self.settled:
            return
        shown = self._words(label) if label is not None else value
        if self.text() != shown:
            self.setText(shown)
        self.set_unit(value if label is not None else "", _GLASS)

    def event(self, event: QEvent) -> bool:
        """While the list is open its keys are no commands of the window."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self.list is not None
            and _steers(event, self.list)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and Enter belong to the open list; an arrow down opens it."""
        if _steers(event, self.list):
            self._act(Qt.Key(event.key()))
        elif event.key() == Qt.Key.Key_Down and self.text() and not self.isReadOnly():
            self._ask()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the row that is meant exactly, if there is one; else what was typed stays as it is."""
        super().focusOutEvent(event)
        self._close()
        if not self.settled and self._answered == self._asked:
            self._take_exact()

    def hideEvent(self, event: QHideEvent) -> None:
        """The list goes with its field."""
        super().hideEvent(event)
        self._close()

    def _act(self, key: Qt.Key) -> None:
        shown = self.list
        if shown is None:
            return
        if key in _STEPS:
            shown.move_by(_STEPS[key])
            return
        row = shown.current()
        self._close()
        if key in _ENTER:
            self._take(row)

    def _on_edited(self, text: str) -> None:
        self.settled = False
        self.set_unit("", _GLASS)
        self.typed.emit(text)
        if text.strip():
            self._ask()
        else:
            self._asked += 1  # what is still on its way is no answer to an empty field
            self._rows, self._answered = (), self._asked
            self.settled = True
            self._close()

    def _ask(self) -> None:
        self._asked += 1
        asked = self._asked
        self._search(self.text(), lambda found: self._on_found(asked, found))

    def _on_found(self, asked: int, found: Found) -> None:
        """The answer to the newest question; another is no answer any more."""
        if not isValid(self) or asked != self._asked:
            return
        self._rows, self._answered = found.rows, asked
        self.told.emit(found.here)
        if not self.hasFocus():
            self._take_exact()
        elif found.here:
            foot = self._texts.none if not found.rows else self._texts.more if found.more else ""
            self._open().show_rows(found.rows, foot, self)
        else:
            self._close()

    def _take_exact(self) -> None:
        """Whoever goes on has meant the one row that is called so; else the text is the value."""
        row = None if self.settled else exact(self._rows, self.text())
        if row is not None:
            self._take(row)
        elif not self.settled:
            self.settled = True
            self.typed.emit(self.text())

    def _take(self, row: object) -> None:
        self._close()
        if not isinstance(row, ListRow):
            return
        self.settled = True
        self._asked += 1  # nothing that is still on its way opens the list again
        self._answered = self._asked
        self.setText(self._words(row.label))
        self.set_unit(row.code)
        self.chosen.emit(row)

    def _open(self) -> LookupList:
        """The list, made for the window in which the field stands now."""
        if self._list is None or not isValid(self._list) or self._list.parentWidget() is not self.window():
            self._list = LookupList(self.look, self._words, self._texts.name, self.window())
            self._list.chosen.connect(self._take)
            self.destroyed.connect(self._list.deleteLater)
            area = self.parentWidget()
            while area is not None and not isinstance(area, QAbstractScrollArea):
                area = area.parentWidget()
            if isinstance(area, QAbstractScrollArea):
                area.verticalScrollBar().valueChanged.connect(self._close)
        return self._list

    def _close(self, *_moved: object) -> None:
        if self._list is not None and isValid(self._list):
            self._list.hide()


def _steers(event: QKeyEvent, shown: LookupList | None) -> bool:
    """Whether a key is for the list that is open; with another key held it is not."""
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return plain and shown is not None and event.key() in (*_STEPS, *_ENTER, Qt.Key.Key_Escape)
