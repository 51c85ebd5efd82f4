"""The code on the confirmation of what was filed on the portal: what it says, the bytes that are signed, its text.

Layout of the signed bytes (big-endian): ``EUP1``, then municipality and number, each as one length byte and UTF-8, then
the time of filing as 8 bytes (seconds since the epoch, UTC). The text is ``EUP1:`` and the base45 of those bytes and
the 64 bytes of the centre's signature. It holds no name and no personal number.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Literal

from clerk_app.domain import qr_symbols
from clerk_app.domain.errors import Invalid

PREFIX = "EUP1:"
SIGNATURE_BYTES = 64
_MAGIC = b"EUP1"
_TAIL = struct.Struct(">Q")
_LATEST = 250_000_000_000  # in the year 9892: a forged time must still be a date, in any zone

Verdict = Literal["here", "not_here", "other_municipality", "forged", "garbled"]
"""What a desk can say of a code: the case is here, is not here yet, or the code is not to be believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalCode:
    """What the code says; ``at`` in seconds UTC."""

    municipality: str
    number: str
    at: int

    def signed_bytes(self) -> bytes:
        """The bytes that the centre signs; raises ``Invalid('portal_code')`` for values that do not fit."""
        texts = [self.municipality.encode(), self.number.encode()]
        if any(len(text) > 255 for text in texts):
            raise Invalid("portal_code")
        return _MAGIC + b"".join(bytes([len(text)]) + text for text in texts) + _TAIL.pack(self.at)

    def text(self, signature: bytes) -> str:
        """The text of the code with its signature."""
        return PREFIX + qr_symbols.encode(self.signed_bytes() + signature)


def is_code(text: str) -> bool:
    """Whether a text claims to be the code of a filing: what was scanned or typed into the search field."""
    return text.strip().upper().startswith(PREFIX)


def parse(text: str) -> tuple[PortalCode, bytes]:
    """The code and its signature; raises ``Invalid('portal_code')`` when the text is not one."""
    raw = (qr_symbols.decode(text.strip().upper().removeprefix(PREFIX)) if is_code(text) else None) or b""
    signed, signature = raw[:-SIGNATURE_BYTES], raw[-SIGNATURE_BYTES:]
    if signed[:4] != _MAGIC:
        raise Invalid("portal_code")
    municipality, rest = _text(signed[4:])
    number, tail = _text(rest)
    if len(tail) != _TAIL.size or _TAIL.unpack(tail)[0] > _LATEST:
        raise Invalid("portal_code")
    return PortalCode(municipality=municipality, number=number, at=_TAIL.unpack(tail)[0]), signature


def _text(raw: bytes) -> tuple[str, bytes]:
    """A length-prefixed text and what follows it."""
    length = raw[0] if raw else 0
    try:
        return raw[1 : 1 + length].decode(), raw[1 + length :]
    except UnicodeDecodeError as error:
        raise Invalid("portal_code") from error
