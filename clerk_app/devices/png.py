"""Writes a black and white picture as PNG (RFC 2083), which needs no imaging library."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

from clerk_app.devices.raster_bands import stride
from clerk_app.ports.paper import Raster

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_ONE_BIT_GREY = bytes((1, 0, 0, 0, 0))
_DOTS_PER_METRE = 8000
_UNFILTERED = b"\0"
_INVERT = bytes(255 - byte for byte in range(256))


def write_png(file: Path, raster: Raster) -> None:
    """PNG counts 0 as black, a printer 1; the resolution is the 8 dots per millimetre of receipt printers."""
    rows = raster.rows.translate(_INVERT)
    length = stride(raster.width)
    lines = (rows[at : at + length] for at in range(0, len(rows), length))
    file.write_bytes(
        _SIGNATURE
        + _chunk(b"IHDR", struct.pack(">II", raster.width, raster.height) + _ONE_BIT_GREY)
        + _chunk(b"pHYs", struct.pack(">IIB", _DOTS_PER_METRE, _DOTS_PER_METRE, 1))
        + _chunk(b"IDAT", zlib.compress(b"".join(_UNFILTERED + line for line in lines)))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
