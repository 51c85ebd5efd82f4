"""The citizen's electronic inbox: whether there is one, and what the citizen agreed to."""

from __future__ import annotations

from dataclasses import dataclass

from clerk_app.actions.session import Sessions
from clerk_app.contract import canonical
from clerk_app.contract.inbox import InboxAnswer, InboxLookup
from clerk_app.domain.delivery_bodies import ConsentGiven, ConsentWay
from clerk_app.domain.eid import masked_email, masked_phone
from clerk_app.domain.errors import Invalid
from clerk_app.domain.people import Person
from clerk_app.ports.clock import Clock
from clerk_app.ports.desk_file import Journal, NewEntry
from clerk_app.ports.inbox import InboxLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Consenting:
    """What the citizen said of electronic delivery; ``email`` and ``phone`` are where notices go, kept masked."""

    given: bool
    how: ConsentWay
    email: str = ""
    phone: str = ""


class InboxAsking:
    """Asks the centre, which only works on the line; writes consent down, which always works."""

    def __init__(self, *, sessions: Sessions, line: InboxLine, journal: Journal, clock: Clock) -> None:
        self._sessions = sessions
        self._line = line
        self._journal = journal
        self._clock = clock

    def look_up(self, person: Person) -> InboxAnswer:
        """Whether somebody has an inbox.

        Raises ``Invalid('inbox_number_missing')`` without a number, ``Unavailable`` without a line, and ``Refused``.
        """
        grant = self._sessions.require("receive")
        if not person.id_number:
            raise Invalid("inbox_number_missing", field="id_number")
        return self._line.look_up(InboxLookup(grant=grant.id, id_number=person.id_number))

    def consent(self, subject: bytes, said: Consenting) -> None:
        """Write down what the citizen agreed to, with today's date."""
        grant = self._sessions.require("receive")
        body = ConsentGiven(
            given=said.given,
            how=said.how,
            on=self._clock.local().date().isoformat(),
            clerk=grant.user,
            clerk_name=grant.name,
            email=masked_email(said.email),
            phone=masked_phone(said.phone),
        )
        entry = NewEntry(kind="delivery.consented", subject=subject, grant=grant.id, body=canonical.encode(body))
        self._journal.record(entry)
