"""Inboxes over HTTP: whether somebody has one, and what they agreed to (DOMAIN §1.4, §11)."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

INBOX_LOOKUPS = "/v1/inbox/lookups"


class InboxLookup(msgspec.Struct, frozen=True):
    """Whether somebody has an inbox. The number never stands in an address, which is logged."""

    grant: str
    id_number: Annotated[str, Meta(max_length=20)]

    def __repr__(self) -> str:
        """Without the number."""
        return f"InboxLookup(grant={self.grant!r})"


class InboxAnswer(msgspec.Struct, frozen=True):
    """``consent``: whether the citizen last agreed (``consent_on``, ISO) to electronic delivery, if ever asked."""

    has_inbox: bool
    consent: bool = False
    consent_on: str = ""
