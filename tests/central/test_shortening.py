"""What is told is bounded: long texts and lists are cut, step by step, and numbers stay as they are."""

from __future__ import annotations

import msgspec
import pytest

from clerk_app.central.shortening import plain, shortened


def test_what_fits_is_told_as_it_is() -> None:
    assert shortened(b'{"a": 1}', 8) == b'{"a": 1}'


@pytest.mark.parametrize(
    "body", [{"a": "х" * 90_000}, {"a": ["х" * 99] * 9000}, {"a": {str(n): n for n in range(9000)}}]
)
def test_what_does_not_is_cut_until_it_does(body: dict[str, object]) -> None:
    raw = msgspec.json.encode(body | {"at": 2**62, "flag": True, "none": None})
    cut = shortened(raw, 8000)
    assert len(cut) <= 8000
    told = msgspec.json.decode(cut)
    assert (told["at"], told["flag"], told["none"]) == (2**62, True, None)
    assert type(told["a"]) is type(body["a"])


def test_a_column_holds_no_zero_byte() -> None:
    assert plain("a\0bc", 2) == "ab"
