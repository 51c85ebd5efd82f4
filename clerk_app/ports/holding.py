"""Port: what the desk file holds on one person, and what it forgets when retention ends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from clerk_app.domain.journal import Entry
from clerk_app.lanes import Progress, untold
from clerk_app.ports.desk_file import Draft, Look


class Holdings(Protocol):
    """Everything that names a person, wherever it stands; slow, and a look that the caller must have noted."""

    def subjects(self, number: str, told: Progress = untold) -> tuple[bytes, ...]:
        """Requests in any of whose entries the number stands, oldest first; a longer number may contain it.

        ``told`` counts entries and may raise ``Cancelled``.
        """

    def drafts(self, number: str) -> tuple[Draft, ...]:
        """Drafts of any clerk in which the number stands, oldest first."""

    def looks(self, subject: bytes) -> tuple[Look, ...]:
        """Who looked at one request, oldest first."""

    def clerk(self, grant: str) -> str:
        """The user whom a grant named; empty where this desk does not know it any longer."""


class Erasures(Protocol):
    """Forgets requests for good."""

    def left_behind(self, before: int) -> tuple[bytes, ...]:
        """Cases that have left this desk, of which it keeps entries all from before then (microseconds UTC)."""

    def erase(self, subjects: Iterable[bytes], *, ground: str, grant: str) -> Entry:
        """Erase bodies, salts, projections, search words and enclosure keys, and record it, in one commit.

        Raises ``Refused('not_confirmed')`` while the centre has not confirmed every entry and enclosure of them.
        """


class OldDrafts(Protocol):
    """Forgets drafts that nobody came back to."""

    def forget_old(self, now: int) -> int:
        """Delete drafts last saved more than seven days before ``now`` (microseconds UTC); tells how many."""
