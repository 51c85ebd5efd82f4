"""The log of accesses at the centre: who asked which register for what, for whoever may know."""

from __future__ import annotations

from datetime import datetime

from clerk_app.actions.session import Sessions
from clerk_app.contract.ezup import LogAsked, LogPage
from clerk_app.domain.permissions import may
from clerk_app.ports.ezup import EzupLine


class AccessLog:
    """Asks the centre; nothing of it is kept here."""

    def __init__(self, sessions: Sessions, line: EzupLine) -> None:
        self._sessions = sessions
        self._line = line

    def may_read(self) -> bool:
        """Whether whoever is signed in may read the log."""
        return may(self._sessions.current().grant.role, "read_ezup_log")

    def page(self, since: datetime, until: datetime, text: str = "", before: int = 0) -> LogPage:
        """Accesses of a time, newest first; for a supervisor."""
        grant = self._sessions.require("read_ezup_log")
        first, last = (int(one.timestamp() * 1_000_000) for one in (since, until))
        return self._line.log(LogAsked(grant=grant.id, since=first, until=last, text=text[:100], before=before))
