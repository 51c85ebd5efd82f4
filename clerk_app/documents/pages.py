"""Pages made light for a thin line: 200 dpi, as few bytes as a reader needs, and never a page that got worse to read.

A page of ink on paper becomes black and white in a PDF (CCITT G4); what has shades or colours that matter stays a JPEG.
A PDF of which each page is one picture is made light page by page. A page that is light enough, a file of another kind,
or one that is not understood stays as it is, byte for byte: a PDF may be signed.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter, ImageMath, ImageOps, ImageStat

from clerk_app.documents.scanned_pdf import bound, scanned_pages
from clerk_app.ports.files import LightPage

DPI = 200
LIGHT = 60 * 1024
"""Bytes that a page of text is to come to."""
_WORTH = 0.7  # of the file's size: what saves less is not worth another file than the citizen's
_LONG_SIDE = round(297 / 25.4 * DPI)  # pixels of A4
_MOST_PIXELS = 120_000_000
_KINDS = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff"})
_QUALITIES = (60, 45, 35)
_SMALLER = 0.75  # 150 dpi, where 200 does not come down far enough
_COLOURED = 40  # of 255: how far from grey a pixel is that is a colour, on white paper
_COLOURS = 0.0003  # share of such pixels from which colour matters: a stamp, a signature in blue
_INK, _PAPER = 110, 200  # of 255, once the paper is white: darker, and lighter
_SHADES = 0.012  # share of what is neither, and lies at no ink's edge, beyond which a page has shades that matter
_MOST_INK = 0.3  # share of the page; more is a picture
_LOST = 14.0  # of 255: mean difference along edges at which letters begin to suffer


class Pages:
    """The port ``Pages``."""

    def lighter(self, path: Path) -> LightPage | None:
        """The page of this file made lighter; nothing where the file itself is to be kept."""
        if path.suffix.lower() == ".pdf":
            return _lighter_scan(path)
        if path.suffix.lower() not in _KINDS:
            return None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                size = path.stat().st_size
                with Image.open(path) as opened:
                    if getattr(opened, "n_frames", 1) > 1 or opened.width * opened.height > _MOST_PIXELS:
                        return None
                    page = _at_reading_size(opened)
        except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError):
            return None  # whoever keeps it says what is wrong with it
        raw, suffix = _lightest(page)
        return LightPage(path.with_suffix(suffix), raw, size) if len(raw) <= size * _WORTH else None


def _lighter_scan(path: Path) -> LightPage | None:
    """The same pages in one file."""
    pages = scanned_pages(path)
    if not pages:
        return None
    size = path.stat().st_size
    if size <= LIGHT * len(pages):
        return None
    raw = bound([(*_lightest(_at_reading_size(page.picture)), page) for page in pages])
    return LightPage(path, raw, size) if len(raw) <= size * _WORTH else None


def _at_reading_size(opened: Image.Image) -> Image.Image:
    """Upright, on white, no larger than A4 at 200 dpi."""
    page = ImageOps.exif_transpose(opened)
    if page.mode in ("RGBA", "LA", "P", "PA"):
        page = Image.alpha_composite(Image.new("RGBA", page.size, "white"), page.convert("RGBA"))
    page = page.convert("L" if page.mode in ("1", "L", "I;16", "I") else "RGB")
    page.thumbnail((_LONG_SIDE, _LONG_SIDE), Image.Resampling.LANCZOS)
    return page if page.mode == "L" or _has_colours(page) else page.convert("L")


def _lightest(page: Image.Image) -> tuple[bytes, str]:
    """The bytes and what kind of file they are."""
    if page.mode == "L" and _is_ink_on_paper(flat := _flattened(page)):
        return _black_and_white(flat), ".pdf"
    best = b""
    for shown in (page, page.resize(_scaled(page, _SMALLER), Image.Resampling.LANCZOS)):
        for raw in _jpegs(shown):
            if best and _lost(page, raw) > _LOST:
                return best, ".jpg"
            best = raw
            if len(raw) <= LIGHT:
                return raw, ".jpg"
    return best, ".jpg"


def _jpegs(page: Image.Image) -> Iterator[bytes]:
    for quality in _QUALITIES:
        written = io.BytesIO()
        page.save(written, "JPEG", quality=quality, optimize=True, progressive=True, dpi=(DPI, DPI))
        yield written.getvalue()


def _black_and_white(flat: Image.Image) -> bytes:
    written = io.BytesIO()
    flat.point(lambda value: 255 if value > _threshold(flat) else 0).convert("1").save(written, "PDF", resolution=DPI)
    return written.getvalue()


def _flattened(page: Image.Image) -> Image.Image:
    """The page as if lit evenly: each point as a share of the paper around it."""
    few = page.resize(_scaled(page, 0.125), Image.Resampling.BOX).filter(ImageFilter.MaxFilter(7))
    paper = few.filter(ImageFilter.BoxBlur(4)).resize(page.size, Image.Resampling.BILINEAR)
    paper = paper.point(lambda value: max(value, 1))
    lit: Image.Image = ImageMath.lambda_eval(
        lambda seen: seen["min"](seen["page"] * 255 / seen["paper"], 255), page=page, paper=paper
    )
    return lit.convert("L")


def _is_ink_on_paper(flat: Image.Image) -> bool:
    clear = ImageOps.autocontrast(flat, cutoff=(0.5, 0))
    ink = clear.point(lambda value: 255 if value < _INK else 0)
    shades = clear.point(lambda value: 255 if _INK <= value < _PAPER else 0)
    apart = ImageChops.subtract(shades, ink.filter(ImageFilter.MaxFilter(5)))
    return _share(ink) < _MOST_INK and _share(apart) < _SHADES


def _threshold(flat: Image.Image) -> int:
    """Between ink and paper, by the way that parts them best (Otsu)."""
    counts = flat.histogram()
    total, whole = sum(counts), sum(value * count for value, count in enumerate(counts))
    below = summed = 0
    best, at = -1.0, 127
    for value, count in enumerate(counts):
        below += count
        summed += value * count
        above = total - below
        if below and above:
            apart = below * above * (summed / below - (whole - summed) / above) ** 2
            if apart > best:
                best, at = apart, value
    return at


def _has_colours(page: Image.Image) -> bool:
    few = page.resize(_scaled(page, 0.5), Image.Resampling.BOX)
    red, green, blue = map(_flattened, few.split())  # by itself each, so that yellow light is no colour
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    least = ImageChops.darker(ImageChops.darker(red, green), blue)
    counts = ImageChops.subtract(most, least).histogram()
    return sum(counts[_COLOURED:]) > _COLOURS * sum(counts)


def _lost(page: Image.Image, raw: bytes) -> float:
    """How far the page differs along its edges, where letters are."""
    grey = page.convert("L")
    with Image.open(io.BytesIO(raw)) as opened:
        seen = opened.convert("L").resize(grey.size, Image.Resampling.BICUBIC)
    edges = grey.filter(ImageFilter.FIND_EDGES).point(lambda value: 255 if value > 60 else 0)
    if edges.getbbox() is None:
        return 0.0
    return ImageStat.Stat(ImageChops.difference(grey, seen), mask=edges).mean[0]


def _share(mask: Image.Image) -> float:
    return mask.histogram()[255] / (mask.width * mask.height)


def _scaled(page: Image.Image, factor: float) -> tuple[int, int]:
    return max(1, round(page.width * factor)), max(1, round(page.height * factor))
