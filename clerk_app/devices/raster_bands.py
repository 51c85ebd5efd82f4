"""Cuts a picture into the commands of a receipt printer (GS v 0), without the white that need not be sent."""

from __future__ import annotations

from collections.abc import Iterator

from clerk_app.ports.paper import Raster


def stride(width: int) -> int:
    """Bytes that a row of ``width`` dots takes."""
    return (width + 7) // 8


def bands(raster: Raster, band_rows: int) -> Iterator[bytes]:
    """Picture commands of at most ``band_rows`` rows each, cut at the right margin.

    White rows become a picture one byte wide: it feeds exactly as many dots on every printer, which the feed commands,
    whose unit differs between models, do not.
    """
    length = stride(raster.width)
    for start in range(0, raster.height, band_rows):
        height = min(band_rows, raster.height - start)
        rows = [raster.rows[row * length : (row + 1) * length].rstrip(b"\0") for row in range(start, start + height)]
        width = max(1, *map(len, rows))
        yield _picture(width, [row.ljust(width, b"\0") for row in rows])


def _picture(width: int, rows: list[bytes]) -> bytes:
    return b"\x1dv0\0" + width.to_bytes(2, "little") + len(rows).to_bytes(2, "little") + b"".join(rows)
