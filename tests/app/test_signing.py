"""Signing is joined by the settings: the card they name, the folders of trust, and a library that loads when needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from clerk_app.app.signing import KeptCard, TrustedIssuers, signatures_of, token_of, trust_folders, warm
from clerk_app.domain.errors import Unavailable
from tests.app.conftest import PlaceOf
from tests.support.acts_at_work import FakeToken
from tests.support.signed import AT, paper
from tests.support.signers import SignersAuthority


def test_without_a_module_there_is_no_card(place_of: PlaceOf) -> None:
    with pytest.raises(Unavailable, match="token_not_set"):
        token_of(place_of())


def test_a_module_that_is_not_there_is_told_when_it_is_asked(place_of: PlaceOf, tmp_path: Path) -> None:
    token = token_of(place_of(token_module=str(tmp_path / "nema.so")))
    with pytest.raises(Unavailable, match="token_module_missing"):
        token.certificate()


def test_the_card_that_stays_open_is_one_and_the_same(place_of: PlaceOf, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="token_not_set"):
        KeptCard(place_of())()
    chosen = KeptCard(place_of(token_module=str(tmp_path / "nema.so")))
    assert chosen() is chosen()
    try:
        with pytest.raises(Unavailable, match="token_module_missing"):
            chosen().certificate()
    finally:
        chosen().end()


def test_what_is_put_beside_the_desk_is_trusted(place_of: PlaceOf) -> None:
    place, authority = place_of(), SignersAuthority()
    signatures = signatures_of(place)
    assert not signatures.dated
    assert signatures_of(place_of(tsa_url="http://127.0.0.1:9/tsa")).dated
    with FakeToken(authority.leaf()).open(bytearray(b"4711")) as opened:
        signed = signatures.sign.sign(paper(), opened, AT)
        assert len(signatures.issuer_hash(opened.certificate.der)) == 64
    assert signatures.validate.validate(signed, AT)[0].code == "unknown_issuer"
    folder = trust_folders(place)[-1]
    folder.mkdir()
    (folder / "ca.pem").write_bytes(authority.pem)
    assert signatures.validate.validate(signed, AT)[0].code == "not_checked"


def test_opening_the_program_does_not_wait_for_the_library() -> None:
    told = (
        "import clerk_app.app.open, clerk_app.app.checks, clerk_app.central.app, sys; print('pyhanko' in sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "False"


def test_it_can_be_loaded_before_it_is_needed() -> None:
    warm()
    assert "clerk_app.documents.signing" in sys.modules


def test_the_doctor_is_told_whom_this_desk_trusts(place_of: PlaceOf) -> None:
    assert TrustedIssuers(place_of()).run().code in {"trust_empty", "trust_known"}
