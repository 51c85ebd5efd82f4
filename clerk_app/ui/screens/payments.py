"""Payments: how the orders of one case stand, how they are paid, and what the clerk saw of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from clerk_app.ports.desk_file import Bodies, PrintJobs
from clerk_app.ui.commands import Bound
from clerk_app.ui.detail.opened import Opened, Opening
from clerk_app.ui.link_words import told_moment
from clerk_app.ui.paper_flow import PaperFlow
from clerk_app.ui.payments.doing import PaymentsDoing
from clerk_app.ui.payments.page import PaymentsPage
from clerk_app.ui.payments.shown import ShownPayments
from clerk_app.ui.payments.ways import WAYS
from clerk_app.ui.request_list import unique_number
from clerk_app.ui.saying import say_error
from clerk_app.ui.screen import Context, Screen
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace


class PaymentsScreen(Screen):
    """Shows the case that ``go`` names by its subject; what the centre tells of it appears by itself."""

    id = "payments"
    title_key = "payments.title"
    icon = "hand-coins"
    rail_place = "requests"

    def __init__(self, place: Workplace, paper: PaperFlow, jobs: PrintJobs, bodies: Bodies) -> None:
        self._place = place
        self._paper = paper
        self._opening = Opening(place, jobs, bodies)
        self._subject = b""
        self._order = ""
        self._shown = False
        place.news.requests_changed.connect(self._on_requests_changed)

    def build(self, context: Context) -> QWidget:
        """The page, and what is done with what it shows."""
        self._context = context
        self._page = PaymentsPage(context)
        self._page.order_chosen.connect(self._on_order_chosen)
        self._doing = PaymentsDoing(context, self._place, self._paper, self._page)
        return self._page

    def commands(self) -> Sequence[Bound]:
        """The ways to pay by a single key, the slip, and what else can be recorded of the order."""
        doing, standing = self._doing, self._doing.standing
        ways = doing.ways()
        bound = [
            Bound(f"pay_way_{number}", self._going(way), in_bar=way == "proof")
            for number, way in enumerate(WAYS, start=1)
            if way in ways
        ]
        if standing is not None and standing.due:
            bound.append(Bound("print_slip", doing.print_slip))
        bound.append(Bound("exchange_now", self._place.exchange_now))
        acting = {"cancel_order": doing.cancel, "ask_refund": doing.ask_back}
        bound += [Bound(act, acting[act], in_bar=False) for act in doing.acts()]
        if doing.shown is not None and len(doing.shown.payments.orders) > 1:
            bound += [Bound("next_step", lambda: self._turn(1), in_bar=False)]
            bound += [Bound("previous_step", lambda: self._turn(-1), in_bar=False)]
        return (*bound, Bound("back", self._context.frame.back))

    def on_shown(self, subject: object = None) -> None:
        """Open the case, or the one that was open before."""
        self._shown = True
        if isinstance(subject, bytes):
            self._subject, self._order = subject, ""
            self._page.ways.choose("qr")
        self._page.take_focus()
        self._read(self._opening.open)

    def on_hidden(self) -> None:
        """Stop renewing."""
        self._shown = False

    def _going(self, way: str) -> Callable[[], None]:
        return lambda: self._doing.go(way)

    def _turn(self, by: int) -> None:
        """Look at the next order, or the one before."""
        shown = self._doing.shown
        if shown is None or shown.standing is None:
            return
        names = [one.order.id for one in shown.payments.orders]
        self._on_order_chosen(names[(names.index(shown.standing.order.id) + by) % len(names)])

    def _on_order_chosen(self, order: object) -> None:
        self._order = str(order)
        if self._doing.shown is not None:
            self._show(replace(self._doing.shown, order=self._order))

    def _read(self, how: Callable[[bytes], object]) -> None:
        wanted = self._subject
        if wanted:
            self._place.reads.submit(
                lambda: how(wanted),
                while_alive(self._page, self._on_opened),
                while_alive(self._page, lambda error: say_error(self._context, error)),
            )

    def _on_opened(self, opened: object) -> None:
        if not self._shown or not isinstance(opened, Opened) or opened.view.subject != self._subject:
            return
        exchanged = self._place.link().exchanged
        heard = told_moment(exchanged, self._place.clock.local(), self._context.texts) if exchanged else ""
        self._show(ShownPayments(opened=opened, payments=opened.payments, order=self._order, heard=heard))
        view = opened.view
        number = unique_number(view.unique_number) if view.registered else view.number
        name = self._context.texts.wording(opened.name)
        self._page.whose.set_text(self._context.texts.text("payments.whose", number=number, name=view.applicant))
        about = self._context.texts.text("payments.head", number=number, name=view.applicant, service=name)
        self._context.frame.head(self._context.texts.text("payments.title"), about)

    def _show(self, shown: ShownPayments) -> None:
        self._doing.show(shown)
        self._context.frame.commands_changed()

    def _on_requests_changed(self, subjects: object) -> None:
        ours = not subjects or (isinstance(subjects, frozenset) and self._subject in subjects)
        if self._shown and ours:
            self._read(self._opening.renew)
