"""Of everything that can be said of a signature, the worst is said first."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest

from clerk_app.domain.signatures import Later, SignatureVerdict, Trust, worst

GOOD = SignatureVerdict(
    signer="Милица Петровић",
    issuer="ТЕСТ",
    serial="1f",
    ends="2027-01-01",
    integrity="whole",
    later="nothing",
    trust="trusted",
    checked="good",
    level="B-LT",
)


@pytest.mark.parametrize(
    ("changed", "code", "stands"),
    [
        ({}, "good", True),
        ({"later": "proofs"}, "good", True),
        ({"checked": "not_checked"}, "not_checked", True),
        ({"integrity": "altered"}, "altered", False),
        ({"later": "changed"}, "changed_later", False),
        ({"later": "filled"}, "filled_later", False),
        ({"later": "filled", "checked": "not_checked"}, "filled_later", False),
        ({"later": "filled", "trust": "unknown_issuer"}, "filled_later", False),
        ({"later": "filled", "trust": "revoked"}, "revoked", False),
        ({"trust": "expired"}, "expired", False),
        ({"trust": "revoked", "checked": "revoked"}, "revoked", False),
        ({"trust": "unknown_issuer", "integrity": "altered"}, "altered", False),
    ],
)
def test_the_worst_is_said(changed: dict[str, Any], code: str, stands: bool) -> None:
    verdict = replace(GOOD, **changed)
    assert (verdict.code, verdict.stands) == (code, stands)


def test_a_file_is_as_good_as_its_worst_signature() -> None:
    assert worst(()) == "none"
    assert worst((GOOD,)) == "good"
    assert worst((GOOD, replace(GOOD, trust="expired"), replace(GOOD, checked="not_checked"))) == "expired"


@pytest.mark.parametrize("trust", get_args(Trust))
def test_every_reason_has_its_place(trust: Trust) -> None:
    assert worst((GOOD, replace(GOOD, trust=trust))) != "none"


@pytest.mark.parametrize("later", get_args(Later))
def test_whatever_was_added_has_its_place(later: Later) -> None:
    verdict = replace(GOOD, later=later)
    assert worst((GOOD, verdict)) == verdict.code
