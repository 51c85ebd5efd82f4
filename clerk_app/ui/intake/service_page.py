"""The service: a few letters find it, Enter takes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import get_args

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from clerk_app.domain.catalogue import Deadline, DeadlineKind, Service
from clerk_app.domain.errors import CounterError
from clerk_app.ui.intake.state import IntakePage, IntakeState
from clerk_app.ui.saying import error_words
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.cells import Cell, Column
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.search_field import SearchField
from clerk_app.ui.widgets.table import Table


class ServicePage(IntakePage):
    """Typing narrows the list; arrows move in it from the field; Enter chooses."""

    step = "service"
    service_chosen = Signal(object)

    def __init__(self, context: Context, find: Callable[[str], Sequence[Service]]) -> None:
        super().__init__(context)
        text = context.texts.text
        self._find = find
        columns = (
            Column[Service](title=text("intake.service_name"), cell=self._name, shortens=True),
            Column[Service](title=text("intake.service_department"), cell=self._department, width=220, shortens=True),
            Column[Service](title=text("request.deadline"), cell=self._deadline, width=150, whole=self._deadlines()),
        )
        shown = columns[:1] if context.look.tokens.narrow else columns
        self._table = Table[Service](context.look, text("intake.services"), shown, lambda service: service.id)
        self._table.row_opened.connect(self.service_chosen)
        self._table.setMinimumHeight(context.look.px(260))
        self._field = SearchField(context.look, self._table)
        self._field.textChanged.connect(self._on_typed)
        self._field.entered.connect(self._on_entered)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._row = FieldRow(context.look, text("intake.find_service"), self._field, hint=text("intake.find_hint"))
        layout.addWidget(self._row)
        layout.addWidget(self._table, 1)

    def show_state(self, state: IntakeState) -> None:
        """Show the list as it is narrowed now."""
        first = self.state is None
        super().show_state(state)
        if first:
            self._on_typed(self._field.text())

    def summary(self, state: IntakeState) -> str:
        """Name and deadline."""
        if state.service is None:
            return ""
        return f"{self.context.texts.wording(state.service.name)} · {self._deadline(state.service).text}"

    def take_focus(self, where: str = "") -> None:
        """The field, with what was typed selected."""
        del where
        self._field.setFocus()
        self._field.selectAll()

    def _on_entered(self) -> None:
        row = self._table.current_row()
        if row is not None:
            self.service_chosen.emit(row)

    def _on_typed(self, text: str) -> None:
        try:
            services = tuple(self._find(text))
            self._row.clear_message()
        except CounterError as error:
            services = ()
            self._row.set_warning(error_words(error, self.context.texts))
        self._table.set_rows(services)
        if services:
            self._table.choose(services[0].id)

    def _name(self, service: Service) -> Cell:
        return Cell(text=self.context.texts.wording(service.name), strong=True)

    def _department(self, service: Service) -> Cell:
        return Cell(text=self.context.texts.wording(service.department), role="text_2")

    def _deadline(self, service: Service) -> Cell:
        return self._worded(service.deadline)

    def _deadlines(self) -> list[Cell]:
        """One of each kind that there is, for none of them to be cut."""
        return [self._worded(Deadline(kind=kind, days=30)) for kind in get_args(DeadlineKind)]

    def _worded(self, deadline: Deadline) -> Cell:
        kind, days = deadline.kind, deadline.days
        texts = self.context.texts
        counted = {"days": "deadline.days", "working_days": "deadline.working_days"}.get(kind)
        return Cell(text=texts.many(counted, days) if counted else texts.text(f"deadline.{kind}"), role="text_2")
