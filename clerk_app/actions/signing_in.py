"""Signing in: online once, then offline within the grant's days; the key back from escrow where there is no wrap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from clerk_app.actions.session import Session, Sessions
from clerk_app.contract.keys import SealingKey
from clerk_app.contract.signin import REWRAP_INFO, Grant, SignedGrant, SignInAnswer, SignInRequest, verified
from clerk_app.domain.errors import Refused, SignIn, Unavailable
from clerk_app.domain.scripts import tidy
from clerk_app.ports.centre import CentreDoor
from clerk_app.ports.clock import Entropy
from clerk_app.ports.desk_file import Grants
from clerk_app.ports.keys import Wraps


class DeskFile(Protocol):
    """The encrypted desk file, before and after it is opened."""

    def open(self, key: bytes) -> None:
        """Open with the database key; one that is open already stays so. Raises ``Damaged`` for another key."""

    def grants(self) -> Grants:
        """The grants inside; only once open."""


@dataclass(frozen=True, slots=True)
class DeskTrust:
    """What this desk trusts and is: its code, and the centre's public signing key, pinned at enrolment."""

    desk: str
    centre_sign: bytes


class SigningIn:
    """Signs a clerk in, with the centre when it answers and without it when it does not.

    ``opened`` is told whose grant has opened the desk.
    """

    def __init__(
        self,
        *,
        door: CentreDoor,
        wraps: Wraps,
        file: DeskFile,
        trust: DeskTrust,
        sessions: Sessions,
        entropy: Entropy,
        opened: Callable[[Grant], None] = lambda _grant: None,
    ) -> None:
        self._door = door
        self._wraps = wraps
        self._file = file
        self._trust = trust
        self._sessions = sessions
        self._entropy = entropy
        self._opened = opened

    def sign_in(self, user: str, password: str) -> Session:
        """Begin a session; raises ``SignIn`` with the reason, or ``Unavailable`` where only the centre can help.

        Only a centre that cannot be reached lets the clerk in offline: trouble on this computer is said as it is.
        """
        user = tidy(user)
        reply, known = SealingKey(self._entropy.take(32)), self._wraps.has(user)
        try:
            answer = self._ask(user, password, reply, want_key=not known)
        except Unavailable:
            return self._sessions.begin(self._offline(user, password), offline=True)
        return self._sessions.begin(self._online(user, password, reply, answer), offline=False)

    def unlock(self, user: str, password: str) -> Session:
        """Go on with the locked session when its own clerk gives the password; another clerk signs in instead."""
        user = tidy(user)
        if user != self._sessions.current().grant.user:
            return self.sign_in(user, password)
        self._wraps.unwrap(user, password)
        return self._sessions.unlock(user)

    def _online(self, user: str, password: str, reply: SealingKey, answer: SignInAnswer) -> Grant:
        """Open the desk, and make sure that this clerk can open it without the centre the next time."""
        grant = self._ours(answer.grant, user)
        own = None if answer.rewrapped else self._own_key(user, password)
        key = own or self._escrowed(user, password, reply, answer)
        self._file.open(key)
        if own is None:  # only now: a key that does not open the file may never be wrapped
            self._wraps.add(user, password, key)
        self._file.grants().keep(user, answer.grant)
        self._opened(grant)
        return grant

    def _ours(self, signed: SignedGrant, user: str) -> Grant:
        """The grant inside; raises ``Damaged('grant_forged')``, and ``Refused`` for another clerk's or desk's."""
        grant = verified(signed, self._trust.centre_sign)
        if grant.user != user or grant.desk != self._trust.desk:
            raise Refused("grant_not_ours")
        return grant

    def _ask(self, user: str, password: str, reply: SealingKey, *, want_key: bool) -> SignInAnswer:
        request = SignInRequest(user=user, password=password, reply_public=reply.public, want_key=want_key)
        return self._door.sign_in(request)

    def _own_key(self, user: str, password: str) -> bytes | None:
        """The database key from the clerk's own wrap; nothing where that was made with an earlier password."""
        try:
            return self._wraps.unwrap(user, password)
        except SignIn:
            return None

    def _escrowed(self, user: str, password: str, reply: SealingKey, answer: SignInAnswer) -> bytes:
        """The database key from escrow: for a clerk who has no wrap here, or whose password the centre has changed."""
        if not answer.rewrapped:
            answer = self._ask(user, password, reply, want_key=True)
        if not answer.rewrapped:
            raise Refused("escrow_empty")
        return reply.open(answer.rewrapped, REWRAP_INFO + self._trust.desk.encode())

    def _offline(self, user: str, password: str) -> Grant:
        """Open the desk with the clerk's own wrap, and find the grant that the centre gave before."""
        if not self._wraps.has(user):
            raise SignIn("first_time_needs_centre")
        self._file.open(self._wraps.unwrap(user, password))
        signed = self._file.grants().of(user)
        if signed is None:
            raise SignIn("first_time_needs_centre")
        grant = self._ours(signed, user)
        self._opened(grant)
        return grant
