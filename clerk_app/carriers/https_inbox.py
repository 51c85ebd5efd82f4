"""Inboxes over HTTPS."""

from __future__ import annotations

from clerk_app.carriers.wire import Wire, decoded, json_headers
from clerk_app.contract import canonical
from clerk_app.contract.inbox import INBOX_LOOKUPS, InboxAnswer, InboxLookup
from clerk_app.domain.errors import Unavailable


class HttpsInbox:
    """Port ``InboxLine`` over HTTPS; goes only over a wire that checked the centre's CA."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def look_up(self, asked: InboxLookup) -> InboxAnswer:
        """What the centre says of a person's inbox."""
        if not self._wire.trusted:
            raise Unavailable("line_certificate")
        body = canonical.encode(asked)
        return decoded(self._wire.ask("POST", INBOX_LOOKUPS, body, headers=json_headers(), size=len(body)), InboxAnswer)
