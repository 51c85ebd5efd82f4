"""Certificates as people read them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from asn1crypto import x509

from clerk_app.domain.errors import Invalid
from clerk_app.ports.signing import Certificate


def parsed(der: bytes) -> x509.Certificate:
    """The certificate; raises ``Invalid('certificate_unreadable')``."""
    try:
        certificate = x509.Certificate.load(der, strict=True)
        _ = certificate.not_valid_after, certificate.subject.native, certificate.public_key.algorithm
    except (ValueError, TypeError, KeyError) as error:
        raise Invalid("certificate_unreadable") from error
    return certificate


def read_certificate(der: bytes, chain: Sequence[bytes] = ()) -> Certificate:
    """The port ``ReadCertificate``."""
    certificate = parsed(der)
    return Certificate(
        name=name_of(certificate.subject),
        issuer=name_of(certificate.issuer),
        serial=serial_of(certificate),
        begins=int(certificate.not_valid_before.timestamp()),
        ends=int(certificate.not_valid_after.timestamp()),
        der=der,
        chain=tuple(chain),
    )


def name_of(name: x509.Name) -> str:
    """The common name; where there is none, the organisation, or the whole."""
    told = name.native
    for part in ("common_name", "organization_name"):
        value = told.get(part)
        if value:
            return str(value if isinstance(value, str) else value[0])
    return str(name.human_friendly)


def serial_of(certificate: x509.Certificate) -> str:
    """The serial number in hex."""
    return f"{certificate.serial_number:x}"


def issuer_hash(der: bytes) -> str:
    """SHA-256 (hex) of the issuer's name as it is written: with the serial number it names a certificate."""
    return hashlib.sha256(parsed(der).issuer.dump()).hexdigest()
