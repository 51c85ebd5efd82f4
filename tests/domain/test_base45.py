"""Base45 is the published one (RFC 9285), both ways, and what is none is said to be none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain import base45


@pytest.mark.parametrize(("raw", "text"), [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581")])
def test_it_is_the_published_one(raw: bytes, text: str) -> None:
    assert base45.encode(raw) == text
    assert base45.decode(text) == raw


@given(st.binary(max_size=600))
def test_bytes_come_back(raw: bytes) -> None:
    assert base45.decode(base45.encode(raw)) == raw


@pytest.mark.parametrize("text", ["A", "AAAA", "bb8", "БB8", ":::", "GGW", "A" * 1002])
def test_what_is_none_is_none(text: str) -> None:
    assert base45.decode(text) is None
