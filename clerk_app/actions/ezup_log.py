"""The log of accesses at the centre: who asked which register for what, for whoever may know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from clerk_app.actions.session import Sessions
from clerk_app.contract.ezup import MOST_CASES, LogAsked, LogPage, LogRow, PersonAsked
from clerk_app.domain.permissions import may
from clerk_app.ports.ezup import EzupLine


class AccessLog:
    """Asks the centre; nothing of it is kept here."""

    def __init__(self, sessions: Sessions, line: EzupLine) -> None:
        self._sessions = sessions
        self._line = line

    def of_person(self, number: str, cases: Sequence[bytes] = ()) -> tuple[LogRow, ...]:
        """Every access by a number, newest first, for that person's own report; ``cases`` are those that name it.

        Raises ``Unavailable`` for the line, ``Refused`` where the centre does not tell it.
        """
        grant = self._sessions.require("export")
        found: dict[tuple[str, int], LogRow] = {}
        before, more = 0, True
        while more:
            asked = PersonAsked(grant=grant.id, number=number, cases=tuple(cases)[-MOST_CASES:], before=before)
            page = self._line.log_of_person(asked)
            new = {(row.desk, row.seq): row for row in page.rows if (row.desk, row.seq) not in found}
            found |= new
            more = page.more and bool(new)
            before = min((row.made for row in page.rows), default=0) + 1  # of one moment there may be several
        return tuple(found.values())

    def may_read(self) -> bool:
        """Whether whoever is signed in may read the log."""
        return may(self._sessions.current().grant.role, "read_ezup_log")

    def page(self, since: datetime, until: datetime, text: str = "", before: int = 0) -> LogPage:
        """Accesses of a time, newest first; for a supervisor."""
        grant = self._sessions.require("read_ezup_log")
        first, last = (int(one.timestamp() * 1_000_000) for one in (since, until))
        return self._line.log(LogAsked(grant=grant.id, since=first, until=last, text=text[:100], before=before))
