"""What other software sends is read strictly, and a receipt is believed by its seal alone."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from clerk_app.contract import canonical
from clerk_app.contract.keys import SigningKey
from clerk_app.contract.registry import Receipt, StatusUpdate, Submission, sealed, verified
from clerk_app.domain.errors import Damaged, Invalid

AT = datetime(2026, 9, 21, 14, 26, 40, tzinfo=UTC)
RECEIPT = Receipt(
    number="000 000 001 / 2026",
    provisional="",
    body="primerovo",
    body_name="Општинска управа",
    submitter="",
    received_at=AT,
    registered_at=AT,
    procedure="RAP-0101",
    content="Захтев",
    classification="",
    unit="",
    reference="",
    enclosures=["План"],
    officer="",
    status_at="",
)


def test_a_sealed_receipt_opens_and_an_altered_one_does_not() -> None:
    key = SigningKey(bytes(32))
    closed = canonical.decode(canonical.encode(sealed(RECEIPT, key)), type(sealed(RECEIPT, key)))
    assert verified(closed, key.public) == RECEIPT
    altered = msgspec.structs.replace(closed, receipt=msgspec.structs.replace(RECEIPT, content="Друго"))
    with pytest.raises(Damaged, match="answer_forged"):
        verified(altered, key.public)


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (Submission, b'{"body":"a","procedure":"b","received_at":"2026-01-01T00:00:00"}'),
        (Submission, b'{"body":"a","procedure":"b\\n","received_at":"2026-01-01T00:00:00Z"}'),
        (Submission, b'{"body":"a","procedure":"b","received_at":"2026-01-01T00:00:00Z","jmbg":"x"}'),
        (StatusUpdate, b'{"event":"a b","state":"u_radu","at":"2026-01-01T00:00:00Z"}'),
        (StatusUpdate, b'{"event":"a\\n","state":"u_radu","at":"2026-01-01T00:00:00Z"}'),
        (StatusUpdate, b'{"event":"a","state":"u_radu","at":"2026-01-01T00:00:00Z","note":"\\u0000"}'),
    ],
)
def test_what_was_not_agreed_is_malformed(kind: type, raw: bytes) -> None:
    with pytest.raises(Invalid, match="malformed"):
        canonical.decode(raw, kind)
