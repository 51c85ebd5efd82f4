"""A signature is an update of the same file, B-B by PAdES, at the time that it says; two other readers agree."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from clerk_app.documents.signing import PadesSigning
from clerk_app.documents.validating import PadesValidation
from clerk_app.domain.errors import Invalid, Unavailable
from clerk_app.ports.signing import Certificate
from tests.support.signed import AT, paper, signed_by
from tests.support.signers import KeyToken, SignersAuthority


@pytest.fixture(scope="module")
def authority() -> SignersAuthority:
    return SignersAuthority()


@pytest.mark.parametrize("curve", [False, True])
def test_what_is_signed_is_kept_and_the_signature_follows(
    authority: SignersAuthority, tmp_path: Path, curve: bool
) -> None:
    leaf = authority.leaf(key=ec.generate_private_key(ec.SECP256R1()) if curve else None)
    signed = signed_by(leaf, authority.der)
    assert signed.startswith(paper())
    (verdict,) = PadesValidation(list).validate(signed, AT)
    assert (verdict.signer, verdict.integrity, verdict.later, verdict.level) == (
        "Милица Петровић",
        "whole",
        "nothing",
        "B-B",
    )
    assert verdict.claimed == "2026-11-20T09:00:00+00:00"
    file = tmp_path / "akt.pdf"
    file.write_bytes(signed)
    other = subprocess.run(["/usr/bin/pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=True).stdout
    assert "Signature is Valid." in other
    assert "Total document signed" in other
    assert "ETSI.CAdES.detached" in other
    assert "Милица Петровић" in other


def test_a_token_that_is_pulled_leaves_nothing_signed(authority: SignersAuthority) -> None:
    class Pulled(KeyToken):
        def sign(self, digest: bytes) -> bytes:
            raise Unavailable("token_pulled")

    with pytest.raises(Unavailable, match="token_pulled"):
        PadesSigning().sign(paper(), Pulled(authority.leaf()), AT)


@pytest.mark.parametrize("junk", [b"", b"no pdf", paper()[:400], b"%PDF-1.7\n%%EOF"])
def test_what_is_no_pdf_is_not_signed(authority: SignersAuthority, junk: bytes) -> None:
    with pytest.raises(Invalid, match="pdf_unreadable"):
        PadesSigning().sign(junk, KeyToken(authority.leaf()), AT)


def test_a_second_signature_leaves_the_first_as_it_is(authority: SignersAuthority) -> None:
    once = signed_by(authority.leaf("Прва"))
    with pytest.raises(Invalid, match="pdf_unreadable"):
        signed_by(authority.leaf("Друга"), pdf=once)


def test_the_certificate_that_is_told_is_the_one_that_signed(authority: SignersAuthority) -> None:
    leaf = authority.leaf("Петар Јовановић")
    told: Certificate = KeyToken(leaf).certificate
    (verdict,) = PadesValidation(list).validate(signed_by(leaf), AT)
    assert (verdict.signer, verdict.serial) == (told.name, told.serial)
