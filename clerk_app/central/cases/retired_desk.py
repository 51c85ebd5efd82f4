"""A desk in code: enrolled, signed in at, chained and signed like every desk, and shut out when its work is done."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from clerk_app.central.app import Parts
from clerk_app.central.clock import HOUR
from clerk_app.contract import canonical, parcel
from clerk_app.contract.enrolment import EnrolmentRequest, parse
from clerk_app.contract.entries import row_of
from clerk_app.contract.keys import SealingKey, SigningKey
from clerk_app.contract.parcel import ParcelHead
from clerk_app.contract.signin import Grant, SignInRequest, verified
from clerk_app.domain import numbers
from clerk_app.domain.bodies import DeskEnrolled
from clerk_app.domain.errors import Refused
from clerk_app.domain.journal import GENESIS, Header, Stamp, commitment, entry_id, seal_entry


@dataclass(frozen=True, slots=True)
class Clerk:
    """Who signs in."""

    user: str
    password: str


class RetiredDesk:
    """Made at an office's counter; its clock is the centre's."""

    def __init__(self, parts: Parts, office: str, counter: str, program: str) -> None:
        self._parts = parts
        self._sign, self._seal = SigningKey(secrets.token_bytes(32)), SealingKey(secrets.token_bytes(32))
        code = parse(parts.enrolment.make_code(office, counter))
        request = EnrolmentRequest(secret=code.secret, sign_public=self._sign.public, seal_public=self._seal.public)
        self.code = parts.enrolment.enrol(request).desk
        self._program = program
        self._boot = secrets.token_bytes(8)
        self._started = parts.now()
        self._grants: dict[str, Grant] = {}
        self._seq = self._running = 0
        self._head = GENESIS
        body = DeskEnrolled(municipality=parts.keys.municipality, office=office)
        self.send("desk.enrolled", body, secrets.token_bytes(16))

    def next_number(self) -> str:
        """The next provisional number."""
        self._running += 1
        return numbers.provisional(self.code, self._running)

    def sign_in(self, clerk: Clerk) -> Grant:
        """The clerk's grant, a new one where the last runs out within the hour; raises ``SignIn``."""
        grant = self._grants.get(clerk.user)
        if grant is None or grant.ends < self._parts.now() + HOUR:
            request = SignInRequest(user=clerk.user, password=clerk.password, reply_public=bytes(32))
            answer = self._parts.sign_ins.sign_in(self._parts.desks.get(self.code), request)
            grant = self._grants[clerk.user] = verified(answer.grant, self._parts.keys.sign.public)
        return grant

    def send(self, kind: str, body: object, subject: bytes, grant: str = "") -> None:
        """Write an entry and have the centre take it; raises ``Refused`` with the outcome if it does not accept it."""
        seq, now, raw, salt = self._seq + 1, self._parts.now(), canonical.encode(body), secrets.token_bytes(16)
        header = Header(
            desk=self.code,
            seq=seq,
            kind=kind,
            version=1,
            subject=subject,
            stamp=Stamp(at=now, boot=self._boot, mono=(now - self._started) // 1000, offset=0, offset_age=0),
            grant=grant,
            commitment=commitment(salt, entry_id(self.code, seq), raw),
            prev=self._head,
        )
        entry = seal_entry(header, salt, raw)
        about = ParcelHead(desk=self.code, first=seq, count=1, position=0, chain_seq=seq, chain_head=entry.hash)
        made = parcel.make(about, [row_of(entry)], [self._parts.keys.seal.public], self._sign)
        self._seq, self._head = seq, entry.hash
        if self._parts.accepting.take(made, self._program).accepted != 1:
            raise Refused("entry_not_accepted", kind=kind, seq=seq)

    def retire(self) -> None:
        """From now on the centre hears nothing more of it."""
        self._parts.enrolment.retire(self.code, self._head)
