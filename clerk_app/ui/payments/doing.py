"""What is done about the payments of the case that is open: shown, printed, proven, cancelled, asked back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from clerk_app.actions.payments import Proof
from clerk_app.domain.errors import CounterError
from clerk_app.domain.payment_file import OrderStanding
from clerk_app.domain.payment_states import OVER, come, refundable
from clerk_app.ui.paper_flow import PaperFlow
from clerk_app.ui.payments.dialogs import (
    CancelDialog,
    Card,
    CardDialog,
    PaymentDialog,
    ProofDialog,
    Refund,
    RefundDialog,
    recorded,
)
from clerk_app.ui.payments.page import PaymentsPage
from clerk_app.ui.payments.papers import PaymentPapers, SlipDrawn
from clerk_app.ui.payments.shown import ShownPayments
from clerk_app.ui.payments.ways import WAYS
from clerk_app.ui.saying import say_error
from clerk_app.ui.screen import Context
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace


class PaymentsDoing:
    """Belongs to one page; ``shown`` is the case that it works on."""

    def __init__(self, context: Context, place: Workplace, paper: PaperFlow, page: PaymentsPage) -> None:
        self._context = context
        self._place = place
        self._papers = PaymentPapers(place, paper)
        self._page = page
        self._drawn: tuple[object, ...] = ()
        self.shown: ShownPayments | None = None
        page.ways.way_chosen.connect(lambda way: self.go(str(way)))
        page.slip.print_wanted.connect(self.print_slip)
        page.acts["cancel_order"].clicked.connect(self.cancel)
        page.acts["ask_refund"].clicked.connect(self.ask_back)

    @property
    def standing(self) -> OrderStanding | None:
        """The order that is looked at."""
        return self.shown.standing if self.shown is not None else None

    def show(self, shown: ShownPayments) -> None:
        """Work on this case from now on; its slip is drawn anew where another sum is due."""
        self.shown = shown
        self._page.show_payments(shown)
        self._page.allow(frozenset(self.ways()), frozenset(self.acts()))
        standing = shown.standing
        if standing is None:
            return
        drawn = (shown.opened.view.subject, standing.order, standing.due, standing.sums.cancelled, self._page)
        if drawn != self._drawn:
            self._drawn = drawn
            self._page.show_slip(None, standing.due)

            def done(slip: SlipDrawn) -> None:
                if drawn == self._drawn:
                    self._page.show_slip(slip, standing.due)

            self._papers.draw_slip(shown.opened.view.subject, standing.order.id, self._page, done)

    def ways(self) -> tuple[str, ...]:
        """The ways that can be gone now."""
        standing, shown = self.standing, self.shown
        if standing is None or shown is None or shown.opened.view.annulled:
            return ()
        ways = list(WAYS[:2]) if standing.due else []
        if standing.due and standing.state not in OVER and self._place.actions.systems.payments.allowed():
            ways += [way for way in WAYS[2:] if way != "terminal" or shown.payments.policy.terminal]
        return tuple(ways)

    def acts(self) -> tuple[str, ...]:
        """What else can be recorded of the order now: cancelling and asking back, by the names of their commands."""
        standing = self.standing
        if standing is None or not self._place.actions.systems.payments.allowed():
            return ()
        money_came = bool(come(standing.sums))
        possible = (
            ("cancel_order", standing.state not in OVER and not money_came),
            ("ask_refund", money_came and standing.state not in {"refund_requested", "refunded"}),
        )
        return tuple(act for act, is_possible in possible if is_possible)

    def go(self, way: str) -> None:
        """Go one way: look at the code, print the slip, or record what the clerk saw."""
        if way not in self.ways():
            return
        self._page.ways.choose(way)
        {"qr": self._page.code.setFocus, "slip": self.print_slip, "terminal": self.pay_by_card, "proof": self.prove}[
            way
        ]()

    def print_slip(self) -> None:
        """The slip on paper."""
        if self.shown is not None and self.standing is not None:
            self._papers.show_slip(self.shown.opened.view.subject, self.standing.order.id)

    def prove(self) -> None:
        """Ask for the proof that the clerk sees."""
        standing = self.standing
        if standing is None:
            return
        today = self._place.clock.local().date()
        dialog = ProofDialog(self._context, standing.due, today, over=self._page)
        payments, subject, order = self._place.actions.systems.payments, self._subject(), standing.order.id

        def given(proof: Proof) -> None:
            self._record(dialog, lambda: payments.prove(subject, order, proof), "payments.proof.done")

        dialog.given.connect(given)
        dialog.scan_wanted.connect(lambda: self._ask_scan(dialog))
        dialog.open_over()

    def pay_by_card(self) -> None:
        """Ask for the slip of the terminal."""
        standing = self.standing
        if standing is None:
            return
        dialog = CardDialog(self._context, standing.due, over=self._page)
        payments, subject, order = self._place.actions.systems.payments, self._subject(), standing.order.id

        def given(card: Card) -> None:
            self._record(
                dialog,
                lambda: payments.terminal(subject, order, slip=card.slip, terminal=card.terminal, amount=card.amount),
                "payments.card.done",
            )

        dialog.given.connect(given)
        dialog.open_over()

    def cancel(self) -> None:
        """Ask why the order is not to be paid."""
        standing = self.standing
        if standing is None:
            return
        dialog = CancelDialog(self._context, standing.order.id, over=self._page)
        payments, subject, order = self._place.actions.systems.payments, self._subject(), standing.order.id
        dialog.given.connect(
            lambda reason: self._record(
                dialog, lambda: payments.cancel(subject, order, str(reason)), "payments.cancel.done"
            )
        )
        dialog.open_over()

    def ask_back(self) -> None:
        """Ask what goes back, and where."""
        standing = self.standing
        if standing is None:
            return
        dialog = RefundDialog(self._context, refundable(standing.sums), over=self._page)
        payments, subject, order = self._place.actions.systems.payments, self._subject(), standing.order.id

        def given(asked: Refund) -> None:
            self._record(
                dialog,
                lambda: payments.ask_back(
                    subject, order, amount=asked.amount, account=asked.account, reason=asked.reason
                ),
                "payments.refund.done",
            )

        dialog.given.connect(given)
        dialog.open_over()

    def enclose(self, dialog: ProofDialog, path: Path) -> None:
        """Keep a scan; it is tied to the case when the proof is recorded."""
        keep, title = self._place.actions.enclosures.keep, self._context.texts.text("payments.scan_title")
        self._place.writes.submit(
            lambda: keep(path, title, "", original=False),
            while_alive(dialog, dialog.add_scan),
            lambda error: say_error(self._context, error),
        )

    def _ask_scan(self, dialog: ProofDialog) -> None:
        chooser = QFileDialog(dialog, self._context.texts.text("payments.add_scan"))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.fileSelected.connect(lambda name: self.enclose(dialog, Path(name)))
        chooser.open()

    def _record(self, dialog: PaymentDialog, work: Callable[[], None], told: str) -> None:
        """Do it on the writing lane; what is wrong is told in the dialog, which stays."""
        subject = self._subject()

        def done() -> None:
            self._place.news.requests_changed.emit(frozenset({subject}))
            self._context.frame.say(self._context.texts.text(told))

        def failed(error: Exception) -> None:
            if not isinstance(error, CounterError):
                raise error
            dialog.refuse(error)

        self._place.writes.submit(work, while_alive(dialog, recorded(dialog, done)), while_alive(dialog, failed))

    def _subject(self) -> bytes:
        return self.shown.opened.view.subject if self.shown is not None else b""
