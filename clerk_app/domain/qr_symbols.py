"""Base45 (RFC 9285): bytes in the symbols of the QR code's dense alphanumeric mode."""

from __future__ import annotations

_SYMBOLS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {symbol: value for value, symbol in enumerate(_SYMBOLS)}
_LONGEST = 1000


def encode(raw: bytes) -> str:
    """Bytes as base45: two bytes in three symbols, a last one in two."""
    text = []
    for start in range(0, len(raw), 2):
        pair = raw[start : start + 2]
        value = int.from_bytes(pair)
        for _ in range(len(pair) + 1):
            value, symbol = divmod(value, 45)
            text.append(_SYMBOLS[symbol])
    return "".join(text)


def decode(text: str) -> bytes | None:
    """Bytes of base45; ``None`` when it is none, or longer than any code."""
    if len(text) > _LONGEST or len(text) % 3 == 1 or any(symbol not in _VALUES for symbol in text):
        return None
    raw = bytearray()
    for start in range(0, len(text), 3):
        group = text[start : start + 3]
        value = sum(_VALUES[symbol] * 45**place for place, symbol in enumerate(group))
        if value >= 256 ** (len(group) - 1):
            return None
        raw += value.to_bytes(len(group) - 1)
    return bytes(raw)
