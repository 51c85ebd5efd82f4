from PIL import Image

from clerk_app.devices.png import write_png
from clerk_app.ports.paper import Raster


def test_black_and_white_as_the_printer_counts_them(tmp_path):
    write_png(tmp_path / "a.png", Raster(width=10, height=2, rows=b"\x80\x40\x00\x00"))
    with Image.open(tmp_path / "a.png") as picture:
        assert (picture.mode, picture.size) == ("1", (10, 2))
        assert [(x, y) for y in range(2) for x in range(10) if not picture.getpixel((x, y))] == [(0, 0), (9, 0)]
