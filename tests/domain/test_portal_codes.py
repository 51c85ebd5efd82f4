"""The code of a filing is read back exactly, and anything else is refused with one error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain import portal_codes, qr_symbols
from clerk_app.domain.errors import Invalid
from clerk_app.domain.portal_codes import PortalCode

SIGNATURE = bytes(range(64))
CODE = PortalCode(municipality="primerovo", number="EU-2026-000123-K", at=1_790_000_000)


@given(st.text(max_size=50), st.text(max_size=50), st.integers(0, portal_codes._LATEST))
def test_codes_are_read_back(municipality: str, number: str, at: int) -> None:
    code = PortalCode(municipality=municipality, number=number, at=at)
    assert portal_codes.parse(f" {code.text(SIGNATURE).lower()}\n") == (code, SIGNATURE)


def test_the_signed_bytes_have_the_written_layout() -> None:
    assert PortalCode(municipality="a", number="b", at=1).signed_bytes() == b"EUP1\x01a\x01b" + bytes(7) + b"\x01"


@given(st.text(max_size=200))
def test_anything_else_is_one_error(text: str) -> None:
    with pytest.raises(Invalid, match="portal_code"):
        portal_codes.parse(f"EUP1:{text}")


@pytest.mark.parametrize(
    "raw",
    [
        CODE.signed_bytes()[:-1] + SIGNATURE,
        b"SLT1" + CODE.signed_bytes()[4:] + SIGNATURE,
        b"EUP1\x01\xff\x01b" + bytes(8) + SIGNATURE,
        b"EUP1\x01a\x01b" + b"\xff" * 8 + SIGNATURE,
    ],
)
def test_bytes_that_are_no_code(raw: bytes) -> None:
    with pytest.raises(Invalid, match="portal_code"):
        portal_codes.parse(portal_codes.PREFIX + qr_symbols.encode(raw))


def test_what_does_not_fit_is_not_signed() -> None:
    with pytest.raises(Invalid, match="portal_code"):
        PortalCode(municipality="a" * 256, number="", at=0).signed_bytes()


def test_only_its_own_prefix_is_a_code() -> None:
    assert portal_codes.is_code(" eup1:ABC")
    assert not portal_codes.is_code("SLT1:ABC")
