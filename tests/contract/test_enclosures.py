import hashlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.contract import enclosures
from clerk_app.contract.enclosures import CHUNK, TAG, open_chunk, seal_chunks, sealed_size, unwrap_key, wrap_key
from clerk_app.contract.keys import SealingKey
from clerk_app.domain.errors import Damaged

KEY = b"k" * 32
CENTRE = SealingKey(b"c" * 32)


def pieces(plain: bytes) -> Iterator[bytes]:
    yield plain[:CHUNK]
    for place in range(CHUNK, len(plain), CHUNK):
        yield plain[place : place + CHUNK]


def sealed(plain: bytes) -> tuple[bytes, list[bytes]]:
    digest = hashlib.sha256(plain).digest()
    return digest, list(seal_chunks(KEY, digest, pieces(plain), len(plain)))


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 5])
def test_a_file_of_any_size_comes_back(size: int):
    plain = bytes(range(256)) * (size // 256 + 1)
    plain = plain[:size]
    digest, chunks = sealed(plain)
    assert sum(map(len, chunks)) == sealed_size(size)
    assert enclosures.upload_size(size) == enclosures.KEY_WRAP_BYTES + sealed_size(size)
    assert b"".join(open_chunk(KEY, digest, i, chunk, size) for i, chunk in enumerate(chunks)) == plain


TWO = b"a" * CHUNK + b"b" * 10
DIGEST, CHUNKS = sealed(TWO)


def refused(index: int, chunk: bytes, *, key: bytes = KEY, digest: bytes = DIGEST, size: int = len(TWO)) -> None:
    with pytest.raises(Damaged, match="enclosure_damaged"):
        open_chunk(key, digest, index, chunk, size)


def test_chunks_cannot_be_swapped_repeated_or_moved_to_another_file():
    refused(0, CHUNKS[1])
    refused(1, CHUNKS[0])
    refused(2, CHUNKS[1])
    refused(0, CHUNKS[0], digest=b"x" * 32)
    refused(0, CHUNKS[0], key=b"l" * 32)


def test_an_end_cannot_be_cut_off_or_added_unnoticed():
    refused(0, CHUNKS[0], size=CHUNK)
    refused(1, CHUNKS[1], size=3 * CHUNK)


def test_a_chunk_cut_anywhere_is_damaged():
    for end in range(len(CHUNKS[1])):
        refused(1, CHUNKS[1][:end])


@given(st.integers(0, (10 + TAG) * 8 - 1))
def test_no_bit_can_be_flipped(bit: int):
    forged = bytearray(CHUNKS[1])
    forged[bit // 8] ^= 1 << bit % 8
    refused(1, bytes(forged))


def test_the_file_key_opens_at_the_centre_for_that_file_alone():
    wrap = wrap_key(KEY, CENTRE.public, DIGEST)
    assert len(wrap) == enclosures.KEY_WRAP_BYTES
    assert unwrap_key(wrap, CENTRE, DIGEST) == KEY
    for key, digest in ((SealingKey(b"d" * 32), DIGEST), (CENTRE, b"x" * 32)):
        with pytest.raises(Damaged, match="seal_broken"):
            unwrap_key(wrap, key, digest)


def test_a_wrap_cut_anywhere_is_broken():
    wrap = wrap_key(KEY, CENTRE.public, DIGEST)
    for end in range(len(wrap)):
        with pytest.raises(Damaged, match="seal_broken"):
            unwrap_key(wrap[:end], CENTRE, DIGEST)
