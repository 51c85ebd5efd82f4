"""Of a case that came from the portal: its payment, and what stays there."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from clerk_app.domain.requests import RequestView
from clerk_app.ui.detail.opened import Opened
from clerk_app.ui.portal_words import ORIGIN_ICON, is_filed, payment_look, payment_of, payment_words, waits_for_payment
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.chip import Chip
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.panel import Panel


class FiledPanel(Panel):
    """Hidden for every other case."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, context.texts.text("detail.filed"), icon=ORIGIN_ICON)
        self._context = context
        self._payment = Chip(context.look, "")
        self._waits = Label(context.look, context.texts.text("payment.waits"), wrap=True)
        self._unknown = Label(context.look, "", wrap=True)
        more = Label(context.look, context.texts.text("detail.filed_there"), style="small", role="text_2", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(context.look.px(8))
        row.addWidget(Label(context.look, context.texts.text("detail.filed_payment"), role="text_2"))
        row.addWidget(self._payment)
        row.addStretch(1)
        self.body.addLayout(row)
        for part in (self._waits, self._unknown, more):
            self.body.addWidget(part)
        self.hide()

    def show_request(self, opened: Opened) -> None:
        """Show what the portal said of a case."""
        view, texts = opened.view, self._context.texts
        self.setVisible(is_filed(view))
        if not is_filed(view):
            return
        payment = payment_of(view)
        icon, role = payment_look(payment)
        self._payment.show_state(payment_words(payment, texts), role, icon)
        self._waits.setVisible(waits_for_payment(view))
        self._unknown.set_text(texts.text("detail.filed_unknown", name=texts.wording(opened.name)))
        self._unknown.setVisible(opened.service is None)


def origin_chips(view: RequestView, context: Context) -> list[Chip]:
    """That a case came from the portal, and what hinders the work on it; nothing of any other."""
    if not is_filed(view):
        return []
    look, texts, payment = context.look, context.texts, payment_of(view)
    icon, role = payment_look(payment)
    filed = Chip(look, texts.text("request.portal"), "accent", ORIGIN_ICON)
    return [filed, Chip(look, payment_words(payment, texts), role, icon)] if waits_for_payment(view) else [filed]
