"""Looking: search, opening a request, showing a masked number; every look at a person is written down first."""

from __future__ import annotations

from typing import Literal

from clerk_app.actions.session import Sessions
from clerk_app.contract import canonical
from clerk_app.domain.bodies import LooksCommitted, RequestReceived
from clerk_app.domain.neighbours import NeighbourRequest
from clerk_app.domain.requests import RequestView
from clerk_app.ports.clock import Clock, Entropy
from clerk_app.ports.desk_file import Bodies, Counts, Journal, ListFilter, Look, Looks, NewEntry, Requests
from clerk_app.ports.relay import NeighbourList

Activity = Literal["open", "print", "export", "search", "unmask"]


class Looking:
    """Shows people's data to whoever may see it, and remembers that it did (DESIGN §9)."""

    def __init__(
        self,
        *,
        sessions: Sessions,
        requests: Requests,
        bodies: Bodies,
        looks: Looks,
        clock: Clock,
        neighbours: NeighbourList | None = None,
    ) -> None:
        self._sessions = sessions
        self._requests = requests
        self._bodies = bodies
        self._looks = looks
        self._clock = clock
        self._neighbours = neighbours

    def neighbours(self, text: str, *, limit: int = 50) -> tuple[NeighbourRequest, ...]:
        """What other counters received and the centre does not have yet, found by ``text`` or the newest; masked."""
        self._sessions.require("search")
        if self._neighbours is None:
            return ()
        return self._neighbours.find(text, limit) if text else self._neighbours.newest(limit)

    def find(self, text: str, *, limit: int = 50) -> tuple[RequestView, ...]:
        """Search the list; rows are masked, so the look is noted when one is opened."""
        self._sessions.require("search")
        return self._requests.find(text, limit=limit)

    def page(self, which: ListFilter, *, limit: int = 50) -> tuple[RequestView, ...]:
        """The newest rows of one list; for whoever may search."""
        self._sessions.require("search")
        return self._requests.page(which, limit=limit)

    def counts(self) -> Counts:
        """How many each list holds; for whoever may search."""
        grant = self._sessions.require("search")
        return self._requests.counts(grant.user)

    def open(self, subject: bytes) -> tuple[RequestView | None, RequestReceived | None]:
        """One request as lists show it and as it was received; noted as a look."""
        self.note("open", subject)
        return self._requests.view(subject), self._bodies.received(subject)

    def note(self, activity: Activity, subject: bytes) -> None:
        """Write one look down; raises ``SignIn`` when nobody is signed in."""
        grant = self._sessions.require("open")
        self._looks.note(Look(at=self._clock.stamp().at, grant=grant.id, activity=activity, subject=subject))


class LookFolding:
    """Commits the looks of the last hour to the journal, in one entry that holds their digest only."""

    def __init__(self, *, looks: Looks, journal: Journal, entropy: Entropy) -> None:
        self._looks = looks
        self._journal = journal
        self._entropy = entropy

    def fold(self) -> bool:
        """Write the entry, if there were looks; tells whether it did."""
        folded = self._looks.fold()
        if folded is None:
            return False
        first, count, digest = folded
        body = canonical.encode(LooksCommitted(first=first, count=count, digest=digest))
        subject = self._entropy.take(16)
        self._journal.record(NewEntry(kind="looks.committed", subject=subject, grant="", body=body))
        return True
