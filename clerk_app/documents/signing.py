"""PAdES B-B: a signature on a PDF as an update of the same file, made without a line."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from io import BytesIO

from asn1crypto import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.stamp import NoOpStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from clerk_app.domain.errors import Invalid
from clerk_app.ports.signing import OpenToken

FIELD = "Potpis"
_DIGEST = "sha256"
_LARGEST_SIGNATURE = 512  # bytes, of an RSA key of 4096 bits
_ROOM = 16 * 1024  # hexadecimal digits for the signature and the certificates with it


class PadesSigning:
    """The port ``SignPdf``."""

    def sign(self, pdf: bytes, token: OpenToken, at: float) -> bytes:
        """The PDF with a PAdES B-B signature of ``at`` as an update of the same file.

        The signer allows nothing after it but proofs of the signature: the paper is final.

        Raises ``Invalid('pdf_unreadable')`` beside what the token does.
        """
        when = datetime.fromtimestamp(int(at), UTC)
        try:
            writer = IncrementalPdfFileWriter(BytesIO(pdf))
            meta = PdfSignatureMetadata(
                field_name=FIELD,
                md_algorithm=_DIGEST,
                subfilter=SigSeedSubFilter.PADES,
                certify=True,
                docmdp_permissions=MDPPerm.NO_CHANGES,
            )
            field = SigFieldSpec(FIELD)
            signer = _AtTime(meta, TokenSigner(token), stamp_style=NoOpStampStyle(), new_field_spec=field)
            signer.at = when
            made: BytesIO = signer.sign_pdf(writer, bytes_reserved=_ROOM + 2 * _chain_bytes(token))
        except (PdfError, SigningError, ValueError) as error:
            raise Invalid("pdf_unreadable") from error
        return made.getvalue()


class _AtTime(PdfSigner):
    """A signer whose time is the one that the paper says, not whatever the clock says when the library asks."""

    at: datetime

    def init_signing_session(
        self,
        pdf_out: BasePdfFileWriter,
        existing_fields_only: bool = False,
    ) -> PdfSigningSession:
        """The session, at that time."""
        session = super().init_signing_session(pdf_out, existing_fields_only=existing_fields_only)
        session.system_time = self.at
        return session


class TokenSigner(Signer):
    """What the library signs with: the token does, and the digest is made here.

    Certificates are loaded anew: those that somebody has read into take a quarter longer to write.
    """

    def __init__(self, token: OpenToken) -> None:
        self._token = token
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call] # of the library
        certificate = token.certificate
        store.register_multiple([x509.Certificate.load(der) for der in certificate.chain])
        super().__init__(signing_cert=x509.Certificate.load(certificate.der), cert_registry=store)

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: ARG002 - as the library calls it
        """The signature over ``data``; a dry run only asks how long it may be."""
        if dry_run:
            return bytes(_LARGEST_SIGNATURE)
        return self._token.sign(hashlib.sha256(data).digest())


def _chain_bytes(token: OpenToken) -> int:
    return len(token.certificate.der) + sum(map(len, token.certificate.chain))
