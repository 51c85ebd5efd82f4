"""Annulling: a request that was a mistake of the desk is marked so; nothing is deleted."""

from __future__ import annotations

from clerk_app.actions.session import Sessions
from clerk_app.contract import canonical
from clerk_app.domain.bodies import RequestAnnulled
from clerk_app.domain.errors import Invalid, Refused
from clerk_app.domain.journal import Entry
from clerk_app.domain.requests import RequestView
from clerk_app.domain.scripts import tidy
from clerk_app.domain.visits import Annulment
from clerk_app.ports.clock import Clock
from clerk_app.ports.desk_file import Bodies, Journal, NewEntry, Requests

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
        """Record the annulment; raises ``Invalid`` without a reason, ``Refused`` when this clerk may not.

        What the centre refused to take may be annulled again, by whoever may. The moment that is judged is the moment
        that is recorded, so that the centre, which judges by what is recorded, comes to the same answer.
        """
        reason = tidy(reason_text)[:LONGEST_REASON]
        if not reason:
            raise Invalid("annul_reason_missing", field="reason")
        view = self._requests.view(subject)
        if view is None:
            raise Refused("request_unknown")
        if view.annulled and view.mark != "refused":
            raise Refused("already_annulled")
        grant = self._sessions.require("annul_own")
        annulment = self._annulment(view, grant.user)
        refused = annulment.refused(grant.role)
        if refused:
            raise Refused(refused)
        body = RequestAnnulled(
            reason=reason, clerk=grant.user, clerk_name=grant.name, by_supervisor=annulment.supervised
        )
        return self._journal.record(
            NewEntry(
                kind="request.annulled",
                subject=subject,
                grant=grant.id,
                body=canonical.encode(body),
                stamp=annulment.annulled,
            )
        )

    def _annulment(self, view: RequestView, user: str) -> Annulment:
        """What this clerk is about to do; a request whose body was erased is nobody's own any longer."""
        subject, now = view.subject, self._clock.stamp()
        received = self._bodies.received(subject)
        entries = self._bodies.entries(subject) if view.origin == "here" else ()
        own = received is not None and bool(entries) and received.clerk == user
        return Annulment(own=own, received=entries[0].header.stamp if entries else now, annulled=now)
