"""Certificates are read as people read them, and what is none is refused."""

from __future__ import annotations

import pytest

from clerk_app.documents.certificates import issuer_hash, read_certificate
from clerk_app.domain.errors import Invalid
from tests.support.signers import SignersAuthority


def test_it_is_told_whose_it_is_who_gave_it_and_until_when() -> None:
    authority = SignersAuthority()
    leaf = authority.leaf("Милица Петровић")
    read = read_certificate(leaf.der, [authority.der])
    assert (read.name, read.issuer) == ("Милица Петровић", "ТЕСТ Издавалац сертификата")
    assert int(read.serial, 16) == leaf.certificate.serial_number
    assert read.ends == int(leaf.certificate.not_valid_after_utc.timestamp())
    assert read.chain == (authority.der,)
    assert "der" not in repr(read)


def test_certificates_of_one_issuer_have_one_hash() -> None:
    authority, other = SignersAuthority(), SignersAuthority("Други издавалац")
    assert (
        issuer_hash(authority.leaf().der) == issuer_hash(authority.leaf("Петар").der) != issuer_hash(other.leaf().der)
    )


@pytest.mark.parametrize("junk", [b"", b"\x30\x03\x02\x01\x01", b"no certificate", bytes(400)])
def test_what_is_none_is_refused(junk: bytes) -> None:
    with pytest.raises(Invalid, match="certificate_unreadable"):
        read_certificate(junk)
