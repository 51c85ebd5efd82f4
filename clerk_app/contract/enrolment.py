"""Enrolment: a one-time code makes a desk, and pins the centre's keys and CA.

The code is 8 symbols of secret and 16 of fingerprint (base32, shown in groups of four). The desk fetches the anchor
over a line that it cannot trust yet, and goes on only if the anchor's fingerprint is the one in the code.
"""

from __future__ import annotations

import base64
import hashlib
from typing import Annotated

import msgspec
from msgspec import Meta

from clerk_app.contract import canonical
from clerk_app.contract.keys import PublicKey
from clerk_app.domain.errors import Invalid

SECRET_SYMBOLS = 8
FINGERPRINT_SYMBOLS = 16


class Anchor(msgspec.Struct, frozen=True):
    """The public keys of a municipality's centre and the certificate of its own CA (PEM)."""

    municipality: str
    name: str
    centre_sign: bytes
    centre_seal: bytes
    escrow_seal: bytes
    ca_pem: str


class EnrolmentRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a new desk sends: the secret, its public keys, and the desk it replaces with the last known head."""

    secret: str
    sign_public: PublicKey
    seal_public: PublicKey
    replaces: str = ""
    replaced_head: Annotated[str, Meta(pattern="^([0-9a-fA-F]{64})?$")] = ""

    def __repr__(self) -> str:
        """Without the secret of the code."""
        return f"EnrolmentRequest(replaces={self.replaces!r})"


class EnrolmentAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """The desk's code, never given before and never again, and where it stands.

    ``replaced_head`` (hex) is the last head that the centre knows of the desk that this one replaces.
    """

    desk: str
    office: str
    office_name: str
    counter: str
    replaced_head: str = ""


class Code(msgspec.Struct, frozen=True):
    """An enrolment code taken apart."""

    secret: str
    fingerprint: str


def fingerprint(anchor: Anchor) -> str:
    """Sixteen base32 symbols (80 bits) over the anchor."""
    digest = hashlib.sha256(b"salter anchor 1" + canonical.encode(anchor)).digest()
    return base64.b32encode(digest[:10]).decode()


def show(code: Code) -> str:
    """The code as it is printed, in groups of four."""
    symbols = code.secret + code.fingerprint
    return "-".join(symbols[place : place + 4] for place in range(0, len(symbols), 4))


def parse(text: str) -> Code:
    """Read a typed code; raises ``Invalid('enrolment_code')``. 0, 1 and 8 are read as O, I and B."""
    symbols = "".join(text.upper().split()).replace("-", "").translate(str.maketrans("018", "OIB"))
    alphabet = set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    if len(symbols) != SECRET_SYMBOLS + FINGERPRINT_SYMBOLS or not set(symbols) <= alphabet:
        raise Invalid("enrolment_code", field="code")
    return Code(secret=symbols[:SECRET_SYMBOLS], fingerprint=symbols[SECRET_SYMBOLS:])
