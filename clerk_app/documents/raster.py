"""Pictures of one bit: what receipt printers take, and what people look at on the screen."""

from __future__ import annotations

import io

from PIL import Image

from clerk_app.ports.paper import Raster

_THRESHOLD = 150
_BLACK_IS_ONE = bytes(255 - value for value in range(256))


def raster_of(png: bytes, width: int) -> Raster:
    """Turn a PNG into a raster of exactly ``width`` dots: cut or padded on the right, never scaled."""
    with Image.open(io.BytesIO(png)) as opened:
        flat = Image.new("RGB", opened.size, "white")
        flat.paste(opened, mask=opened.getchannel("A") if opened.mode == "RGBA" else None)
    page = Image.new("L", (width, flat.height), 255)
    page.paste(flat.convert("L"), (0, 0))
    one_bit = page.point(lambda value: 255 if value < _THRESHOLD else 0).convert("1", dither=Image.Dither.NONE)
    return Raster(width=width, height=one_bit.height, rows=one_bit.tobytes())


def png_of(raster: Raster) -> bytes:
    """The raster as a PNG, black on white."""
    picture = Image.frombytes("1", (raster.width, raster.height), raster.rows.translate(_BLACK_IS_ONE))
    held = io.BytesIO()
    picture.save(held, "PNG", optimize=True)
    return held.getvalue()
