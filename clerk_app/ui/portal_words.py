"""What was filed on the portal, in words: where it came from, and how it stands with its payment."""

from __future__ import annotations

from clerk_app.domain.cases import UNPAID
from clerk_app.domain.requests import RequestView
from clerk_app.i18n import Texts

ORIGIN_ICON = "globe"
_LOOKS: dict[str, tuple[str, str]] = {
    "": ("circle", "text_2"),
    "issued": ("hand-coins", "warning"),
    "pending": ("hourglass", "warning"),
    "partially_paid": ("hand-coins", "warning"),
    "partially_proven": ("eye", "warning"),
    "paid": ("circle-check", "success"),
    "expired": ("circle-x", "error"),
    "proof_attached": ("eye", "warning"),
    "proof_accepted": ("eye", "success"),
    "cancelled": ("ban", "text_2"),
    "refund_requested": ("undo-2", "warning"),
    "refunded": ("undo-2", "text_2"),
}
_OTHER = ("banknote", "text_2")


def is_filed(view: RequestView) -> bool:
    """Whether it came from the portal."""
    return view.origin == "portal"


def payment_of(view: RequestView) -> str:
    """The state of its payment; empty where nothing is to be paid."""
    return view.work.payment if view.work is not None else ""


def waits_for_payment(view: RequestView) -> bool:
    """Whether work on it has to wait until it is paid."""
    return is_filed(view) and payment_of(view) in UNPAID


def payment_look(payment: str) -> tuple[str, str]:
    """Icon and colour role of a state of payment."""
    return _LOOKS.get(payment, _OTHER)


def payment_words(payment: str, texts: Texts) -> str:
    """A state of payment in words; one that this program does not know is told as such."""
    key = f"payment.state.{payment or 'none'}"
    return texts.text(key) if texts.has(key) else texts.text("payment.state.other", state=payment)
