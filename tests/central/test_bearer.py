"""Tokens are read off a header as it was sent, and kept as their digest alone."""

from __future__ import annotations

import pytest

from clerk_app.central.bearer import digest_of, new_token, token_of
from clerk_app.domain.errors import Refused


@pytest.mark.parametrize("header", ["Bearer abc", "bearer abc", "BEARER abc"])
def test_the_scheme_is_written_in_any_case(header: str) -> None:
    assert token_of(header) == "abc"


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic abc", "abc"])
def test_a_header_without_a_token_is_nobodys(header: str) -> None:
    with pytest.raises(Refused, match="unauthenticated"):
        token_of(header)


def test_two_tokens_are_never_one_and_neither_stands_in_its_digest() -> None:
    one, other = new_token(), new_token()
    assert one != other
    assert digest_of(one) == digest_of(one) != digest_of(other)
    assert one.encode() not in digest_of(one)
    assert len(digest_of("\udcff")) == 32  # whatever a header held
