"""A PDF as scanners write it, each page one picture and nothing else: taken apart, and made of lighter pictures.

Whatever is more than that stays as it is: text, a form, a signature, a note, an attachment, a layer, a key.
"""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter

logging.getLogger("pyhanko").addHandler(logging.NullHandler())

MOST_PAGES = 20
MOST_BYTES = 64 * 1024 * 1024
_MOST_PIXELS = 120_000_000  # of all pages together: they are held at once
_BAD_FILE = (
    *(PdfError, OSError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError),
    *(SyntaxError, MemoryError, Warning, Image.DecompressionBombError, zlib.error),
)
_MORE_THAN_PAGES = (
    *("/AcroForm", "/Perms", "/Names", "/AF", "/Collection", "/OCProperties", "/DSS", "/AA"),
    *("/OpenAction", "/OutputIntents", "/StructTreeRoot"),
)
_MORE_THAN_A_PICTURE = ("/Annots", "/AA", "/UserUnit", "/AF")
_MORE_THAN_PIXELS = ("/SMask", "/Mask", "/ImageMask", "/Decode", "/Alternates", "/OC")
_MODES = {"/DeviceRGB": "RGB", "/DeviceGray": "L", 3: "RGB", 1: "L"}
_DRAWS = re.compile(
    rb"\s*(?:q\s+)*(?:/[\w.-]+\s+gs\s+)?([\d.]+)\s+0(?:\.0*)?\s+0(?:\.0*)?\s+([\d.]+)\s+(-?[\d.]+)\s+(-?[\d.]+)\s+cm"
    rb"\s+/[\w.-]+\s+Do(?:\s+Q)*\s*"
)
"""The whole content of a page: one picture, upright, at a place."""
_NEARLY = 0.02  # share of the page by which a picture may miss its edge


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """The picture of a page, upright, and the size of the page in points."""

    picture: Image.Image
    width: float
    height: float


