"""Port: signing papers with a certificate on a card, dating what was signed, and judging what arrives signed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from clerk_app.domain.signatures import Level, SignatureVerdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A certificate on a card that somebody signs with, as people read it; ``der`` and ``chain`` are DER.

    ``name`` is whose it is, ``issuer`` who gave it; ``serial`` is hex. ``begins`` and ``ends`` are seconds UTC.
    """

    name: str
    issuer: str
    serial: str
    begins: int
    ends: int
    der: bytes = field(repr=False)
    chain: tuple[bytes, ...] = field(default=(), repr=False)


class OpenToken(Protocol):
    """A card whose PIN was right, until it is closed; the PIN itself is kept nowhere else."""

    @property
    def certificate(self) -> Certificate:
        """The certificate that is signed with."""

    def sign(self, digest: bytes) -> bytes:
        """The signature over a SHA-256 digest; raises ``Unavailable('token_pulled')``."""


class Token(Protocol):
    """The card, or whatever else keeps a key, of whoever signs at this desk."""

    def certificate(self) -> Certificate:
        """The certificate that would be signed with; needs no PIN.

        Raises ``Unavailable`` (``token_module_missing``, ``token_missing``, ``token_failed``) and
        ``Refused`` (``certificate_missing``, ``certificate_many``).
        """

    def open(self, pin: bytearray) -> AbstractContextManager[OpenToken]:
        """Open the card for some signatures; ``pin`` is wiped before this returns.

        Raises ``Refused`` (``pin_wrong``, ``pin_last_try``, ``pin_locked``) beside what ``certificate`` does.
        """


class KeptToken(Token, Protocol):
    """A card that stays open from one act to the next: ``open`` with an empty PIN goes on with it.

    Where it is not open, that raises ``Invalid('pin_missing')``.
    """

    def is_open(self) -> bool:
        """Whether the next act needs no PIN."""

    def end(self) -> None:
        """Close the card; from any thread, and without waiting for what it does just now."""


class SignPdf(Protocol):
    """Puts a signature on a PDF."""

    def sign(self, pdf: bytes, token: OpenToken, at: float) -> bytes:
        """The PDF with a PAdES B-B signature of ``at`` (seconds UTC) as an update of the same file.

        Raises as ``OpenToken.sign``; nothing half-signed comes back.
        """


class ReadCertificate(Protocol):
    """Reads certificates as they lie on cards."""

    def __call__(self, der: bytes, chain: Sequence[bytes] = ()) -> Certificate:
        """The certificate as people read it; raises ``Invalid('certificate_unreadable')``."""


class ValidatePdf(Protocol):
    """Judges signed PDFs that arrive; asks nobody."""

    def validate(self, pdf: bytes, at: float) -> tuple[SignatureVerdict, ...]:
        """A verdict on each signature, first signed first, at the moment ``at`` (seconds UTC); none where none is.

        Raises ``Invalid`` (``pdf_unreadable``) for what is no whole PDF.
        """


class TimeStamps(Protocol):
    """An authority for time stamps (RFC 3161)."""

    def stamp(self, request: bytes) -> bytes:
        """The answer to a request, both DER; raises ``Unavailable`` (``tsa_not_set`` and as the line does)."""


class Revocation(Protocol):
    """Whether certificates still hold, asked of who gave them; what comes is signed by them."""

    def ask(self, url: str, request: bytes) -> bytes:
        """The answer to a request (RFC 6960), both DER; raises ``Unavailable`` as the line does."""

    def fetch(self, url: str) -> bytes:
        """A list of revoked certificates (RFC 5280), DER; raises ``Unavailable`` as the line does."""


@dataclass(frozen=True, slots=True)
class Upgraded:
    """A PDF after its signature was upgraded; ``stamped`` is the time of the stamp, seconds UTC, 0 if not trusted here.

    ``short`` is the code of why it is not B-LT yet, or will never be good; empty where it is.
    """

    pdf: bytes = field(repr=False)
    level: Level
    stamped: int
    short: str = ""


class UpgradePdf(Protocol):
    """Adds to a signature what needs the line: a time stamp, and whether the certificate held."""

    def upgrade(self, pdf: bytes, stamps: TimeStamps, revocation: Revocation, at: float) -> Upgraded:
        """The same file with updates appended, up to B-LT; what has a time stamp gets no second one.

        Raises ``Unavailable`` where no time stamp came (``tsa_refused``, and as the line does), ``Refused``
        (``not_signed``, ``signature_altered``) and ``Invalid`` where none ever will.
        """
