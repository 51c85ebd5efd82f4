"""Who is signed in at this desk, and what they may do."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from clerk_app.contract.signin import Grant
from clerk_app.domain.errors import Refused, SignIn
from clerk_app.domain.permissions import Activity, may
from clerk_app.ports.clock import Clock

_DAY = 24 * 3600 * 1_000_000


@dataclass(frozen=True, slots=True)
class Session:
    """A clerk at work: the grant, the moment of sign-in by wall (µs UTC) and monotonic clock (ms), and the lock."""

    grant: Grant
    offline: bool
    began: int
    began_mono: int
    locked: bool = False


class Sessions:
    """Holds the one session of this desk; everything that needs a clerk asks here, from any thread."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._session: Session | None = None
        self._changing = threading.Lock()
        self._when_left: list[Callable[[], None]] = []

    def when_left(self, act: Callable[[], None]) -> None:
        """Have ``act`` done whenever the clerk locks the desk or leaves it; it must not wait for anything."""
        self._when_left.append(act)

    def begin(self, grant: Grant, *, offline: bool) -> Session:
        """Start a session; raises ``SignIn('grant_expired')`` for a grant of earlier days whose days are over.

        A grant that the centre has just given is good whatever the clock of this desk says (DESIGN §4, invariant 6).
        """
        stamp = self._clock.stamp()
        now = stamp.corrected
        if not offline and not grant.starts <= now <= grant.ends:
            now = grant.starts
        if now > grant.ends:
            raise SignIn("grant_expired")
        with self._changing:
            self._session = Session(grant=grant, offline=offline, began=now, began_mono=stamp.mono)
            return self._session

    def lock(self) -> None:
        """Nothing may be done until the clerk, or another one, gives a password."""
        with self._changing:
            if self._session is not None:
                self._session = replace(self._session, locked=True)
        self._leave()

    def unlock(self, user: str) -> Session:
        """Go on after this clerk's password was right; raises ``SignIn('nobody')`` if the session is not theirs."""
        with self._changing:
            session = self._session
            if session is None or session.grant.user != user:
                raise SignIn("nobody")
            self._session = replace(session, locked=False)
            return self._session

    def end(self) -> None:
        """Nobody is signed in any longer."""
        with self._changing:
            self._session = None
        self._leave()

    def current(self) -> Session:
        """The session, locked or not; raises ``SignIn('nobody')``."""
        session = self._session
        if session is None:
            raise SignIn("nobody")
        return session

    def require(self, activity: Activity) -> Grant:
        """The grant, if it allows ``activity`` now; raises ``SignIn`` or ``Refused('not_permitted')``.

        Time runs by the monotonic clock from the sign-in on, so that a wall clock that jumps locks nobody out.
        """
        session = self.current()
        if session.locked:
            raise SignIn("locked")
        if self._now(session) > session.grant.ends:
            raise SignIn("grant_expired")
        if not may(session.grant.role, activity):
            raise Refused("not_permitted")
        return session.grant

    def days_left(self) -> int:
        """Whole days for which this clerk can still sign in without the centre."""
        session = self.current()
        return max(0, (session.grant.ends - self._now(session)) // _DAY)

    def _leave(self) -> None:
        for act in self._when_left:
            act()

    def _now(self, session: Session) -> int:
        return session.began + (self._clock.stamp().mono - session.began_mono) * 1000
