"""From B-B to B-T and B-LT: a time stamp and answers about certificates, as updates of the same signed file.

The time stamp covers the document with its signature (ETSI EN 319 142-1 allows that in place of one inside it), so
that no byte that was signed, nor the signature itself, is ever written again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

from asn1crypto import tsp, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import PdfTimeStamper
from pyhanko.sign.timestamps.api import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from clerk_app.documents.proving import Asked
from clerk_app.documents.signed_pdf import Anchors, opened, unreadable_told
from clerk_app.documents.validating import PadesValidation, covering, judged, stamped_at
from clerk_app.domain.errors import CounterError, Refused, Unavailable
from clerk_app.domain.signatures import SignatureVerdict
from clerk_app.ports.signing import Revocation, TimeStamps, Upgraded

FIELD = "Vremenski zig"
_DIGEST = "sha256"
_ROOM = 32 * 1024  # hexadecimal digits for a time stamp with its certificates


class PadesUpgrading:
    """The port ``UpgradePdf``."""

    def __init__(self, anchors: Anchors) -> None:
        self._anchors = anchors
        self._validation = PadesValidation(anchors)

    def upgrade(self, pdf: bytes, stamps: TimeStamps, revocation: Revocation, at: float) -> Upgraded:
        """The same file with updates appended, up to B-LT; what has a stamp that is trusted here gets no second one.

        What the stamp gave stays where an answer about a certificate does not come: ``Upgraded.short`` says why.
        """
        now = datetime.fromtimestamp(at, UTC)
        whole = stamped = self._stamped(pdf, stamps, now)
        short = ""
        try:
            whole = self._proven(stamped, revocation, now)
        except CounterError as error:
            short = error.code
        verdict = self._judged(whole, now)
        moment = int(datetime.fromisoformat(verdict.stamped).timestamp()) if verdict.stamped else 0
        return Upgraded(pdf=whole, level=verdict.level, stamped=moment, short=short or _short(verdict.checked))

    def _judged(self, pdf: bytes, now: datetime) -> SignatureVerdict:
        return self._validation.validate(pdf, now.timestamp())[0]

    def _stamped(self, pdf: bytes, stamps: TimeStamps, now: datetime) -> bytes:
        signed, anchors = opened(pdf), self._anchors()
        if not signed.signatures:
            raise Refused("not_signed")
        with unreadable_told("signature_unreadable"):
            first, proofs = signed.signatures[0], signed.proofs()
            status = judged(first, anchors, proofs, now, strict=False)
            done = stamped_at(first, signed, proofs, anchors, now)
        if not (status.intact and status.valid and status.docmdp_ok):
            raise Refused("signature_altered")
        if done:
            return pdf
        whole = _stamp(pdf, stamps, now, len(signed.stamps))
        if not self._judged(whole, now).stamped:
            raise Unavailable("tsa_unknown")
        return whole

    def _proven(self, pdf: bytes, revocation: Revocation, now: datetime) -> bytes:
        """The file with answers about every certificate of the signature and of its stamp that says where to ask.

        Nothing is put into it that proves nothing: that would be believed, and not be asked again.
        """
        verdict = self._judged(pdf, now)
        if verdict.checked != "not_checked":
            return pdf
        if verdict.trust == "expired":
            raise Refused("certificate_expired_unstamped")
        signed = opened(pdf)
        anchors, asked = self._anchors(), Asked(revocation, now)
        with unreadable_told("signature_unreadable"):
            paths = [_path(one, anchors) for one in (signed.signatures[0], *signed.stamps[-1:])]
        if not paths[0]:
            raise Refused("issuer_unknown")
        for path in paths:
            asked.about(path)
        if asked.nothing:
            raise Refused("nobody_to_ask")
        held = BytesIO(pdf)
        certificates = [one for path in paths for one in path]
        DocumentSecurityStore.add_dss(held, None, certs=certificates, ocsps=asked.ocsps, crls=asked.crls, strict=False)
        whole = held.getvalue()
        after = self._judged(whole, now)
        if not after.stamped:
            raise Unavailable("tsa_unknown")
        if after.checked == "not_checked":
            raise Refused("nobody_to_ask" if asked.unasked else "proof_not_accepted")
        return whole


class _Stamper(TimeStamper):
    """The library's way to an authority, through our port."""

    def __init__(self, stamps: TimeStamps) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # of the library
        self._stamps = stamps

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Ask; raises ``Unavailable``, and what is no answer raises ``Unavailable('tsa_refused')``."""
        answer = self._stamps.stamp(req.dump())
        try:
            response = tsp.TimeStampResp.load(answer, strict=True)
            _ = response.native
        except (ValueError, TypeError, KeyError) as error:
            raise Unavailable("tsa_refused") from error
        return response


def _stamp(pdf: bytes, stamps: TimeStamps, now: datetime, before: int) -> bytes:
    """The file with one more stamp than the ``before`` that it has."""
    try:
        writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
        stamper = PdfTimeStamper(_Stamper(stamps), field_name=f"{FIELD} {before + 1}" if before else FIELD)
        made: BytesIO = stamper.timestamp_pdf(writer, _DIGEST, bytes_reserved=_ROOM)
    except (TimestampRequestError, SigningError, ValueError, TypeError, KeyError) as error:
        raise Unavailable("tsa_refused") from error
    whole = made.getvalue()
    after = opened(whole)
    if not covering(after.signatures[0], after, now):
        raise Unavailable("tsa_refused")  # it answered, but for something else
    return whole


def _path(one: EmbeddedPdfSignature, anchors: Sequence[x509.Certificate]) -> list[x509.Certificate]:
    """The certificates from an anchor to the signer; empty where this desk knows no such way."""
    pool = {each.sha256: each for each in (*anchors, *one.other_embedded_certs)}
    path = [one.signer_cert]
    while path[0].sha256 not in {anchor.sha256 for anchor in anchors}:
        above = next((each for each in pool.values() if _gave(each, path[0])), None)
        if above is None or len(path) > len(pool):
            return []
        path.insert(0, above)
    return path


def _gave(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    """Whether ``issuer`` says of itself that it gave ``certificate``; the signature is the validator's to check."""
    named = issuer.subject == certificate.issuer and issuer.sha256 != certificate.sha256
    told, own = certificate.authority_key_identifier, issuer.key_identifier
    return named and (told is None or own is None or told == own)


def _short(checked: str) -> str:
    return "certificate_revoked" if checked == "revoked" else ""
