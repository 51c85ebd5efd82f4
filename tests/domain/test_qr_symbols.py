"""Base45 is the published one (RFC 9285), both ways, and what is none is said to be none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain import qr_symbols


@pytest.mark.parametrize(("raw", "text"), [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581")])
def test_it_is_the_published_one(raw: bytes, text: str) -> None:
    assert qr_symbols.encode(raw) == text
    assert qr_symbols.decode(text) == raw


@given(st.binary(max_size=600))
def test_bytes_come_back(raw: bytes) -> None:
    assert qr_symbols.decode(qr_symbols.encode(raw)) == raw


@pytest.mark.parametrize("text", ["A", "AAAA", "bb8", "БB8", ":::", "GGW", "A" * 1002])
def test_what_is_none_is_none(text: str) -> None:
    assert qr_symbols.decode(text) is None
