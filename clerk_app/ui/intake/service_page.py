"""The service: a few letters find it, Enter takes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from clerk_app.domain.catalogue import Service
from clerk_app.ui.intake.state import IntakePage, IntakeState
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.cells import Cell, Column
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import TextField
from clerk_app.ui.widgets.table import Table


class ServicePage(IntakePage):
    """Typing narrows the list; arrows move in it from the field; Enter chooses."""

    step = "service"
    service_chosen = Signal(object)

    def __init__(self, context: Context, find: Callable[[str], Sequence[Service]]) -> None:
        super().__init__(context)
        text = context.texts.text
        self._find = find
        self._field = TextField(context.look)
        self._field.textChanged.connect(self._on_typed)
        self._field.installEventFilter(self)
        columns = (
            Column[Service](title=text("intake.service_name"), cell=self._name),
            Column[Service](title=text("intake.service_department"), cell=self._department, width=220),
            Column[Service](title=text("request.deadline"), cell=self._deadline, width=130),
        )
        shown = columns[:1] if context.look.tokens.narrow else columns
        self._table = Table[Service](context.look, text("intake.services"), shown, lambda service: service.id)
        self._table.row_opened.connect(self.service_chosen)
        self._table.setMinimumHeight(context.look.px(260))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            FieldRow(context.look, text("intake.find_service"), self._field, hint=text("intake.find_hint"))
        )
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

    def take_focus(self) -> None:
        """The field, with what was typed selected."""
        self._field.setFocus()
        self._field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter typed in the field work on the list."""
        if watched is self._field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._table.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                row = self._table.current_row()
                if row is not None:
                    self.service_chosen.emit(row)
                return True
        return super().eventFilter(watched, event)

    def _on_typed(self, text: str) -> None:
        services = tuple(self._find(text))
        self._table.set_rows(services)
        if services:
            self._table.choose(services[0].id)

    def _name(self, service: Service) -> Cell:
        return Cell(text=self.context.texts.wording(service.name), strong=True)

    def _department(self, service: Service) -> Cell:
        return Cell(text=self.context.texts.wording(service.department), role="text_2")

    def _deadline(self, service: Service) -> Cell:
        kind, days = service.deadline.kind, service.deadline.days
        texts = self.context.texts
        counted = {"days": "deadline.days", "working_days": "deadline.working_days"}.get(kind)
        return Cell(text=texts.many(counted, days) if counted else texts.text(f"deadline.{kind}"), role="text_2")
