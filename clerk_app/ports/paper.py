"""Port: receipt printers, and what goes on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from clerk_app.contract.reference import Municipality
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.catalogue import Service
from clerk_app.domain.ips import PaymentSlip
from clerk_app.domain.numbers import UniqueNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class Raster:
    """A 1-bit picture, packed, most significant bit first, 1 = black; rows padded to whole bytes."""

    width: int
    height: int
    rows: bytes


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """What a receipt printer says of itself; ``problem`` is an error code or empty."""

    ready: bool
    problem: str = ""
    paper_low: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known of a print: ``printed``, ``unknown`` (ask the clerk), or ``not_printed`` with a reason code."""

    outcome: Literal["printed", "unknown", "not_printed"]
    reason: str = ""


class ReceiptPrinter(Protocol):
    """A receipt printer that tells the truth about what it printed."""

    width: int

    def status(self) -> PrinterStatus:
        """Ask before printing; never raises for an absent printer."""

    def print(self, raster: Raster, job: bytes, *, again: bool = False) -> Proof:
        """Print, cut, and ask for proof with the 4-byte ``job``; ``again`` first drops what the printer still holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Who stands at the head of every paper: the municipality, and the desk that gives it."""

    municipality: Municipality
    desk: str
    counter: str
    practice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptFacts:
    """What a receipt says; the renderer words it in the language of ``body``.

    ``registered`` is microseconds UTC; ``qr`` the signed text; ``copy`` 0 is the original; ``annulled`` the reason.
    """

    issuer: Issuer
    body: RequestReceived
    service: Service
    unique: UniqueNumber | None
    registered: int | None
    clerk_name: str
    qr: str
    signature: bytes
    copy: int = 0
    annulled: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts:
    """What the filled request says before it is signed; ``number`` is empty while it is a draft."""

    issuer: Issuer
    body: RequestReceived
    service: Service
    annulled: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipFacts:
    """One payment slip, with the NBS IPS text of its QR."""

    issuer: Issuer
    slip: PaymentSlip
    number: str
    language: str
    annulled: str = ""


class Receipts(Protocol):
    """Receipts as pictures for a receipt printer."""

    def receipt(self, facts: ReceiptFacts, width: int) -> Raster:
        """The whole receipt, ``width`` dots wide."""


class Papers(Protocol):
    """A4 papers as PDF bytes."""

    def request(self, facts: RequestFacts) -> bytes:
        """The filled request, to print and sign, with what must be told about data processing."""

    def slip(self, facts: SlipFacts) -> bytes:
        """The payment slip with its QR."""


class Sign(Protocol):
    """The signature of the desk on receipts."""

    key_id: str

    def sign(self, message: bytes) -> bytes:
        """64 bytes of Ed25519."""
