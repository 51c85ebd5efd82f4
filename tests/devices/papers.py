"""Pictures to print, and what is seen on paper afterwards."""

import random

from PIL import Image

from clerk_app.ports.paper import Raster

FEED_TO_KNIFE = 180


def noise(width=576, height=200, seed=1):
    """A picture with no two bands alike."""
    return Raster(width=width, height=height, rows=random.Random(seed).randbytes((width + 7) // 8 * height))


def receipt(width=576, height=920):
    """White with lines of dots, about as a receipt is."""
    stride = (width + 7) // 8
    line = bytes(0x5A if place < stride * 2 // 3 else 0 for place in range(stride))
    return Raster(
        width=width, height=height, rows=b"".join(line if row % 30 < 12 else bytes(stride) for row in range(height))
    )


def seen(file, height=None):
    """The rows on a receipt, packed as they were sent, without the feed to the knife."""
    with Image.open(file) as picture:
        assert picture.mode == "1"
        rows = bytes(byte ^ 0xFF for byte in picture.tobytes())
        stride = (picture.width + 7) // 8
    return rows[: stride * height] if height is not None else rows[: len(rows) - stride * FEED_TO_KNIFE]
