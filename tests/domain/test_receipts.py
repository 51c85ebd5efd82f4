"""The code of a receipt is read back exactly, and anything else is refused with one error."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain import receipts
from clerk_app.domain.errors import Invalid

CODE = receipts.ReceiptCode(
    municipality="048",
    desk="A7",
    key_id="k1",
    number="A7-000417-E",
    service="birth-extract",
    at=1_795_000_000,
    commitment=bytes(range(32)),
)
SIGNATURE = bytes(range(64))
SHORT = st.text(max_size=60)


@given(
    SHORT,
    SHORT,
    SHORT,
    st.integers(0, receipts._LATEST),
    st.binary(min_size=32, max_size=32),
    st.binary(min_size=64, max_size=64),
)
def test_codes_are_read_back(
    desk: str, number: str, service: str, at: int, commitment: bytes, signature: bytes
) -> None:
    code = receipts.ReceiptCode(
        municipality="048", desk=desk, key_id="k", number=number, service=service, at=at, commitment=commitment
    )
    assert receipts.parse(f" {code.text(signature)}\r\n") == (code, signature)


@pytest.mark.parametrize("at", [receipts._LATEST + 1, 2**64 - 1])
def test_a_time_that_no_calendar_has_is_no_code(at: int) -> None:
    forged = receipts.ReceiptCode(
        municipality="", desk="", key_id="", number="", service="", at=at, commitment=bytes(32)
    )
    with pytest.raises(Invalid, match="receipt_code"):
        receipts.parse(forged.text(SIGNATURE))


def test_the_text_is_small_and_of_the_dense_symbols() -> None:
    text = CODE.text(SIGNATURE)
    assert set(text) <= set(string.digits + string.ascii_uppercase + " $%*+-./:")
    assert len(text) < 260
    assert receipts.is_code(text)
    assert receipts.parse(text.lower()) == (CODE, SIGNATURE)


def test_the_signed_bytes_have_the_written_layout() -> None:
    code = receipts.ReceiptCode(municipality="", desk="", key_id="", number="", service="", at=0, commitment=bytes(32))
    assert code.signed_bytes() == b"SLT1" + bytes(5) + bytes(8) + bytes(32)


def test_another_content_signs_other_bytes() -> None:
    changed = receipts.ReceiptCode(
        municipality="04",
        desk="8A7",
        key_id="k1",
        number="A7-000417-E",
        service="birth-extract",
        at=1_795_000_000,
        commitment=bytes(range(32)),
    )
    assert changed.signed_bytes() != CODE.signed_bytes()


@given(st.one_of(st.text(max_size=300), st.text(alphabet="0123456789ABCDEF $%*+-./:", max_size=300)))
def test_other_texts_are_refused(text: str) -> None:
    for claimed in (text, receipts.PREFIX + text):
        with pytest.raises(Invalid) as refused:
            receipts.parse(claimed)
        assert refused.value.code == "receipt_code"


@given(st.integers(0, 200))
def test_a_cut_code_is_refused(length: int) -> None:
    with pytest.raises(Invalid):
        receipts.parse(CODE.text(SIGNATURE)[:length])


def test_values_that_do_not_fit_are_refused() -> None:
    with pytest.raises(Invalid):
        receipts.ReceiptCode(
            municipality="m" * 256, desk="", key_id="", number="", service="", at=0, commitment=bytes(32)
        ).signed_bytes()
