from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from clerk_app.devices.escpos_stream import EscposStream
from clerk_app.devices.raster_bands import bands
from clerk_app.devices.simulated_mechanism import Mechanism
from clerk_app.devices.simulated_roll import SimulatedRoll
from clerk_app.ports.paper import Raster
from tests.devices.papers import receipt


class Strip(SimulatedRoll):
    """Paper that only remembers."""

    def __init__(self, dots):
        super().__init__(Path(), dots)
        self.rows = b""

    def put(self, row):
        self.rows += row.ljust(self._stride, b"\0")


@given(st.integers(1, 100), st.integers(1, 60), st.integers(1, 20), st.randoms(use_true_random=False))
def test_what_comes_out_is_what_went_in(width, height, band_rows, chance):
    stride = (width + 7) // 8
    rows = b"".join(chance.randbytes(stride) if chance.random() < 0.5 else bytes(stride) for _ in range(height))
    strip = Strip(width)
    mechanism = Mechanism(strip)
    for band in bands(Raster(width=width, height=height, rows=rows), band_rows):
        for command in EscposStream().feed(band):
            assert mechanism.take(command) == b""
    assert strip.rows == rows


def test_white_is_not_sent():
    sent = sum(map(len, bands(receipt(), 64)))
    assert sent < 0.75 * len(receipt().rows)
    assert list(bands(Raster(width=576, height=3, rows=bytes(72 * 3)), 64)) == [b"\x1dv0\0\x01\0\x03\0\0\0\0"]
