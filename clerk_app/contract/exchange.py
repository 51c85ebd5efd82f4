"""The exchange over HTTP: paths, how a desk proves itself, and problems.

A desk signs ``METHOD``, target (path and query) and a nonce with its Ed25519 key. There is no time in the proof:
clocks lie, and what a replay would fetch is sealed to the desk.
"""

from __future__ import annotations

import base64
import secrets

import msgspec

from clerk_app.contract.keys import SIGNATURE_BYTES, SigningKey, verifies

EXCHANGE = "/v1/exchange"
ANSWERS = "/v1/answers"
REFERENCE = "/v1/reference"
LISTS = "/v1/lists"
ENCLOSURES = "/v1/enclosures"
ENROLMENTS = "/v1/enrolments"
ANCHOR = "/v1/anchor"
SIGN_INS = "/v1/sign-ins"
ESCROW = "/v1/escrow"
HEALTH = "/v1/health"
WIPED = "/v1/wiped"

STREAM_TYPE = "application/vnd.salter.stream"
PROBLEM_TYPE = "application/problem+json"
PROBLEM_PREFIX = "urn:salter:problem:"
PROOF_HEADER = "Desk-Proof"
NOTHING_NEW = 204  # the whole answer to a desk that has heard everything, and that says so
DESK_PURPOSE = b"salter desk proof 1"
LONGEST_HOLD = 50  # seconds that the answers stream may be held open
LINK = "link"  # in the query for answers: what the desk tells of its line (``contract.link``)


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """A problem document (RFC 9457) whose ``type`` is ``urn:salter:problem:<code>``; ``trace`` is for support."""

    type: str
    title: str
    status: int
    params: dict[str, str] = {}
    trace: str = ""

    @property
    def code(self) -> str:
        """The tail of the type, or nothing when the body is not one of ours."""
        return self.type.removeprefix(PROBLEM_PREFIX) if self.type.startswith(PROBLEM_PREFIX) else ""


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a parcel's entries: known before, or new and then accepted, refused or held; and ``have``."""

    desk: str
    first: int
    known: int
    accepted: int
    refused: int
    held: int
    have: int


class Summary(msgspec.Struct, frozen=True):
    """What became of the parcels of one request, in order; signed by nobody, so it closes nothing."""

    parcels: list[Taken]


def prove(desk: str, key: SigningKey, method: str, target: str, purpose: bytes = DESK_PURPOSE) -> str:
    """The value of the ``Desk-Proof`` header for one request; with another ``purpose`` that of a relay."""
    nonce = secrets.token_bytes(12)
    signature = key.sign(_signed(purpose, desk, method, target, nonce))
    return f"{desk} {base64.urlsafe_b64encode(nonce + signature).decode()}"


def desk_of(proof: str) -> str:
    """Which desk a proof claims to be from."""
    return proof.partition(" ")[0]


def proven(proof: str, public: bytes, method: str, target: str, purpose: bytes = DESK_PURPOSE) -> bool:
    """Whether the desk with this public key made the proof for this request."""
    desk, _, encoded = proof.partition(" ")
    try:
        raw = base64.urlsafe_b64decode(encoded)
    except ValueError:
        return False
    nonce, signature = raw[:-SIGNATURE_BYTES], raw[-SIGNATURE_BYTES:]
    return verifies(public, signature, _signed(purpose, desk, method, target, nonce))


def _signed(purpose: bytes, desk: str, method: str, target: str, nonce: bytes) -> bytes:
    return b"\n".join((purpose, desk.encode(), method.encode(), target.encode(), nonce))
