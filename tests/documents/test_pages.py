"""A page comes to some 60 KB and is still read; what would not be stays as it is."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from clerk_app.documents import qr
from clerk_app.documents.pages import DPI, LIGHT, Pages
from clerk_app.ports.files import LightPage
from tests.support import scanned

TEXT = "Шалтер 7, потврда 48127"


def lighter(tmp_path: Path, page: Image.Image, name: str = "page.jpg", **how: Any) -> LightPage | None:
    path = tmp_path / name
    page.save(path, **how)
    return Pages().lighter(path)


def code() -> Image.Image:
    return Image.open(io.BytesIO(qr.make(TEXT).png))


def drawn(light: LightPage) -> Image.Image:
    """The page as a reader sees it."""
    if light.name.suffix == ".pdf":
        page: Image.Image = pypdfium2.PdfDocument(light.raw)[0].render(scale=DPI / 72).to_pil()
        return page
    return Image.open(io.BytesIO(light.raw))


@pytest.mark.parametrize("photographed", [False, True])
def test_a_full_page_of_text_is_light_and_the_code_on_it_is_read(tmp_path: Path, *, photographed: bool) -> None:
    page = scanned.written(qr=code())
    light = lighter(tmp_path, scanned.photographed(page) if photographed else page, quality=88)
    assert light is not None
    assert light.name.name == "page.pdf"
    assert len(light.raw) <= LIGHT
    assert light.before > 10 * len(light.raw)
    seen = io.BytesIO()
    drawn(light).save(seen, "PNG")
    assert qr.read(seen.getvalue()) == (TEXT,)


def test_a_stamp_keeps_its_colour(tmp_path: Path) -> None:
    light = lighter(tmp_path, scanned.stamped(scanned.written()), quality=88)
    assert light is not None
    assert light.name.suffix == ".jpg"
    assert len(light.raw) < light.before / 4
    page = drawn(light).convert("RGB")
    at = (page.width * 8.27 / 2 / 8.27 + page.width / 8.27 / 60, page.height - page.height * 1.5 / 11.69)
    red, _, blue = (channel.getpixel((round(at[0]), round(at[1]))) for channel in page.split())
    assert isinstance(red, int)
    assert isinstance(blue, int)
    assert blue > red + 80


def test_shades_stay_shades(tmp_path: Path) -> None:
    light = lighter(tmp_path, scanned.picture(), "picture.png")
    assert light is not None
    assert light.name.name == "picture.jpg"
    assert max(drawn(light).size) <= round(297 / 25.4 * DPI)


@pytest.mark.parametrize("name", ["page.png", "page.tif", "PAGE.JPG"])
def test_kinds_of_pictures(tmp_path: Path, name: str) -> None:
    light = lighter(tmp_path, scanned.written(seed=3), name)
    assert light is not None
    assert light.name.suffix == ".pdf"


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "I;16", "CMYK"])
def test_any_kind_of_pixels(tmp_path: Path, mode: str) -> None:
    page = Image.new("L", (1200, 1700), 255)
    page.paste(0, (100, 100, 600, 120))
    page = page.convert("I;16" if mode == "I;16" else mode)
    name = "page.tif" if mode in ("CMYK", "I;16") else "page.png"
    path = tmp_path / name
    page.save(path)
    light = Pages().lighter(path)
    assert light is None or len(light.raw) < path.stat().st_size


def test_a_light_page_stays_as_it_is(tmp_path: Path) -> None:
    assert lighter(tmp_path, Image.new("L", (900, 1200), 255).resize((90, 120)), "small.png", optimize=True) is None


def test_several_pages_and_other_kinds_stay_as_they_are(tmp_path: Path) -> None:
    page = scanned.picture()
    assert lighter(tmp_path, page, "two.tif", save_all=True, append_images=[page]) is None
    (tmp_path / "signed.pdf").write_bytes(b"%PDF-1.7\n" + b"x" * 900_000)
    assert Pages().lighter(tmp_path / "signed.pdf") is None


@pytest.mark.parametrize("cut", [0, 30, 4000])
def test_what_is_not_understood_is_left_to_whoever_keeps_it(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "page.jpg"
    scanned.picture().save(path)
    path.write_bytes(path.read_bytes()[:cut])
    assert Pages().lighter(path) is None
    assert Pages().lighter(tmp_path / "none.jpg") is None


def test_a_black_page_is_no_reason_to_fail(tmp_path: Path) -> None:
    noise = Image.effect_noise((1654, 2339), 1).point(lambda value: max(0, value - 127))
    light = lighter(tmp_path, noise, "black.png")
    assert light is None or light.raw
