"""The code on a receipt: what it says, the bytes that are signed, and its text form.

Layout of the signed bytes (big-endian): ``SLT1``, then municipality, desk, key id, number and service, each as one
length byte and UTF-8, then the time as 8 bytes (seconds since the epoch, UTC) and the 32 bytes of the salted
commitment. The text is ``SLT1:`` and the base45 (RFC 9285) of those bytes and the 64 bytes of the Ed25519 signature:
only symbols of the QR code's dense alphanumeric mode. It holds no name and no personal number.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import Enum

from clerk_app.domain import qr_symbols
from clerk_app.domain.errors import Invalid

PREFIX = "SLT1:"
SIGNATURE_BYTES = 64
_MAGIC = b"SLT1"
_TAIL = struct.Struct(">Q32s")
_LATEST = 250_000_000_000  # in the year 9892: a forged time must still be a date, in any zone


class Verdict(Enum):
    """What can be said about a receipt here."""

    GENUINE = "genuine"
    GENUINE_REVOKED = "genuine_revoked"
    ALTERED = "altered"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptCode:
    """What the code of a receipt says; ``at`` in seconds UTC, ``commitment`` is the journal entry's own."""

    municipality: str
    desk: str
    key_id: str
    number: str
    service: str
    at: int
    commitment: bytes

    def signed_bytes(self) -> bytes:
        """The bytes that the desk signs; raises ``Invalid('receipt_code')`` for values that do not fit."""
        texts = [text.encode() for text in (self.municipality, self.desk, self.key_id, self.number, self.service)]
        if any(len(text) > 255 for text in texts) or len(self.commitment) != 32:
            raise Invalid("receipt_code")
        return _MAGIC + b"".join(bytes([len(text)]) + text for text in texts) + _TAIL.pack(self.at, self.commitment)

    def text(self, signature: bytes) -> str:
        """The text of the code with its signature."""
        return PREFIX + qr_symbols.encode(self.signed_bytes() + signature)


def is_code(text: str) -> bool:
    """Whether a text claims to be the code of a receipt: what was scanned or typed into the search field."""
    return text.strip().upper().startswith(PREFIX)


def parse(text: str) -> tuple[ReceiptCode, bytes]:
    """The code and its signature; raises ``Invalid('receipt_code')`` when the text is not one.

    Spaces are symbols of base45: the text must not be tidied before.
    """
    raw = (qr_symbols.decode(text.strip().upper().removeprefix(PREFIX)) if is_code(text) else None) or b""
    signed, signature = raw[:-SIGNATURE_BYTES], raw[-SIGNATURE_BYTES:]
    if signed[:4] != _MAGIC or len(signed) < 4 + 5 + _TAIL.size:
        raise Invalid("receipt_code")
    texts, tail = _texts(signed[4:], 5)
    if len(tail) != _TAIL.size:
        raise Invalid("receipt_code")
    municipality, desk, key_id, number, service = texts
    at, commitment = _TAIL.unpack(tail)
    if at > _LATEST:
        raise Invalid("receipt_code")
    code = ReceiptCode(
        municipality=municipality,
        desk=desk,
        key_id=key_id,
        number=number,
        service=service,
        at=at,
        commitment=commitment,
    )
    return code, signature


def _texts(raw: bytes, count: int) -> tuple[list[str], bytes]:
    """``count`` length-prefixed texts and what follows them."""
    texts = []
    for _ in range(count):
        length = raw[0] if raw else 0
        try:
            texts.append(raw[1 : 1 + length].decode())
        except UnicodeDecodeError as error:
            raise Invalid("receipt_code") from error
        raw = raw[1 + length :]
    return texts, raw
