"""A case as the screen of its payments shows it."""

from __future__ import annotations

from dataclasses import dataclass

from clerk_app.domain.payment_file import CasePayments, OrderStanding
from clerk_app.ui.detail.opened import Opened


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPayments:
    """The case, how its orders stand, and which of them is looked at (an id); ``heard`` when the centre spoke last."""

    opened: Opened
    payments: CasePayments
    order: str = ""
    heard: str = ""

    @property
    def standing(self) -> OrderStanding | None:
        """The order that is looked at, or the first that something is due for."""
        due = next((one for one in self.payments.orders if one.due), None)
        first = self.payments.orders[0] if self.payments.orders else None
        return self.payments.named(self.order) or due or first
