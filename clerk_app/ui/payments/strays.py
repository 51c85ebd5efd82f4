"""Payments that belong to no order, or that are to be sent back, as a supervisor sees them beside the day's list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from clerk_app.domain.payments_stray import StrayPayment
from clerk_app.i18n import Texts
from clerk_app.ui.link_words import local_time
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.cells import Cell, Column
from clerk_app.ui.widgets.panel import Panel
from clerk_app.ui.widgets.table import Table

_HEIGHT = 150


class StraysPanel(Panel):
    """There only while there are any; ``show_strays`` gives them, with the zone of the clocks on the wall."""

    def __init__(self, context: Context) -> None:
        title = context.texts.text("payments_day.strays")
        super().__init__(context.look, title, icon="triangle-alert", flush=True)
        self._texts = context.texts
        self._zone: tzinfo | None = None
        narrow = context.look.tokens.narrow
        self.table = Table[StrayPayment](context.look, title, self._columns(narrow=narrow), lambda stray: stray.id)
        self.table.setMinimumHeight(context.look.px(_HEIGHT))
        self.table.setMaximumHeight(context.look.px(_HEIGHT))
        self.body.addWidget(self.table)
        self.setVisible(False)

    def show_strays(self, strays: Sequence[StrayPayment], zone: tzinfo | None) -> None:
        """Show them, or nothing."""
        self._zone = zone
        self.table.set_rows(strays)
        self.setVisible(bool(strays))

    def _columns(self, *, narrow: bool) -> tuple[Column[StrayPayment], ...]:
        text = self._texts.text

        def at(stray: StrayPayment) -> Cell:
            return Cell(text=self._texts.time(local_time(stray.at, self._zone)))

        def why(stray: StrayPayment) -> Cell:
            return Cell(text=why_words(stray, self._texts), icon="triangle-alert", icon_role="warning")

        columns: tuple[Column[StrayPayment], ...] = (
            Column(title=text("payments_day.stray.at"), cell=at, width=64),
            Column(
                title=text("payments_day.stray.told"), cell=lambda stray: Cell(text=stray.told or "–"), width=200,
                shortens=True,
            ),
            Column(
                title=text("payments_day.stray.id"), cell=lambda stray: Cell(text=stray.id), width=140, shortens=True
            ),
            Column(
                title=text("payments_day.stray.amount"),
                cell=lambda stray: Cell(text=self._texts.number(stray.amount, 2)), width=110, right=True,
            ),
            Column(title=text("payments_day.stray.why"), cell=why, shortens=True),
        )  # fmt: skip
        return (columns[1], columns[3], columns[4]) if narrow else columns


def why_words(stray: StrayPayment, texts: Texts) -> str:
    """Why it belongs to nothing, or is to be sent back; its code where that has no words here."""
    key = f"payments.why.{stray.why}"
    return texts.text(key) if texts.has(key) else stray.why
