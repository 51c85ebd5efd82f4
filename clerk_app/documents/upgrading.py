"""From B-B to B-T and B-LT: a time stamp and answers about certificates, as updates of the same signed file.

The time stamp covers the document with its signature (ETSI EN 319 142-1 allows that in place of one inside it), so
that no byte that was signed, nor the signature itself, is ever written again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise

from asn1crypto import crl, ocsp, tsp, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import PdfTimeStamper
from pyhanko.sign.timestamps.api import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator.authority import AuthorityWithCert
from pyhanko_certvalidator.errors import OCSPFetchError, OCSPValidationError
from pyhanko_certvalidator.fetchers.common_utils import format_ocsp_request, process_ocsp_response_data

from clerk_app.documents.signed_pdf import Anchors, opened, unreadable_told
from clerk_app.documents.validating import PadesValidation, covering, judged
from clerk_app.domain.errors import CounterError, Refused, Unavailable
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
        """The same file with updates appended, up to B-LT; what has a time stamp gets no second one.

        What the stamp gave stays where an answer about a certificate does not come: ``Upgraded.short`` says why.
        """
        now = datetime.fromtimestamp(at, UTC)
        stamped = self._stamped(pdf, stamps, now)
        try:
            whole, short = self._proven(stamped, revocation), ""
        except CounterError as error:
            whole, short = stamped, error.code
        verdict = self._validation.validate(whole, at)[0]
        moment = int(datetime.fromisoformat(verdict.stamped).timestamp()) if verdict.stamped else 0
        return Upgraded(pdf=whole, level=verdict.level, stamped=moment, short=short or _short(verdict.checked))

    def _stamped(self, pdf: bytes, stamps: TimeStamps, now: datetime) -> bytes:
        signed = opened(pdf)
        if not signed.signatures:
            raise Refused("not_signed")
        with unreadable_told("signature_unreadable"):
            first = signed.signatures[0]
            status = judged(first, self._anchors(), signed.proofs(), now, strict=False)
            done = covering(first, signed, now)
        if not (status.intact and status.valid and status.docmdp_ok):
            raise Refused("signature_altered")
        return pdf if done else _stamp(pdf, stamps, now)

    def _proven(self, pdf: bytes, revocation: Revocation) -> bytes:
        """The file with answers about every certificate of the signature and of its stamp that says where to ask."""
        signed = opened(pdf)
        anchors, asked = self._anchors(), _Asked(revocation)
        with unreadable_told("signature_unreadable"):
            if signed.proofs().any:
                return pdf
            paths = [_path(one, anchors) for one in (signed.signatures[0], *signed.stamps[-1:])]
        if not paths[0]:
            raise Refused("issuer_unknown")
        for path in paths:
            asked.about(path)
        if not asked.ocsps and not asked.crls:
            raise Refused("nobody_to_ask")
        held = BytesIO(pdf)
        certificates = [one for path in paths for one in path]
        DocumentSecurityStore.add_dss(held, None, certs=certificates, ocsps=asked.ocsps, crls=asked.crls, strict=False)
        return held.getvalue()


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


def _stamp(pdf: bytes, stamps: TimeStamps, now: datetime) -> bytes:
    try:
        writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
        stamper = PdfTimeStamper(_Stamper(stamps), field_name=FIELD)
        made: BytesIO = stamper.timestamp_pdf(writer, _DIGEST, bytes_reserved=_ROOM)
    except (TimestampRequestError, SigningError, ValueError, TypeError, KeyError) as error:
        raise Unavailable("tsa_refused") from error
    whole = made.getvalue()
    after = opened(whole)
    if not covering(after.signatures[0], after, now):
        raise Unavailable("tsa_refused")  # it answered, but for something else
    return whole


@dataclass(slots=True)
class _Asked:
    """Answers about certificates, each asked for once."""

    revocation: Revocation
    ocsps: list[ocsp.OCSPResponse] = field(default_factory=list)
    crls: list[crl.CertificateList] = field(default_factory=list)
    known: set[bytes] = field(default_factory=set)

    def about(self, path: Sequence[x509.Certificate]) -> None:
        """Ask about a path, anchor first; the anchor itself is believed."""
        for issuer, certificate in pairwise(path):
            if certificate.sha256 not in self.known:
                self.known.add(certificate.sha256)
                self._ask(certificate, issuer)

    def _ask(self, certificate: x509.Certificate, issuer: x509.Certificate) -> None:
        urls = list(certificate.ocsp_urls)
        if urls:
            self.ocsps.append(self._ocsp(urls[0], certificate, issuer))
            return
        for url in _crl_urls(certificate):
            self.crls.append(self._crl(url))
            return

    def _ocsp(self, url: str, certificate: x509.Certificate, issuer: x509.Certificate) -> ocsp.OCSPResponse:
        request = format_ocsp_request(
            certificate, AuthorityWithCert(issuer), certid_hash_algo="sha1", request_nonces=False
        )
        answer = self.revocation.ask(url, request.dump())
        try:
            return process_ocsp_response_data(answer, ocsp_request=request, ocsp_url=url)
        except (OCSPFetchError, OCSPValidationError, ValueError, TypeError, KeyError) as error:
            raise Unavailable("ocsp_refused") from error

    def _crl(self, url: str) -> crl.CertificateList:
        try:
            told = crl.CertificateList.load(self.revocation.fetch(url), strict=True)
            _ = told.issuer
        except (ValueError, TypeError, KeyError) as error:
            raise Unavailable("crl_refused") from error
        return told


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


def _crl_urls(certificate: x509.Certificate) -> Iterator[str]:
    points: Iterable[x509.DistributionPoint] = certificate.crl_distribution_points
    for point in points:
        if point.url and point.url.startswith("http"):
            yield point.url


def _short(checked: str) -> str:
    return "certificate_revoked" if checked == "revoked" else ""
