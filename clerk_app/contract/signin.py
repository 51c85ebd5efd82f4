"""Sign-in: a clerk's password once online, a grant for the days after, and the database key back from escrow."""

from __future__ import annotations

from typing import Literal

import msgspec

from clerk_app.contract import canonical
from clerk_app.contract.keys import PublicKey, SigningKey, verifies
from clerk_app.domain.errors import Damaged

Role = Literal["clerk", "handler", "supervisor", "administrator", "trainee"]
ESCROW_INFO = b"salter escrow 1"
REWRAP_INFO = b"salter rewrap 1"


class SignInRequest(msgspec.Struct, frozen=True):
    """User and password over the pinned line; ``reply_public`` (X25519) is fresh and gets the key, if wanted."""

    user: str
    password: str
    reply_public: PublicKey
    want_key: bool = False

    def __repr__(self) -> str:
        """Without the password: a value may end up in a log or a report of a crash."""
        return f"SignInRequest(user={self.user!r}, want_key={self.want_key!r})"


class Grant(msgspec.Struct, frozen=True):
    """The centre's word on who a clerk is and what they may do, from when to when (microseconds, UTC)."""

    id: str
    user: str
    name: str
    role: Role
    municipality: str
    office: str
    desk: str
    starts: int
    ends: int


class SignedGrant(msgspec.Struct, frozen=True):
    """A grant as canonical bytes with the centre's signature over them."""

    payload: bytes
    signature: bytes


class SignInAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """The grant, and the database key re-wrapped to ``reply_public`` where the escrow holds one and it was wanted."""

    grant: SignedGrant
    rewrapped: bytes = b""


class EscrowDeposit(msgspec.Struct, frozen=True):
    """The desk's database key sealed (HPKE, ``ESCROW_INFO`` + desk) to the municipality's escrow."""

    wrap: bytes


_DOMAIN = b"salter grant 1\0"


def sign(grant: Grant, signer: SigningKey) -> SignedGrant:
    """Close a grant with the centre's key."""
    payload = canonical.encode(grant)
    return SignedGrant(payload=payload, signature=signer.sign(_DOMAIN + payload))


def verified(signed: SignedGrant, centre_public: bytes) -> Grant:
    """The grant inside, if the centre signed it; raises ``Damaged('grant_forged')``."""
    if not verifies(centre_public, signed.signature, _DOMAIN + signed.payload):
        raise Damaged("grant_forged")
    return canonical.decode(signed.payload, Grant)
