"""The page of a case's payments: what was charged and how it is paid on the left, code and slip on the right."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.domain.payment_file import OrderStanding
from clerk_app.ui.detail.tabs import ListTab
from clerk_app.ui.intake.fee_page import fee_rows, total_text
from clerk_app.ui.payments.papers import SlipDrawn
from clerk_app.ui.payments.shown import ShownPayments
from clerk_app.ui.payments.slip_panel import CodePanel, SlipPanel
from clerk_app.ui.payments.ways import Ways
from clerk_app.ui.payments.words import day_words, level_words, line_look, line_words, state_note
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.key_values import KeyValues
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.note import Note
from clerk_app.ui.widgets.painted import RING
from clerk_app.ui.widgets.panel import Panel
from clerk_app.ui.widgets.scroll import Scroll
from clerk_app.ui.widgets.tab_bar import CountTabBar

LEFT = 520
ACTS = {"cancel_order": "ban", "ask_refund": "undo-2"}
"""What can be recorded of an order beside a payment, with its icon; each is a command."""


class OrderLines(ListTab):
    """What happened to an order, newest last."""

    def show_order(self, standing: OrderStanding) -> None:
        """Draw it."""
        if not self.begin((standing.lines, standing.order)):
            return
        for line in standing.lines:
            title, more = line_words(line, standing.order, self.context.texts)
            self.add_line(*line_look(line), title, more)


class PaymentsPage(QWidget):
    """A view: ``order_chosen`` gives the id of an order; ``ways``, ``slip`` and each of ``acts`` have their own."""

    order_chosen = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        look, text = context.look, context.texts.text
        self.charged = Panel(look, text("payments.charged"), aside=" ")
        self._lines, self._total = KeyValues(look, amounts=True), Label(look, "", style="number_big")
        self._exempt = Label(look, "", wrap=True)
        self.ways = Ways(context)
        self._ways = Panel(look, text("payments.ways"))
        self.note = Note(look, "", "warning")
        self.note.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # it has the focus when nothing is left to choose
        self.note.setProperty(RING, look.tokens.radius("control"))
        self.acts = {act: self._act_button(act, icon) for act, icon in ACTS.items()}
        self.whose = Label(look, "", style="body_strong", wrap=True)
        self._allowed: object = None
        self.happened = OrderLines(context)
        self.orders = CountTabBar(look, text("payments.orders"))
        self._named: tuple[str, ...] = ()
        self.code, self.slip = CodePanel(context), SlipPanel(context)
        self.orders.tab_chosen.connect(self.order_chosen)
        self._lay_out()

    def show_payments(self, shown: ShownPayments) -> None:
        """Show a case, or the same one renewed."""
        self._show_charged(shown)
        self._show_orders(shown)
        standing = shown.standing
        self.code.setVisible(standing is not None)
        self.orders.setVisible(len(shown.payments.orders) > 1)
        if standing is None:
            self.note.show_note(self._context.texts.text("payments.nothing"), "info")
            return
        title, about, role, icon = state_note(standing, self._context.texts)
        if shown.heard and standing.due:
            about = f"{about} {self._context.texts.text('payments.heard', moment=shown.heard)}"
        self.note.show_note(about, role, title=title, icon=icon)
        self.happened.show_order(standing)
        self.code.show_order(standing)

    def allow(self, ways: frozenset[str], acts: frozenset[str]) -> None:
        """Which ways can be gone, and what else can be recorded; the focus stays on the page when a part goes."""
        due = bool(ways)
        if (ways, acts) == self._allowed:
            return
        self._allowed = (ways, acts)
        held = self.window().focusWidget()  # also while a dialog lies over the page
        ours = held is not None and self.isAncestorOf(held)
        if ours:
            self.note.setFocus()
        self.ways.allow(ways)
        self._ways.setVisible(due)
        self.slip.setVisible(due)
        for act, button in self.acts.items():
            button.setVisible(act in acts)
        if ours and held is not None:
            self._give_focus_back(held)

    def take_focus(self) -> None:
        """The way that is chosen, or how it stands where nothing is due."""
        if self._ways.isVisibleTo(self):
            self.ways.take_focus()
        else:
            self.note.setFocus()

    def show_slip(self, drawn: SlipDrawn | None, due: int) -> None:
        """The pictures, once they are drawn."""
        self.code.show_code(drawn, due)
        self.slip.show_slip(drawn)

    def _give_focus_back(self, held: QWidget) -> None:
        """To what had it, if that is still there; the note has it only while nothing can be chosen."""
        if held is not self.note and held.isVisibleTo(self) and held.isEnabled():
            held.setFocus()
        else:
            self.take_focus()

    def _act_button(self, act: str, icon: str) -> Button:
        look, commands = self._context.look, self._context.commands
        words = self._context.texts.text(f"command.{act}")
        return Button(look, words, icon=icon, keys=commands.keys(act), kind="link")

    def _show_charged(self, shown: ShownPayments) -> None:
        """The lines as they were computed when the request was received."""
        texts, body, service = self._context.texts, shown.opened.body, shown.opened.service
        if body is None or service is None:
            self._lines.show_rows([])
            self._total.set_text("")
            return
        self._lines.show_rows(list(fee_rows(body.fee, service, texts)))
        self._total.set_text(total_text(body.fee, texts))
        since = max((line.valid_from for line in body.fee.lines), default="")
        aside = texts.text("payments.tariff_since", day=day_words(since, texts)) if since else ""
        self.charged.set_title(texts.text("payments.charged"), aside)
        ground = next((one for one in service.exemptions if one.code == body.fee.exemption), None)
        words = texts.wording(ground.label) if ground else body.fee.exemption
        self._exempt.set_text(texts.text("detail.exempt", ground=words) if words else "")
        self._exempt.setVisible(bool(words))

    def _show_orders(self, shown: ShownPayments) -> None:
        """A tab for each order, where there is more than one."""
        named = tuple(level_words(one.order, self._context.texts) for one in shown.payments.orders)
        standing = shown.standing
        with QSignalBlocker(self.orders):
            if named != self._named:
                self._named = named
                while self.orders.count():
                    self.orders.removeTab(0)
                for one, words in zip(shown.payments.orders, named, strict=True):
                    self.orders.add_tab(one.order.id, words)
            if standing is not None:
                self.orders.choose(standing.order.id)

    def _lay_out(self) -> None:
        look, text = self._context.look, self._context.texts.text
        narrow, gap = look.tokens.narrow, look.px(6 if look.tokens.narrow else 12)
        for part in (self._lines, self._exempt, self._total):
            self.charged.body.addWidget(part)
        self._ways.body.addWidget(self.ways)
        state = Panel(look, text("payments.state"))
        state.body.addWidget(self.note)
        state.body.addWidget(self.happened)
        for button in self.acts.values():
            state.body.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        left = QVBoxLayout()
        left.setSpacing(gap)
        for panel in (self.charged, self._ways, state):
            left.addWidget(panel)
        right = QVBoxLayout()
        right.setSpacing(gap)
        right.addWidget(self.orders, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self.code)
        right.addWidget(self.slip, 100)
        right.addStretch(1)  # where there is no slip
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(gap)
        if narrow:
            outer = Scroll(look, spacing=6)
            outer.body.addWidget(self.whose)  # the header has no room for it
            outer.body.addLayout(left)
            outer.body.addLayout(right)
            whole.addWidget(outer)
            return
        left.addStretch(1)
        aside = Scroll(look, spacing=0)
        aside.setFixedWidth(look.px(LEFT))
        aside.body.addLayout(left)
        whole.addWidget(aside)
        whole.addLayout(right, 1)
