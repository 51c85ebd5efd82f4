"""The office relay: the office's key and what is derived from it, how relay and desk prove themselves, what they say.

The centre makes a secret for each office, in generations. From it a desk derives the key to which parcels are sealed
for the neighbours, and the key of the proofs. A relay has the latter alone: it opens nothing.
``docs/contract/relay.md`` specifies both with a test vector.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

import msgspec
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from clerk_app.contract import canonical
from clerk_app.contract.keys import PublicKey, SealingKey, SigningKey, seal, verifies
from clerk_app.domain.errors import Damaged

OFFICE_KEY = "/v1/office-key"
ENROLMENTS = "/v1/relay/enrolments"
KEY = "/v1/relay/key"
ANSWERS = "/v1/relay/answers"
HELLO = "/v1/relay"
NEIGHBOURS = "/v1/neighbours"

OFFICE_PROOF_HEADER = "Office-Proof"
RELAY_PROOF_HEADER = "Relay-Proof"
POSITION_HEADER, HAVE_HEADER, MORE_HEADER = "Answer-Position", "Answer-Have", "Answer-More"
RELAY_PURPOSE = b"salter relay of a centre 1"
"""What a relay signs for when it speaks to its centre; a desk signs for another."""
SERVICE_TYPE = "_salter-relay._tcp.local."
PROTOCOL = 1
MOST_NEIGHBOURS = 64
"""Parcels of neighbours in one answer."""

NONCE_BYTES = 16
_MAC_BYTES = 32
_KEY_INFO = b"salter office key 1"


class OfficeKey(msgspec.Struct, frozen=True):
    """The secret of an office: 32 bytes, newer with each generation."""

    generation: int
    secret: PublicKey

    def __repr__(self) -> str:
        """Without the secret."""
        return f"OfficeKey(generation={self.generation})"


class OfficeKeyAnswer(msgspec.Struct, frozen=True):
    """An ``OfficeKey`` sealed to one desk, with the centre's signature."""

    sealed: bytes
    signature: bytes


class RelayEnrolmentRequest(msgspec.Struct, frozen=True):
    """What a new relay sends: the secret of its code, and its public key."""

    secret: str
    sign_public: PublicKey

    def __repr__(self) -> str:
        """Without the secret of the code."""
        return "RelayEnrolmentRequest()"


class RelayEnrolmentAnswer(msgspec.Struct, frozen=True):
    """The relay's name, never given before and never again, and its office."""

    relay: str
    office: str
    office_name: str


class RelayKey(msgspec.Struct, frozen=True):
    """What a relay needs now: the key of the proofs, and the public keys of the desks that it is there for."""

    municipality: str
    office: str
    generation: int
    mac: PublicKey
    desks: dict[str, PublicKey]

    def __repr__(self) -> str:
        """Without the key."""
        return f"RelayKey(office={self.office!r}, generation={self.generation})"


class Hello(msgspec.Struct, frozen=True):
    """What a relay says of itself: its name, and which of its runs this is (another one may hold less).

    ``away``: seconds for which it has not reached the centre, 0 while it does. ``full``: it keeps as much as it may.
    """

    relay: str
    run: bytes
    away: int = 0
    full: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """A sealed answer for a desk, as a relay fetches it, and how far it goes; ``more`` waits behind it."""

    raw: bytes
    position: int
    have: int
    more: bool


@dataclass(frozen=True, slots=True)
class ProofKey:
    """The key of the proofs: with it a desk and a relay know each other, and nothing is opened."""

    generation: int
    mac: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class OfficeKeys(ProofKey):
    """What a desk derives from its office's secret: beside that, ``opener`` opens neighbours' parcels."""

    opener: SealingKey


def derive(key: OfficeKey) -> OfficeKeys:
    """The keys of an office."""
    return OfficeKeys(key.generation, mac_of(key), SealingKey(_derived(key, b"salter office seal 1")))


def proof_of(key: OfficeKey) -> ProofKey:
    """What may be kept where the office's key may not."""
    return ProofKey(key.generation, mac_of(key))


