"""The visit: how long a request is in the hands of the clerk who received it; asked by the desk and by the centre."""

from __future__ import annotations

from dataclasses import dataclass

from clerk_app.domain.journal import Stamp
from clerk_app.domain.permissions import may

VISIT = 60 * 60 * 1_000_000
"""How long the clerk who received a request may still annul it alone: one hour, in microseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annulment:
    """An annulment as both ends judge it: whether the clerk received the request here, and when both happened."""

    own: bool
    received: Stamp
    annulled: Stamp

    @property
    def supervised(self) -> bool:
        """Whether it takes a supervisor: the request is another clerk's, or the visit is over."""
        return not (self.own and 0 <= passed(self.received, self.annulled) <= VISIT)

    def refused(self, role: str) -> str:
        """Why ``role`` may not, as a code; nothing where it may."""
        if may(role, "annul_any" if self.supervised else "annul_own"):
            return ""
        return "visit_over" if self.own and may(role, "annul_own") else "not_permitted"


def passed(earlier: Stamp, later: Stamp) -> int:
    """Microseconds between two moments of one desk: within one run of the machine by the clock that nobody can set.

    Over a restart the wall clock is all there is, put right by the centre's where both moments knew that.
    """
    if earlier.boot == later.boot:
        return (later.mono - earlier.mono) * 1000
    gone = later.at - earlier.at
    if earlier.offset is None or later.offset is None:
        return gone
    return gone + (later.offset - earlier.offset) * 1000
