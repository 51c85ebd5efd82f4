"""The limit that lines are measured against."""

from __future__ import annotations

import pytest
from backports import zstd

from clerk_app.contract.entries import EntryRow, encode_rows, row_of
from tests.link import floor
from tests.link.profiles import PROFILES
from tests.support.sync_entries import entry


def rows(first: int, count: int) -> list[EntryRow]:
    return [row_of(entry(seq, size=300)) for seq in range(first, first + count)]


def test_the_smaller_of_both_ways_is_taken() -> None:
    dictionary = floor.trained(rows(1000, 400))
    few, many = rows(1, 2), rows(1, 900)
    assert floor.packed_bytes(few, dictionary) < len(zstd.compress(encode_rows(few), level=19))
    assert floor.packed_bytes(many, dictionary) <= len(zstd.compress(encode_rows(many), level=19))


def test_it_is_bytes_at_line_rate_and_three_round_trips() -> None:
    # 143,663 bytes and 1,000 statuses on this line: 21.26 s, as published
    assert floor.seconds(PROFILES["sat64"], 143_663, 1000) == pytest.approx(21.26, abs=0.01)
    assert floor.seconds(PROFILES["rural256"], 143_663, 1000) == pytest.approx(6.07, abs=0.02)
