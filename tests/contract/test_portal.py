"""What a citizen says is bounded before it is read, and a code is believed when the centre signed it."""

from __future__ import annotations

import pytest

from clerk_app.contract import canonical
from clerk_app.contract.keys import SigningKey
from clerk_app.contract.portal import Filing, read_code, sign_code
from clerk_app.domain.errors import Damaged, Invalid
from clerk_app.domain.portal_codes import PortalCode

CENTRE, OTHER = SigningKey(b"c" * 32), SigningKey(b"o" * 32)
CODE = PortalCode(municipality="primerovo", number="EU-2026-000123-K", at=1_790_000_000)


def test_a_code_of_the_centre_is_believed_and_no_other() -> None:
    assert read_code(sign_code(CODE, CENTRE), CENTRE.public) == CODE
    with pytest.raises(Damaged, match="portal_code_forged"):
        read_code(sign_code(CODE, OTHER), CENTRE.public)
    with pytest.raises(Damaged, match="portal_code_forged"):
        read_code(CODE.text(CENTRE.sign(CODE.signed_bytes())), CENTRE.public)


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "short"},
        {"key": "а" * 10},
        {"service": ""},
        {"form": {"#state": "x"}},
        {"form": {"a\nb": "x"}},
        {"form": {"a.b": 5}},
        {"form": {"a.b": "x" * 5001}},
        {"form": {f"a.b{place}": "" for place in range(501)}},
        {"enclosures": ["x"] * 31},
        {"language": None},
        {"applicant": {"id_kind": "alien"}},
    ],
)
def test_what_is_out_of_bounds_is_malformed(wrong: dict[str, object]) -> None:
    good: dict[str, object] = {"key": "12345678", "service": "birth-extract"}
    assert canonical.decode(canonical.encode(good), Filing).form == {}
    with pytest.raises(Invalid, match="malformed"):
        canonical.decode(canonical.encode(good | wrong), Filing)
