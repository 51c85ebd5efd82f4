"""Handing a case to a colleague: everybody who can be given one, found by name, role or office."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clerk_app.contract.reference import Colleague
from clerk_app.domain.scripts import fold
from clerk_app.i18n import Texts
from clerk_app.ui.casework.note_field import NoteField
from clerk_app.ui.dialog_over import DialogOver
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.cells import Cell, Column
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.search_field import SearchField
from clerk_app.ui.widgets.table import Table

_ROWS = 5


class HandDialog(DialogOver):
    """``colleague_given`` gives the colleague and the note."""

    WIDTH = 560
    colleague_given = Signal(object)

    def __init__(self, context: Context, colleagues: Sequence[Colleague], *, over: QWidget) -> None:
        texts, look = context.texts, context.look
        super().__init__(
            context,
            title=texts.text("case.hand_title"),
            about=texts.text("case.hand_about"),
            verb=texts.text("case.hand_do"),
            leave=texts.text("detail.leave_it"),
            over=over,
            kind="filled",
        )
        self._texts = texts
        self._all = tuple(colleagues)
        self.list = Table[Colleague](look, texts.text("case.colleagues"), self._columns(), lambda one: one.user)
        self.list.row_opened.connect(lambda _one: self._on_verb())
        self.list.setFixedHeight(look.tokens.size("header_row") + _ROWS * look.tokens.size("row") + look.px(4))
        self.search = SearchField(look, self.list)
        self.search.textChanged.connect(lambda _text: self._narrow())
        self.search.entered.connect(self._on_verb)
        self.row = FieldRow(look, texts.text("case.find_colleague"), self.search)
        self.note = NoteField(context, texts.text("case.note"), hint=texts.text("case.note_hint"))
        for part in (self.row, self.list, self.note):
            self.middle.addWidget(part)
        self._narrow()

    def take_focus(self) -> None:
        """The search."""
        self.search.setFocus()

    def _columns(self) -> tuple[Column[Colleague], ...]:
        text = self._texts.text
        return (
            Column(title=text("case.name"), cell=lambda one: Cell(text=one.name, strong=True), shortens=True),
            Column(
                title=text("case.role"), cell=lambda one: Cell(text=_role(one, self._texts)), width=110, shortens=True
            ),
            Column(
                title=text("case.office"),
                cell=lambda one: Cell(text=one.office_name or text("case.every_office"), role="text_2"),
                width=190,
                shortens=True,
            ),
        )

    def _narrow(self) -> None:
        """Show those in whom every typed word is found, in either script."""
        wanted = fold(self.search.text()).split()
        self.list.set_rows([one for one in self._all if all(word in self._told(one) for word in wanted)])
        self.list.say_nothing(self._texts.text("case.no_colleague" if self._all else "case.no_colleagues"))

    def _told(self, one: Colleague) -> str:
        return fold(f"{one.name} {one.user} {_role(one, self._texts)} {one.office_name}")

    def _on_verb(self) -> None:
        chosen = self.list.current_row()
        if chosen is None:
            self.search.setFocus()
            return
        self.colleague_given.emit((chosen, self.note.note))
        self.accept()


def _role(one: Colleague, texts: Texts) -> str:
    key = f"role.{one.role}"
    return texts.text(key) if texts.has(key) else one.role
