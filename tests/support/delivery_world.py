"""A world for delivery: this municipality's rules as they are seeded, and inboxes in the test's hand."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from clerk_app.contract.inbox import InboxAnswer, InboxLookup
from clerk_app.domain.delivery_policy import DeliveryPolicy
from clerk_app.domain.errors import CounterError
from tests.support.central_process import RESOURCES

DELIVERY_POLICY = msgspec.toml.decode(
    (RESOURCES / "seed" / "primerovo" / "delivery.toml").read_bytes(), type=DeliveryPolicy
)


@dataclass
class FakeInboxLine:
    """Inboxes by number; ``error`` is raised instead of an answer."""

    inboxes: dict[str, InboxAnswer] = field(default_factory=dict)
    error: CounterError | None = None

    def look_up(self, asked: InboxLookup) -> InboxAnswer:
        if self.error is not None:
            raise self.error
        return self.inboxes.get(asked.id_number, InboxAnswer(has_inbox=False))
