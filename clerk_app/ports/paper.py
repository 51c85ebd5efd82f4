"""Port: receipt printers, and what goes on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from clerk_app.domain.bodies import RequestReceived


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
class ReceiptValues:
    """Everything that stands on a receipt, worded already; ``qr`` is the signed text."""

    body: RequestReceived
    number: str
    unique_number: str
    registered_at: str
    received_at: str
    service_name: str
    deadline: str
    municipality: str
    municipality_body: str
    address: str
    counter: str
    clerk_name: str
    proofs_by_body: tuple[str, ...]
    proofs_by_party: tuple[str, ...]
    enclosures: tuple[tuple[str, str], ...]
    fee: str
    fee_state: str
    qr: str
    signature_short: str
    how_to_learn: str
    copy: int = 0
    annulled: str = ""
    practice: bool = False


class Render(Protocol):
    """Values to paper."""

    def receipt(self, values: ReceiptValues, width: int) -> Raster:
        """The whole receipt as a picture for a printer of ``width`` dots."""


class Sign(Protocol):
    """The desk's signature on receipts."""

    key_id: str

    def sign(self, message: bytes) -> bytes:
        """64 bytes of Ed25519."""
