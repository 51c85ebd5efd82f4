"""Who this desk is to the centre, and who the centre is to it."""

from __future__ import annotations

from dataclasses import dataclass

from clerk_app.contract.keys import SealingKey, SigningKey


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskIdentity:
    """The desk's code and keys, and the public keys pinned at enrolment; ``recipients`` can open our parcels."""

    desk: str
    signer: SigningKey
    opener: SealingKey
    centre_sign: bytes
    recipients: tuple[bytes, ...]
