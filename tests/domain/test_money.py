"""Amounts are read as they are written here, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain import money


@pytest.mark.parametrize(
    ("text", "para"),
    [
        ("1.330,00", 133000),
        ("1330,00", 133000),
        ("1330", 133000),
        ("0,5", 50),
        (" 1 330,05 РСД", 133005),
        ("1.000.000", 100000000),
        ("320 din.", 32000),
    ],
)
def test_amounts_are_read(text: str, para: int) -> None:
    assert money.parse(text) == para


@pytest.mark.parametrize("text", ["", "abc", "-5", "1,333", "1.33", "1.33,00", "12.34.567", "٣", "1e5", "9" * 40])
def test_what_is_no_amount_is_not_read(text: str) -> None:
    assert money.parse(text) is None


@given(st.integers(min_value=0, max_value=10**14))
def test_written_amounts_are_read_back(para: int) -> None:
    assert money.parse(money.shown(para)) == para
    assert money.parse(money.plain(para)) == para


def test_amounts_are_written_the_serbian_way() -> None:
    assert money.shown(133000) == "1.330,00"
    assert money.plain(133005) == "1330,05"
