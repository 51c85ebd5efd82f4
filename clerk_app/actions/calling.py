"""What a call to supplement says on paper: gathered from the case as it stands."""

from __future__ import annotations

from clerk_app.actions.receipting import Receipting
from clerk_app.actions.session import Sessions
from clerk_app.domain.cases import TO_SUPPLEMENT
from clerk_app.domain.errors import Refused
from clerk_app.domain.numbers import parse_unique
from clerk_app.ports.clock import Clock
from clerk_app.ports.desk_file import Bodies, Requests
from clerk_app.ports.paper import CallFacts


class Calling:
    """Gathers the facts of calls; whoever shows one has noted the look."""

    def __init__(
        self, *, sessions: Sessions, requests: Requests, bodies: Bodies, receipting: Receipting, clock: Clock
    ) -> None:
        self._sessions = sessions
        self._requests = requests
        self._bodies = bodies
        self._receipting = receipting
        self._clock = clock

    def facts(self, subject: bytes) -> CallFacts:
        """What the call that stands says; raises ``Refused`` (``request_unknown``, ``not_called``)."""
        grant = self._sessions.require("print")
        view, body = self._requests.view(subject), self._bodies.received(subject)
        if view is None or body is None:
            raise Refused("request_unknown")
        if view.state != TO_SUPPLEMENT or view.work is None:
            raise Refused("not_called")
        return CallFacts(
            issuer=self._receipting.issuer(),
            body=body,
            service=self._receipting.service(body),
            unique=parse_unique(view.unique_number),
            missing=view.work.missing,
            until=view.work.supplement_by,
            made=self._clock.local().isoformat(timespec="seconds"),
            clerk_name=grant.name,
            note=view.state_note,
        )
