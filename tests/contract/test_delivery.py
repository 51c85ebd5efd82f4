"""A document on the wire is for one desk and one id; names are what they must be."""

from __future__ import annotations

import pytest

from clerk_app.contract.delivery import checked_name, open_document, seal_document, sealed_document_size
from clerk_app.contract.keys import SealingKey
from clerk_app.domain.errors import Damaged, Invalid

DESK = SealingKey(b"d" * 32)
NAME = "0a" * 16


def test_what_is_sealed_is_opened_by_that_desk_under_that_id_alone() -> None:
    sealed = seal_document(b"%PDF-", DESK.public, NAME)
    assert open_document(sealed, DESK, NAME) == b"%PDF-"
    assert len(sealed) == sealed_document_size(5)
    for key, name in ((DESK, "0b" * 16), (SealingKey(b"x" * 32), NAME)):
        with pytest.raises(Damaged, match="seal_broken"):
            open_document(sealed, key, name)


@pytest.mark.parametrize("name", ["", "0a", "0A" * 16, "0a" * 16 + "\n", "../" + "0" * 29])
def test_any_other_name_is_malformed(name: str) -> None:
    with pytest.raises(Invalid, match="malformed"):
        checked_name(name)


def test_a_name_stays_as_it_is() -> None:
    assert checked_name(NAME) == NAME
