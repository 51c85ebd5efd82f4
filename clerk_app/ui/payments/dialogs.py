"""What is asked before something about a payment is recorded: the proof, the terminal's slip, where money goes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from clerk_app.actions.payments import LONGEST_NUMBER, LONGEST_REASON, Proof
from clerk_app.domain import money
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.errors import CounterError, Invalid
from clerk_app.ui.dialog_over import DialogOver
from clerk_app.ui.saying import error_words
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import DateField, LongTextField, TextField

UNREADABLE = 0
"""What an amount counts as that cannot be read: the action says no to it, and the field says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A payment on the terminal in the hall."""

    slip: str
    terminal: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """What is asked back, and where it is to go."""

    amount: int
    account: str
    reason: str


class PaymentDialog(DialogOver):
    """``given`` gives what was entered, once; it stays until that is on disk, so that what is wrong is mended here.

    Enter in any line does it, as the filled button does.
    """

    given = Signal(object)

    def __init__(self, context: Context, name: str, *, over: QWidget, **params: str) -> None:
        text = context.texts.text
        super().__init__(
            context,
            title=text(f"payments.{name}.title", **params),
            about=text(f"payments.{name}.about", **params),
            verb=text(f"payments.{name}.do"),
            leave=text("detail.leave_it"),
            over=over,
            kind="filled",
        )
        self.texts = context.texts
        self.rows: dict[str, FieldRow] = {}
        self._told = False
        self._look = context.look

    def add(self, name: str, control: QWidget, *, required: bool = True, hint: str = "") -> None:
        """A field, which errors of that name are told at."""
        row = FieldRow(self._look, self.texts.text(f"payments.field.{name}"), control, required=required, hint=hint)
        self.rows[name] = row
        self.middle.addWidget(row)

    def refuse(self, error: CounterError) -> None:
        """Say what is wrong: at its field, or below the last one."""
        self._told = False
        for row in self.rows.values():
            row.clear_message()
        field = error.field if isinstance(error, Invalid) else ""
        row = self.rows.get(field) or next(reversed(self.rows.values()))
        self.point_out(row, error_words(error, self.texts))

    def take_focus(self) -> None:
        """The first field."""
        next(iter(self.rows.values())).control.setFocus()

    def amount_of(self, field: TextField) -> int:
        """What was typed, in para; ``UNREADABLE`` where it is no amount."""
        read = money.parse(field.text())
        return UNREADABLE if read is None else read

    def entered(self) -> object:
        """What was entered."""
        raise NotImplementedError

    def _on_verb(self) -> None:
        if not self._told:
            self._told = True
            self.given.emit(self.entered())


class ProofDialog(PaymentDialog):
    """A proof that the clerk sees; ``scan_wanted`` asks for a file, ``add_scan`` gives it."""

    scan_wanted = Signal()

    def __init__(self, context: Context, due: int, today: date, *, over: QWidget) -> None:
        super().__init__(context, "proof", over=over)
        self.number = TextField(context.look, longest=LONGEST_NUMBER)
        self.day = DateField(context.look)
        self.day.set_date(today)
        self.amount = TextField(context.look, money.shown(due), unit=context.texts.text("slip.rsd"), longest=20)
        self.scan: EnclosureRef | None = None
        text = context.texts.text
        self.add("number", self.number, hint=text("payments.number_hint"))
        self.add("on", self.day)
        self.add("amount", self.amount)
        self.scan_button = Button(context.look, text("payments.add_scan"), icon="paperclip")
        self.scan_button.clicked.connect(self.scan_wanted)
        self.middle.addWidget(self.scan_button, alignment=Qt.AlignmentFlag.AlignLeft)

    def add_scan(self, ref: EnclosureRef) -> None:
        """The scan is kept."""
        self.scan = ref
        self.scan_button.set_text(self.texts.text("payments.scan_added"))

    def entered(self) -> Proof:
        """The proof."""
        day = self.day.date()
        return Proof(
            number=self.number.text(),
            on=day.isoformat() if day else "",
            amount=self.amount_of(self.amount),
            scan=self.scan,
        )


class CardDialog(PaymentDialog):
    """A payment on the terminal."""

    def __init__(self, context: Context, due: int, *, over: QWidget) -> None:
        super().__init__(context, "card", over=over)
        self.slip = TextField(context.look, longest=LONGEST_NUMBER)
        self.terminal = TextField(context.look, longest=LONGEST_NUMBER)
        self.amount = TextField(context.look, money.shown(due), unit=context.texts.text("slip.rsd"), longest=20)
        self.add("number", self.slip)
        self.add("terminal", self.terminal, required=False)
        self.add("amount", self.amount)
        self.rows["number"].label.set_text(context.texts.text("payments.field.slip"))
        self.slip.setAccessibleName(context.texts.text("payments.field.slip"))

    def entered(self) -> Card:
        """The slip of the terminal."""
        return Card(slip=self.slip.text(), terminal=self.terminal.text(), amount=self.amount_of(self.amount))


class CancelDialog(PaymentDialog):
    """Why an order is not to be paid."""

    def __init__(self, context: Context, order: str, *, over: QWidget) -> None:
        super().__init__(context, "cancel", over=over, order=order)
        self.reason = LongTextField(context.look, lines=2, longest=LONGEST_REASON)
        self.add("reason", self.reason)

    def entered(self) -> str:
        """The reason."""
        return self.reason.toPlainText()


class RefundDialog(PaymentDialog):
    """What goes back, and where."""

    def __init__(self, context: Context, paid: int, *, over: QWidget) -> None:
        super().__init__(context, "refund", over=over)
        self.account = TextField(context.look, longest=24)
        self.amount = TextField(context.look, money.shown(paid), unit=context.texts.text("slip.rsd"), longest=20)
        self.reason = LongTextField(context.look, lines=2, longest=LONGEST_REASON)
        self.add("account", self.account, hint=context.texts.text("payments.account_hint"))
        self.add("amount", self.amount)
        self.add("reason", self.reason)

    def entered(self) -> Refund:
        """What is asked back."""
        return Refund(amount=self.amount_of(self.amount), account=self.account.text(), reason=self.reason.toPlainText())


def recorded(dialog: PaymentDialog, done: Callable[[], None]) -> Callable[[object], None]:
    """What follows once the entry is on disk: the dialog goes, and it is told."""

    def finish(_entry: object) -> None:
        dialog.accept()
        done()

    return finish
