"""QR codes: made in byte mode, and read back before anyone relies on them."""

from __future__ import annotations

import io
from dataclasses import dataclass

import segno
import zxingcpp
from PIL import Image

from clerk_app.domain.errors import Damaged, Invalid

_QUIET = 4
_ALPHANUMERIC = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


@dataclass(frozen=True, slots=True)
class QrPicture:
    """A QR code as SVG (one unit per module, no margin) and as PNG (with margin); ``modules`` is its side."""

    svg: str
    png: bytes
    modules: int


def make(text: str, *, scale: int = 6) -> QrPicture:
    """A QR code of ``text``, error correction M, that a reader gives back exactly; raises ``Damaged('qr_unreadable')``.

    Text of the alphanumeric symbols is packed as such. For all other, byte mode and UTF-8 are forced: left to itself
    the library picks a mode for Cyrillic that many banking programs cannot read.
    """
    if set(text) <= _ALPHANUMERIC:
        code = segno.make_qr(text, error="m", mode="alphanumeric")
    else:
        code = segno.make_qr(text, error="m", mode="byte", encoding="utf-8")
    svg, png = io.BytesIO(), io.BytesIO()
    code.save(svg, kind="svg", border=0, xmldecl=False, svgns=True, omitsize=True)
    code.save(png, kind="png", scale=scale, border=_QUIET)
    picture = QrPicture(svg=svg.getvalue().decode(), png=png.getvalue(), modules=int(code.symbol_size(border=0)[0]))
    if read(picture.png) != (text,):
        raise Damaged("qr_unreadable")
    return picture


def read(png: bytes) -> tuple[str, ...]:
    """The texts of every QR code in a picture, and of no other barcode.

    Raises ``Invalid('picture_unreadable')`` for what is no picture.
    """
    # Some QR codes hold rows that pass for a small barcode of another kind: one receipt in 300 would be unreadable.
    wanted = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    try:
        with Image.open(io.BytesIO(png)) as opened:
            found = zxingcpp.read_barcodes(opened.convert("L"), formats=wanted)
    except (OSError, ValueError, Image.DecompressionBombError) as error:  # the last two: of a size that nobody prints
        raise Invalid("picture_unreadable") from error
    return tuple(one.text for one in found)
