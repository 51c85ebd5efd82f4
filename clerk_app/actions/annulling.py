"""Annulling: a request that was a mistake of the desk is marked so; nothing is deleted."""

from __future__ import annotations

from clerk_app.actions.session import Sessions
from clerk_app.contract import canonical
from clerk_app.domain.bodies import RequestAnnulled
from clerk_app.domain.errors import Invalid, Refused
from clerk_app.domain.journal import Entry, Stamp
from clerk_app.domain.scripts import tidy
from clerk_app.ports.clock import Clock
from clerk_app.ports.desk_file import Bodies, Journal, NewEntry, Requests

VISIT = 60 * 60 * 1_000_000
"""How long the clerk who received a request may still annul it alone: one hour, in microseconds."""
LONGEST_REASON = 500


class Annulling:
    """Annuls with a reason: the same clerk within the visit, else a supervisor."""

    def __init__(
        self, *, sessions: Sessions, requests: Requests, bodies: Bodies, journal: Journal, clock: Clock
    ) -> None:
        self._sessions = sessions
        self._requests = requests
        self._bodies = bodies
        self._journal = journal
        self._clock = clock

    def annul(self, subject: bytes, reason_text: str) -> Entry:
        """Record the annulment; raises ``Invalid`` without a reason, ``Refused`` when this clerk may not."""
        reason = tidy(reason_text)[:LONGEST_REASON]
        if not reason:
            raise Invalid("annul_reason_missing", field="reason")
        view = self._requests.view(subject)
        if view is None:
            raise Refused("request_unknown")
        if view.annulled:
            raise Refused("already_annulled")
        supervised = not self._own_and_fresh(subject)
        grant = self._sessions.require("annul_any" if supervised else "annul_own")
        body = RequestAnnulled(reason=reason, clerk=grant.user, by_supervisor=supervised)
        return self._journal.record(
            NewEntry(kind="request.annulled", subject=subject, grant=grant.id, body=canonical.encode(body))
        )

    def _own_and_fresh(self, subject: bytes) -> bool:
        """Whether the clerk at work received the request within the visit."""
        received = self._bodies.received(subject)
        entries = self._bodies.entries(subject)
        if received is None or not entries:
            return False
        own = received.clerk == self._sessions.current().grant.user
        return own and 0 <= _between(entries[0].header.stamp, self._clock.stamp()) <= VISIT


def _between(earlier: Stamp, later: Stamp) -> int:
    """Microseconds between two moments: within one run of the machine by the clock that nobody can set."""
    if earlier.boot == later.boot:
        return (later.mono - earlier.mono) * 1000
    return later.at - earlier.at
