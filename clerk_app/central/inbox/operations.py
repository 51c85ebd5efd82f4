"""The operation of the inboxes."""

from __future__ import annotations

from clerk_app.central.operations import Operation
from clerk_app.contract.inbox import INBOX_LOOKUPS, InboxAnswer, InboxLookup

OPERATIONS = (
    Operation(
        method="post",
        path=INBOX_LOOKUPS,
        summary="Whether somebody has an inbox, and agreed to electronic delivery",
        takes=InboxLookup,
        gives=InboxAnswer,
        says="What a desk may know of an inbox.",
    ),
)
