"""What the entries of a system do to the case that they are about: a line for each body, or for each system's table."""

from __future__ import annotations

from clerk_app.central.acts import ACT_EFFECTS
from clerk_app.central.delivery.effects import DELIVERY_EFFECTS
from clerk_app.central.ezup.effects import EZUP_EFFECTS
from clerk_app.central.payments.effects import PAYMENT_EFFECTS
from clerk_app.central.recording import Effect

EFFECTS: dict[type, Effect] = {
    **ACT_EFFECTS,
    **DELIVERY_EFFECTS,
    **EZUP_EFFECTS,
    **PAYMENT_EFFECTS,
}
"""Body of an entry -> what it does."""
