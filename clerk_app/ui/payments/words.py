"""Orders and what happened to them, in words; "paid" is said of what the system has confirmed, and of nothing else."""

from __future__ import annotations

from datetime import date

from clerk_app.domain.payment_file import OrderStanding, PaymentLine
from clerk_app.domain.payments import Order
from clerk_app.i18n import Texts
from clerk_app.ui.portal_words import payment_look, payment_words
from clerk_app.ui.print_words import reason_words
from clerk_app.ui.widgets.note import NoteRole

_OWN = frozenset({"seen", "scanned", "terminal", "cancelled", "refund_asked"})
_CONFIRMED = frozenset({"paid", "refunded"})
_ROLES: dict[str, NoteRole] = {
    "paid": "success",
    "proof_accepted": "success",
    "refunded": "info",
    "cancelled": "info",
    "expired": "error",
}


def level_words(order: Order, texts: Texts) -> str:
    """Whose fee it is, and how much."""
    level = texts.text(f"payments.level.{order.level}")
    return texts.text("payments.of_level", level=level, amount=texts.amount(order.amount))


def day_words(iso: str, texts: Texts) -> str:
    """An ISO date as people write it."""
    return texts.date(date.fromisoformat(iso))


def state_note(standing: OrderStanding, texts: Texts) -> tuple[str, str, NoteRole, str]:
    """Title, sentence, role and icon of how an order stands."""
    state = standing.state
    title = payment_words(state, texts)
    about = texts.text(f"payments.about.{state}", due=texts.amount(standing.due))
    if standing.past and state != "expired":
        about = f"{about} {texts.text('payments.past')}"
    if standing.by_clock:
        about = f"{about} {texts.text('payments.past_by_clock')}"
    if standing.waits:
        # What the system has confirmed is known to the centre; only what was noted beside it is not.
        waits = "payments.waits_too" if state in _CONFIRMED else "payments.waits"
        about = f"{about} {texts.text(waits)}"
    return f"{title[:1].upper()}{title[1:]}.", about, _ROLES.get(state, "warning"), payment_look(state)[0]


def line_words(line: PaymentLine, order: Order, texts: Texts) -> tuple[str, str]:
    """What happened, and what more is known of it."""
    kind = "payment" if line.here and line.what in _OWN else "order"
    key = f"history.{kind}_{line.what}"
    params = {"amount": texts.number(line.amount, 2), "order": order.id}
    title = texts.text(key, **params) if texts.has(key) else texts.text("detail.changed")
    number = texts.text("payments.number", number=line.number) if line.number else ""
    return title, " · ".join(part for part in (number, _way_words(line, texts)) if part)


def line_look(line: PaymentLine) -> tuple[str, str]:
    """Icon and colour role of what happened."""
    if line.stopped:
        return "circle-x", "error"
    looks = {
        "paid": ("circle-check", "success"),
        "late": ("clock", "warning"),
        "over": ("triangle-alert", "warning"),
        "kept": ("triangle-alert", "warning"),
        "expired": ("circle-x", "error"),
        "cancelled": ("ban", "text_2"),
        "refund_asked": ("undo-2", "warning"),
        "refunded": ("undo-2", "text_2"),
        "pending": ("hourglass", "warning"),
        "terminal": ("hand-coins", "text_2"),
    }
    return looks.get(line.what, ("eye", "text_2"))


def _way_words(line: PaymentLine, texts: Texts) -> str:
    """Where an entry of this desk stands, as long as it is not at the centre."""
    if line.stopped:
        return texts.text("payments.not_taken", reason=reason_words(line.code, texts))
    return texts.text("payments.on_its_way") if line.here and line.mark != "accepted" else ""
