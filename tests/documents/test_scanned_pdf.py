"""A scan in a PDF is made light as its pages would be; whatever is more than a scan stays as it is."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageOps
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from clerk_app.documents import qr, scanned_pdf
from clerk_app.documents.pages import DPI, LIGHT, Pages
from clerk_app.documents.scanned_pdf import MOST_PAGES, scanned_pages
from clerk_app.ports.files import LightPage
from tests.support import scanned

TEXT = "Шалтер 7, потврда 48127"
ORIENTATION = 0x0112  # of EXIF
A4 = (8.27 * 72, 11.69 * 72)


def scan(tmp_path: Path, *pages: Image.Image, name: str = "scan.pdf", **how: Any) -> Path:
    """As a scanner writes it: a JPEG a page."""
    path = tmp_path / name
    first, *rest = pages
    how = how or {"quality": 85}
    first.save(path, save_all=True, append_images=rest, resolution=scanned.SCANNED, **how)
    return path


def changed(path: Path, change: Callable[[IncrementalPdfFileWriter], None]) -> Path:
    """The file with something added to it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(path.read_bytes()), strict=False)
    change(writer)
    written = io.BytesIO()
    writer.write(written)
    path.write_bytes(written.getvalue())
    return path


def drawn(light: LightPage, page: int = 0) -> Image.Image:
    seen: Image.Image = pypdfium2.PdfDocument(light.raw)[page].render(scale=DPI / 72).to_pil()
    return seen


def test_pages_of_text_come_to_what_a_page_of_text_weighs_and_are_read_as_before(tmp_path: Path) -> None:
    code = Image.open(io.BytesIO(qr.make(TEXT).png))
    path = scan(tmp_path, scanned.written(qr=code), scanned.written(seed=2))
    light = Pages().lighter(path)
    assert light is not None
    assert light.name == path
    assert light.before == path.stat().st_size
    assert len(light.raw) <= 2 * LIGHT
    assert light.before > 10 * len(light.raw)
    document = pypdfium2.PdfDocument(light.raw)
    assert len(document) == 2
    assert document[1].get_size() == pytest.approx(A4, abs=1)
    seen = io.BytesIO()
    drawn(light).save(seen, "PNG")
    assert qr.read(seen.getvalue()) == (TEXT,)


def test_a_stamp_on_one_page_keeps_its_colour(tmp_path: Path) -> None:
    light = Pages().lighter(scan(tmp_path, scanned.written(), scanned.stamped(scanned.written(seed=2))))
    assert light is not None
    page = drawn(light, 1).convert("RGB")
    width, height = page.size
    at = (round(width / 2 + width / 8.27 / 60), round(height - height * 1.5 / 11.69))
    red, _, blue = (int(channel.getpixel(at)) for channel in page.split())  # type: ignore[arg-type]
    assert blue > red + 80
    assert len(light.raw) < light.before / 2


def test_a_page_that_is_turned_stands_upright_on_paper_of_its_size(tmp_path: Path) -> None:
    lying = scanned.written().rotate(90, expand=True)

    def turn(writer: IncrementalPdfFileWriter) -> None:
        reference, _ = writer.find_page_for_modification(0)
        reference.get_object()["/Rotate"] = generic.NumberObject(90)
        writer.mark_update(reference)

    light = Pages().lighter(changed(scan(tmp_path, lying), turn))
    assert light is not None
    assert pypdfium2.PdfDocument(light.raw)[0].get_size() == pytest.approx(A4, abs=1)


def test_how_a_camera_was_held_counts_for_nothing_in_a_pdf(tmp_path: Path) -> None:
    """Who draws the page looks at what the page says of its turning, and at nothing in the picture."""
    held = Image.Exif()
    held[ORIENTATION] = 6
    path = scan(tmp_path, scanned.written(), exif=held.tobytes(), quality=85)
    assert b"Exif" in path.read_bytes()
    (page,) = scanned_pages(path)
    assert ImageOps.exif_transpose(page.picture).size == page.picture.size
    assert page.picture.height > page.picture.width


def test_more_pixels_than_can_be_held_at_once_stay_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = scanned.written()
    path = scan(tmp_path, page, page)
    monkeypatch.setattr(scanned_pdf, "_MOST_PIXELS", 2 * page.width * page.height)
    assert len(scanned_pages(path)) == 2
    monkeypatch.setattr(scanned_pdf, "_MOST_PIXELS", 2 * page.width * page.height - 1)
    assert scanned_pages(path) == ()


def flat(writer: IncrementalPdfFileWriter) -> None:
    """A page of no width."""
    reference, _ = writer.find_page_for_modification(0)
    page = reference.get_object()
    page[pdf_name("/MediaBox")] = generic.ArrayObject([generic.NumberObject(edge) for edge in (0, 0, 0, 842)])
    writer.mark_update(reference)


def form(writer: IncrementalPdfFileWriter) -> None:
    append_signature_field(writer, SigFieldSpec("Potpis"))


def note(writer: IncrementalPdfFileWriter) -> None:
    reference, _ = writer.find_page_for_modification(0)
    note = {"/Type": "/Annot", "/Subtype": "/Text"}
    named = generic.DictionaryObject({pdf_name(key): pdf_name(value) for key, value in note.items()})
    reference.get_object()["/Annots"] = generic.ArrayObject([writer.add_object(named)])
    writer.mark_update(reference)


def text(writer: IncrementalPdfFileWriter) -> None:
    reference, _ = writer.find_page_for_modification(0)
    page = reference.get_object()
    words = writer.add_object(generic.StreamObject(stream_data=b"BT 3 Tr /F1 9 Tf (x) Tj ET"))
    page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), words])
    writer.mark_update(reference)


def attachment(writer: IncrementalPdfFileWriter) -> None:
    writer.root["/Names"] = generic.DictionaryObject({pdf_name("/EmbeddedFiles"): generic.DictionaryObject()})
    writer.update_root()


@pytest.mark.parametrize("change", [form, note, text, attachment, flat])
def test_what_is_more_than_a_scan_stays_as_it_is(
    tmp_path: Path, change: Callable[[IncrementalPdfFileWriter], None]
) -> None:
    path = scan(tmp_path, scanned.written())
    assert scanned_pages(path)
    assert Pages().lighter(changed(path, change)) is None


def test_a_light_scan_and_one_of_very_many_pages_stay_as_they_are(tmp_path: Path) -> None:
    small = Image.new("L", (200, 280), 255)
    assert Pages().lighter(scan(tmp_path, small)) is None
    assert Pages().lighter(scan(tmp_path, scanned.written().convert("1"), producer="s")) is None
    assert scanned_pages(scan(tmp_path, *[small] * MOST_PAGES))
    assert scanned_pages(scan(tmp_path, *[small] * (MOST_PAGES + 1))) == ()


@pytest.mark.parametrize("cut", [0, 9, 400, -30])
def test_what_is_not_understood_is_left_to_whoever_keeps_it(tmp_path: Path, cut: int) -> None:
    path = scan(tmp_path, scanned.written())
    path.write_bytes(path.read_bytes()[:cut])
    assert Pages().lighter(path) is None
