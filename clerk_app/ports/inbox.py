"""Port of the inboxes."""

from __future__ import annotations

from typing import Protocol

from clerk_app.contract.inbox import InboxAnswer, InboxLookup


class InboxLine(Protocol):
    """Who has an inbox, asked of the centre at once."""

    def look_up(self, asked: InboxLookup) -> InboxAnswer:
        """What the centre says; raises ``Unavailable`` and ``Refused``."""
