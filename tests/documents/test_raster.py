"""Rasters and their pictures are the same dots."""

from __future__ import annotations

import io

from PIL import Image

from clerk_app.documents.raster import png_of, raster_of


def _png(width: int, height: int, black: set[tuple[int, int]]) -> bytes:
    picture = Image.new("RGB", (width, height), "white")
    for place in black:
        picture.putpixel(place, (0, 0, 0))
    held = io.BytesIO()
    picture.save(held, "PNG")
    return held.getvalue()


def test_dots_stand_where_they_were_drawn():
    raster = raster_of(_png(8, 2, {(0, 0), (7, 1)}), 16)
    assert (raster.width, raster.height) == (16, 2)
    assert raster.rows == bytes([0b10000000, 0, 0b00000001, 0])


def test_the_picture_of_a_raster_gives_the_raster_back():
    raster = raster_of(_png(24, 5, {(3, 3), (20, 4)}), 24)
    assert raster_of(png_of(raster), 24) == raster