def scanned_pages(path: Path) -> tuple[ScannedPage, ...]:
    """The pages of a scan; none where the file is anything else, or nothing that can be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return ()
        reader = PdfFileReader(io.BytesIO(path.read_bytes()), strict=False)
        root = reader.root
        count = int(root["/Pages"]["/Count"])
        if reader.encrypted or any(name in root for name in _MORE_THAN_PAGES) or not 0 < count <= MOST_PAGES:
            return ()
        pages, pixels = [], 0
        for place in range(count):
            page = _page(reader, place, _MOST_PIXELS - pixels)
            if page is None:
                return ()
            pages.append(page)
            pixels += page.picture.width * page.picture.height
    except _BAD_FILE:
        return ()
    return tuple(pages)


def bound(pages: Sequence[tuple[bytes, str, ScannedPage]]) -> bytes:
    """A PDF of pages that are each a JPEG, or a PDF of one black and white picture, on paper as large as before."""
    writer = PdfFileWriter(stream_xrefs=False)
    for raw, suffix, page in pages:
        picture = writer.add_object(_jpeg(raw) if suffix == ".jpg" else _bitonal(raw))
        drawn = f"q {page.width:.2f} 0 0 {page.height:.2f} 0 0 cm /P Do Q".encode()
        resources = generic.DictionaryObject(
            {pdf_name("/XObject"): generic.DictionaryObject({pdf_name("/P"): picture})}
        )
        content = writer.add_object(generic.StreamObject(stream_data=drawn))
        writer.insert_page(PageObject(content, (0, 0, page.width, page.height), resources))
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _page(reader: PdfFileReader, place: int, most: int) -> ScannedPage | None:
    reference, resources = reader.find_page_for_modification(place)
    page = reference.get_object()
    box = [float(edge) for edge in _inherited(page, "/MediaBox")]
    crop = _inherited(page, "/CropBox")
    width, height = box[2] - box[0], box[3] - box[1]
    if any(page.get(name) for name in _MORE_THAN_A_PICTURE) or (crop and [float(edge) for edge in crop] != box):
        return None
    pictures = list(resources.get_object().get("/XObject", {}).values())
    drawn = _DRAWS.fullmatch(_content(page))
    if len(pictures) != 1 or drawn is None or not _fills(drawn, box):
        return None
    picture = _picture(pictures[0].get_object() if hasattr(pictures[0], "get_object") else pictures[0], most)
    turned = int(_inherited(page, "/Rotate") or 0) % 360
    if picture is None or turned % 90:
        return None
    upright = picture.rotate(-turned, expand=True) if turned else picture
    return ScannedPage(upright, *((height, width) if turned % 180 else (width, height)))


def _inherited(page: Any, name: str) -> Any:  # noqa: ANN401 (a value of the file)
    """What stands at the page, or at what it hangs on."""
    for _ in range(32):
        if name in page:
            return page[name]
        if "/Parent" not in page:
            break
        page = page["/Parent"]
    return None


def _content(page: Any) -> bytes:  # noqa: ANN401 (an object of the file)
    content = page["/Contents"]
    parts = content if isinstance(content, generic.ArrayObject) else [content]
    streams = [part.get_object() if isinstance(part, generic.IndirectObject) else part for part in parts]
    return b"\n".join(bytes(stream.data) for stream in streams)


def _fills(drawn: re.Match[bytes], box: Sequence[float]) -> bool:
    """Whether the picture is the whole page."""
    wide, high, left, low = (float(number) for number in drawn.groups())
    width, height = box[2] - box[0], box[3] - box[1]
    misses = (abs(wide - width) / width, abs(high - height) / height)
    return max(*misses, abs(left - box[0]) / width, abs(low - box[1]) / height) <= _NEARLY


def _picture(image: Any, most: int) -> Image.Image | None:  # noqa: ANN401 (an object of the file)
    """Its pixels; nothing of one that is light already, not understood, or of more than ``most`` pixels.

    What a camera noted in the JPEG of how it was held counts for nothing in a PDF: the page says how it is turned.
    """
    width, height = int(image["/Width"]), int(image["/Height"])
    mode = _mode(image.get("/ColorSpace"))
    plain = image["/Subtype"] == "/Image" and not any(name in image for name in _MORE_THAN_PIXELS)
    if not plain or mode is None or int(image.get("/BitsPerComponent", 8)) != 8 or width * height > most:
        return None
    filters = image.get("/Filter")
    names = list(filters) if isinstance(filters, generic.ArrayObject) else [filters]
    if names == ["/DCTDecode"]:
        with Image.open(io.BytesIO(image.encoded_data)) as opened:
            if (opened.mode, opened.size) != (mode, (width, height)):
                return None
            bare = Image.new(mode, opened.size)
            bare.paste(opened)
            return bare
    if names in (["/FlateDecode"], [None]):
        return Image.frombytes(mode, (width, height), image.data)
    return None


def _mode(space: Any) -> str | None:  # noqa: ANN401 (a value of the file)
    if isinstance(space, generic.ArrayObject) and space[0] == "/ICCBased":
        return _MODES.get(int(space[1]["/N"]))
    return _MODES.get(space) if isinstance(space, str) else None


def _jpeg(raw: bytes) -> generic.StreamObject:
    with Image.open(io.BytesIO(raw)) as opened:
        (width, height), grey = opened.size, opened.mode == "L"
    said = {
        "/Type": pdf_name("/XObject"),
        "/Subtype": pdf_name("/Image"),
        "/Width": generic.NumberObject(width),
        "/Height": generic.NumberObject(height),
        "/BitsPerComponent": generic.NumberObject(8),
        "/ColorSpace": pdf_name("/DeviceGray" if grey else "/DeviceRGB"),
        "/Filter": pdf_name("/DCTDecode"),
    }
    return generic.StreamObject({pdf_name(name): value for name, value in said.items()}, encoded_data=raw)


def _bitonal(raw: bytes) -> generic.StreamObject:
    """The picture out of a PDF that holds nothing else, as it is."""
    reader = PdfFileReader(io.BytesIO(raw), strict=False)
    _, resources = reader.find_page_for_modification(0)
    (picture,) = resources.get_object()["/XObject"].values()
    found = picture.get_object() if hasattr(picture, "get_object") else picture
    said = {name: value for name, value in found.items() if name != "/Length"}
    return generic.StreamObject(said, encoded_data=found.encoded_data)
