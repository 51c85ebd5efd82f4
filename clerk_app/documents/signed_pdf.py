"""Signed PDFs as they are read: their signatures and time stamps, and what came along to check certificates with."""

from __future__ import annotations

import logging
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from asn1crypto import crl, ocsp, x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import (
    CRLValidationError,
    InvalidCertificateError,
    OCSPValidationError,
    PathError,
    ValidationError,
)

from clerk_app.domain.errors import Invalid

for _library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_library).addHandler(logging.NullHandler())  # they name signers in warnings: nowhere, then

Anchors = Callable[[], Sequence[x509.Certificate]]
"""The certificates that this desk trusts, as they are now."""

_BAD_FILE: tuple[type[Exception], ...] = (
    PdfError,
    ValidationError,
    PathError,
    InvalidCertificateError,
    CRLValidationError,
    OCSPValidationError,
    InvalidSignature,
    UnsupportedAlgorithm,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    NotImplementedError,
    RecursionError,
    OSError,
    EOFError,
    struct.error,
    zlib.error,
)
"""What reading a file that somebody broke may raise: the library checks much, and trusts the rest."""


@contextmanager
def unreadable_told(code: str = "pdf_unreadable") -> Iterator[None]:
    """Raise ``Invalid`` in place of whatever a broken file makes the library raise."""
    try:
        yield
    except _BAD_FILE as error:
        raise Invalid(code, field="file") from error


@dataclass(frozen=True, slots=True)
class SignedPdf:
    """The file opened: signatures of people, and time stamps of the document, each oldest first."""

    reader: PdfFileReader
    signatures: tuple[EmbeddedPdfSignature, ...]
    stamps: tuple[EmbeddedPdfSignature, ...]

    def store_at(self, revision: int) -> bool:
        """Whether proofs about certificates lay in the file at one of its revisions."""
        return "/DSS" in self.reader.get_historical_root(revision)

    def proofs(self) -> Proofs:
        """What came along to check certificates with."""
        try:
            store = DocumentSecurityStore.read_dss(self.reader)
        except NoDSSFoundError:
            return Proofs()
        empty = store.as_validation_context({"trust_roots": [], "allow_fetching": False})
        return Proofs(tuple(store.load_certs()), tuple(empty.ocsps), tuple(empty.crls))


@dataclass(frozen=True, slots=True)
class Proofs:
    """Certificates, and answers about them."""

    certificates: tuple[x509.Certificate, ...] = ()
    ocsps: tuple[ocsp.OCSPResponse, ...] = ()
    crls: tuple[crl.CertificateList, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is any answer about a certificate."""
        return bool(self.ocsps or self.crls)


def opened(pdf: bytes) -> SignedPdf:
    """Open a file; raises ``Invalid`` (``pdf_unreadable``, ``signature_unreadable``)."""
    with unreadable_told():
        reader = PdfFileReader(BytesIO(pdf), strict=False)
        _ = reader.root["/Pages"]
    with unreadable_told("signature_unreadable"):
        signatures, stamps = tuple(reader.embedded_regular_signatures), tuple(reader.embedded_timestamp_signatures)
    if b"/ByteRange" in pdf and not signatures and not stamps:
        raise Invalid("signature_unreadable", field="file")  # somebody signed it, and it cannot be found
    return SignedPdf(reader, signatures, stamps)


def context(anchors: Sequence[x509.Certificate], proofs: Proofs, at: datetime, *, strict: bool) -> ValidationContext:
    """How certificates are judged at a moment: by what came along, never by asking anybody.

    ``strict`` wants an answer about each of them; what was asked later than ``at`` counts too.
    """
    return ValidationContext(
        trust_roots=list(anchors),
        other_certs=list(proofs.certificates),
        ocsps=list(proofs.ocsps),
        crls=list(proofs.crls),
        moment=at,
        best_signature_time=at,
        allow_fetching=False,
        revocation_mode="require" if strict else "soft-fail",
        retroactive_revinfo=True,
    )
