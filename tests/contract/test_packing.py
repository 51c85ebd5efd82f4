from contextlib import suppress

import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.contract import packing
from clerk_app.domain.errors import Invalid


@given(st.binary(max_size=2000), st.integers(1, 19))
def test_what_is_packed_comes_back(plain: bytes, level: int):
    assert packing.unpack(packing.pack(plain, level)) == plain


def test_what_unfolds_to_the_limit_is_taken_and_one_byte_more_is_not():
    assert len(packing.unpack(zstd.compress(bytes(packing.MOST_UNPACKED), level=1))) == packing.MOST_UNPACKED
    with pytest.raises(Invalid, match="too_large"):
        packing.unpack(zstd.compress(bytes(packing.MOST_UNPACKED + 1), level=1))


def test_a_bomb_is_refused_without_being_unfolded():
    sender = zstd.ZstdCompressor(level=1)
    bomb = b"".join(sender.compress(bytes(1 << 20)) for _ in range(500)) + sender.flush()
    assert len(bomb) < 100_000
    with pytest.raises(Invalid, match="too_large"):
        packing.unpack(bomb)


def test_a_frame_that_asks_for_memory_which_none_of_ours_needs_is_refused():
    sender = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: 27})
    wide = sender.compress(b"few bytes") + sender.flush()  # its length is not told, so the window is what it says
    assert zstd.decompress(wide) == b"few bytes"
    with pytest.raises(Invalid, match="malformed"):
        packing.unpack(wide)


def test_a_frame_cut_anywhere_is_refused():
    packed = packing.pack(b"entries " * 20)
    for end in range(len(packed)):
        with pytest.raises(Invalid, match="malformed"):
            packing.unpack(packed[:end])


def test_nothing_may_follow_a_frame():
    for more in (b"x", packing.pack(b"another")):
        with pytest.raises(Invalid, match="malformed"):
            packing.unpack(packing.pack(b"entries") + more)


@given(st.binary(max_size=300))
def test_any_bytes_are_unpacked_or_refused_in_our_own_words(raw: bytes):
    with suppress(Invalid):
        assert isinstance(packing.unpack(raw), bytes)
