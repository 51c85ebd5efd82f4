"""The page of the end-of-day list: the orders of one clerk's day, and beside them what they add up to."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.domain.payment_states import STATES
from clerk_app.domain.payments_day import PaymentDayLine, PaymentsDay
from clerk_app.ui.payments.strays import StraysPanel
from clerk_app.ui.portal_words import payment_look, payment_words
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.cells import Cell, Column, state_cell
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import ChoiceField
from clerk_app.ui.widgets.key_values import KeyValues
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.panel import Panel
from clerk_app.ui.widgets.scroll import Scroll
from clerk_app.ui.widgets.table import Table

SIDE = 292
SUMMED = ("charged", "confirmed", "seen", "terminal")


class PaymentsDayPage(QWidget):
    """``clerk_chosen`` gives a user name; the choice is there for whoever may see the lists of others."""

    clerk_chosen = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        look, text = context.look, context.texts.text
        self.orders = Table[PaymentDayLine](
            look, text("payments_day.orders"), self._columns(), lambda line: (line.number, line.level)
        )
        self.strays = StraysPanel(context)
        self.totals, self.tariffs = KeyValues(look, amounts=True), KeyValues(look, amounts=True)
        self._exempt = Label(look, "", role="text_2", wrap=True)
        self.clerk = ChoiceField(look, [])
        self.clerk.value_chosen.connect(self.clerk_chosen)
        self._clerks = FieldRow(look, text("payments_day.clerk"), self.clerk)
        self._lay_out()

    def show_day(self, day: PaymentsDay, clerks: dict[str, str]) -> None:
        """Show one clerk's day; ``clerks`` are those whose lists may be seen, by user name."""
        texts = self._context.texts
        with QSignalBlocker(self.clerk):
            self.clerk.set_choices(list(clerks.items()))
            self.clerk.set_value(day.clerk)
        self._clerks.setVisible(len(clerks) > 1)
        self.orders.set_rows(day.lines)
        self.orders.say_nothing(texts.text("payments_day.nothing"))
        rows = [(texts.text(f"payments_day.column.{what}"), texts.amount(day.total(what))) for what in SUMMED]
        for level in dict.fromkeys(line.level for line in day.lines if line.level):
            name = texts.text("payments_day.charged_for", level=texts.text(f"payments.level.{level}"))
            rows.append((name, texts.amount(day.total("charged", level))))
        self.totals.show_rows(rows)
        self.tariffs.show_rows([(self._tariff(*key), texts.amount(amount)) for key, amount in day.tariffs.items()])
        self._exempt.set_text(texts.many("payments_day.exempt", day.exempt) if day.exempt else "")
        self._exempt.setVisible(bool(day.exempt))

    def _tariff(self, level: str, tariff: str) -> str:
        texts = self._context.texts
        return texts.text("payments_day.tariff", level=texts.text(f"payments.level.{level}"), tariff=tariff)

    def _columns(self) -> tuple[Column[PaymentDayLine], ...]:
        texts = self._context.texts

        def summed(name: str, of: Callable[[PaymentDayLine], int]) -> Column[PaymentDayLine]:
            title = texts.text(f"payments_day.column.{name}")
            return Column(title=title, cell=lambda line: Cell(text=texts.number(of(line), 2)), width=84, right=True)

        def level(line: PaymentDayLine) -> Cell:
            return Cell(text=texts.text(f"payments.level.{line.level}") if line.level else "")

        def state(line: PaymentDayLine) -> Cell:
            if line.annulled:
                return annulled
            if line.gone:
                return gone
            if line.state:
                return state_cell(payment_words(line.state, texts), *payment_look(line.state))
            ground = texts.text("payments_day.ground", ground=texts.wording(line.ground)) if line.exemption else ""
            return state_cell(ground, "circle", "text_2") if ground else Cell(text="")

        levels = tuple(Cell(text=texts.text(f"payments.level.{one}")) for one in ("republic", "local"))
        annulled = state_cell(texts.text("payments_day.annulled"), "ban", "error")
        gone = state_cell(texts.text("payments_day.gone"), "log-out", "text_2")
        whole = (annulled, gone, *(state_cell(payment_words(one, texts), *payment_look(one)) for one in STATES))
        columns: tuple[Column[PaymentDayLine], ...] = (
            Column(
                title=texts.text("payments_day.column.number"), cell=lambda line: Cell(text=line.number), width=126
            ),
            Column(
                title=texts.text("payments_day.column.service"), cell=lambda line: Cell(text=texts.wording(line.name)),
                width=168, shortens=True,
            ),
            Column(title=texts.text("payments_day.column.level"), cell=level, whole=levels, width=88, shortens=True),
            summed("charged", lambda line: line.charged),
            summed("confirmed", lambda line: line.confirmed),
            summed("seen", lambda line: line.seen),
            summed("terminal", lambda line: line.terminal),
            Column(title=texts.text("payments_day.column.state"), cell=state, whole=whole, shortens=True),
        )  # fmt: skip
        return (columns[0], columns[2], columns[3], columns[7]) if self._context.look.tokens.narrow else columns

    def _lay_out(self) -> None:
        look, text = self._context.look, self._context.texts.text
        narrow, gap = look.tokens.narrow, look.px(6 if look.tokens.narrow else 12)
        orders = Panel(look, text("payments_day.orders"), icon="hand-coins", flush=True)
        orders.body.addWidget(self.orders, 1)
        beside = QVBoxLayout()
        beside.setSpacing(gap)
        for title, icon, parts in (
            ("totals", "receipt-text", (self._clerks, self.totals, self._exempt)),
            ("tariffs", "file-text", (self.tariffs,)),
        ):
            panel = Panel(look, text(f"payments_day.{title}"), icon=icon)
            for part in parts:
                panel.body.addWidget(part)
            if not narrow:
                panel.setFixedWidth(look.px(SIDE))
            beside.addWidget(panel)
        beside.addWidget(Label(look, text("payments_day.note"), style="small", role="text_2", wrap=True))
        beside.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(gap)
        if narrow:
            self.orders.setMinimumSize(QSize(0, look.px(160)))
            outer = Scroll(look, spacing=6)
            outer.body.addWidget(orders)
            outer.body.addWidget(self.strays)
            outer.body.addLayout(beside)
            whole.addWidget(outer)
            return
        listed = QVBoxLayout()
        listed.setSpacing(gap)
        listed.addWidget(orders, 1)
        listed.addWidget(self.strays)
        whole.addLayout(listed, 1)
        aside = Scroll(look, spacing=0)
        aside.setFixedWidth(look.px(SIDE + 4))
        aside.body.addLayout(beside)
        whole.addWidget(aside)
