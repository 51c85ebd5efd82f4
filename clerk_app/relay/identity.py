"""Who a relay is: made once by a code, kept in its file."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from clerk_app.contract import canonical, enrolment
from clerk_app.contract.enrolment import Anchor
from clerk_app.contract.keys import SigningKey
from clerk_app.contract.relay import RelayEnrolmentRequest
from clerk_app.domain.errors import Refused
from clerk_app.relay import certificate
from clerk_app.relay.shelf import Shelf
from clerk_app.relay.upstream import Door

_OWN, _SEED = "identity", "seed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The relay's name and key at its centre, what it pins of the centre, and its certificate towards desks (PEM)."""

    relay: str
    municipality: str
    office: str
    office_name: str
    sign_seed: bytes
    ca_pem: str
    certificate: bytes

    def __repr__(self) -> str:
        """Without keys."""
        return f"Identity(relay={self.relay!r}, office={self.office!r})"


def kept(shelf: Shelf) -> Identity | None:
    """Who the relay of this file is; nothing before it was enrolled."""
    raw = shelf.own(_OWN)
    return canonical.decode(raw, Identity) if raw is not None else None


def enrol(shelf: Shelf, code: str, unverified: Door, pinned: Callable[[Anchor], Door]) -> Identity:
    """Become a relay. The key is kept before it is sent: a code is answered again to the same key alone.

    Raises ``Invalid('enrolment_code')``, ``Refused`` (``anchor_mismatch``, and what the centre says).
    """
    wanted = enrolment.parse(code)
    anchor = unverified.anchor()
    if enrolment.fingerprint(anchor) != wanted.fingerprint:
        raise Refused("anchor_mismatch")
    seed = shelf.own(_SEED)
    if seed is None:
        seed = secrets.token_bytes(32)
        shelf.keep_own(_SEED, seed)
    made = pinned(anchor).enrol(RelayEnrolmentRequest(wanted.secret, SigningKey(seed).public))
    identity = Identity(
        relay=made.relay,
        municipality=anchor.municipality,
        office=made.office,
        office_name=made.office_name,
        sign_seed=seed,
        ca_pem=anchor.ca_pem,
        certificate=certificate.make(),
    )
    shelf.keep_own(_OWN, canonical.encode(identity))
    return identity