def mac_of(key: OfficeKey) -> bytes:
    """What a relay is given: the key of the proofs."""
    return _derived(key, b"salter office mac 1")


def seal_key(key: OfficeKey, desk: str, desk_public: bytes, signer: SigningKey) -> OfficeKeyAnswer:
    """Seal an office's key to a desk, and sign with the centre's key."""
    sealed = seal(desk_public, canonical.encode(key), _info(desk))
    return OfficeKeyAnswer(sealed, signer.sign(_info(desk) + sealed))


def open_key(answer: OfficeKeyAnswer, desk: str, opener: SealingKey, centre_public: bytes) -> OfficeKey:
    """Verify and open; raises ``Damaged`` (``office_key_forged``, ``seal_broken``)."""
    if not verifies(centre_public, answer.signature, _info(desk) + answer.sealed):
        raise Damaged("office_key_forged")
    return canonical.decode(opener.open(answer.sealed, _info(desk)), OfficeKey)


@dataclass(frozen=True, slots=True)
class OfficeProof:
    """The value of ``Office-Proof`` taken apart."""

    generation: int
    desk: str
    nonce: bytes
    mac: bytes

    def __str__(self) -> str:
        """As it stands in the header."""
        return f"{self.generation} {self.desk} {base64.urlsafe_b64encode(self.nonce + self.mac).decode()}"

    def holds(self, key: bytes, fingerprint: bytes, method: str, target: str) -> bool:
        """Whether a desk with this key made it, for this request, to the relay with this certificate."""
        return hmac.compare_digest(self.mac, _made(key, fingerprint, self.nonce, (self.desk, method, target)))


def prove(keys: ProofKey, fingerprint: bytes, desk: str, method: str, target: str) -> OfficeProof:
    """A desk's proof for one request to the relay whose certificate has this SHA-256."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    made = _made(keys.mac, fingerprint, nonce, (desk, method, target))
    return OfficeProof(keys.generation, desk, nonce, made)


def read_proof(header: str) -> OfficeProof | None:
    """The header taken apart; nothing where it is not one."""
    parts = header.split(" ")
    if len(parts) != 3 or not (parts[0].isascii() and parts[0].isdigit() and len(parts[0]) < 10):
        return None
    try:
        raw = base64.urlsafe_b64decode(parts[2])
    except ValueError:
        return None
    if len(raw) != NONCE_BYTES + _MAC_BYTES:
        return None
    return OfficeProof(int(parts[0]), parts[1], raw[:NONCE_BYTES], raw[NONCE_BYTES:])


def answer_proof(key: bytes, fingerprint: bytes, nonce: bytes) -> str:
    """The value of ``Relay-Proof`` in an answer: that the holder of this certificate holds the office's key too."""
    made = hmac.digest(key, b"salter relay proof 1\n" + fingerprint + nonce, hashlib.sha256)
    return base64.urlsafe_b64encode(made).decode()


def answered(header: str, key: bytes, fingerprint: bytes, nonce: bytes) -> bool:
    """Whether the answer to a request with this nonce is that of a relay of the office."""
    return hmac.compare_digest(header.encode(), answer_proof(key, fingerprint, nonce).encode())


def place_mark(municipality: str, office: str) -> str:
    """What a relay says on the network of where it belongs: enough to find it, and no name."""
    named = b"salter relay place 1\n" + municipality.encode() + b"\n" + office.encode()
    return hashlib.sha256(named).hexdigest()[:16]


def _made(key: bytes, fingerprint: bytes, nonce: bytes, request: tuple[str, str, str]) -> bytes:
    """The mac of a desk's proof; ``request`` is desk, method and target."""
    said = b"\n".join((b"salter office proof 1", *(part.encode() for part in request)))
    return hmac.digest(key, said + b"\n" + fingerprint + nonce, hashlib.sha256)


def _derived(key: OfficeKey, purpose: bytes) -> bytes:
    info = purpose + b"\n" + str(key.generation).encode()
    return HKDF(hashes.SHA256(), length=32, salt=None, info=info).derive(key.secret)


def _info(desk: str) -> bytes:
    return _KEY_INFO + b"\n" + desk.encode()
