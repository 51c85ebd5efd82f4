"""Asking whether certificates held: each of a path once, of who gave it; an answer that says nothing is none."""

from __future__ import annotations

from collections.abc import Coroutine, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from asn1crypto import crl, ocsp, x509
from pyhanko_certvalidator.authority import AuthorityWithCert, CertTrustAnchor
from pyhanko_certvalidator.errors import (
    CRLNoMatchesError,
    CRLValidationError,
    OCSPFetchError,
    OCSPNoMatchesError,
    OCSPValidationError,
    RevokedError,
)
from pyhanko_certvalidator.fetchers.common_utils import format_ocsp_request, process_ocsp_response_data
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.revinfo.validate_crl import verify_crl
from pyhanko_certvalidator.revinfo.validate_ocsp import verify_ocsp_response

from clerk_app.documents.signed_pdf import Proofs, context
from clerk_app.domain.errors import Unavailable
from clerk_app.ports.signing import Revocation

_NO_ANSWER = (OCSPFetchError, OCSPValidationError, OCSPNoMatchesError, ValueError, TypeError, KeyError)
_NO_LIST = (CRLValidationError, CRLNoMatchesError, ValueError, TypeError, KeyError)


@dataclass(slots=True)
class Asked:
    """Answers about certificates at a moment, each asked for once; ``unasked``: some do not say who could be asked."""

    revocation: Revocation
    at: datetime
    ocsps: list[ocsp.OCSPResponse] = field(default_factory=list)
    crls: list[crl.CertificateList] = field(default_factory=list)
    unasked: bool = False
    known: set[bytes] = field(default_factory=set)

    @property
    def nothing(self) -> bool:
        """Whether there was nobody to ask at all."""
        return not self.ocsps and not self.crls

    def about(self, path: Sequence[x509.Certificate]) -> None:
        """Ask about a path, anchor first; the anchor itself is believed.

        Raises ``Unavailable``: as the line does, and where an answer is none (``ocsp_refused``, ``crl_refused``) or
        says that nothing is known (``ocsp_unknown``).
        """
        for place, (issuer, certificate) in enumerate(pairwise(path), start=1):
            if certificate.sha256 not in self.known:
                self.known.add(certificate.sha256)
                self._ask(path[: place + 1], issuer)

    def _ask(self, path: Sequence[x509.Certificate], issuer: x509.Certificate) -> None:
        certificate = path[-1]
        lists = next(_crl_urls(certificate), "")
        if urls := list(certificate.ocsp_urls):
            self.ocsps.append(self._ocsp(urls[0], path, issuer))
        elif lists:
            self.crls.append(self._crl(lists, path))
        else:
            self.unasked = True

    def _ocsp(self, url: str, path: Sequence[x509.Certificate], issuer: x509.Certificate) -> ocsp.OCSPResponse:
        request = format_ocsp_request(
            path[-1], AuthorityWithCert(issuer), certid_hash_algo="sha1", request_nonces=False
        )
        answer = self.revocation.ask(url, request.dump())
        try:
            response = process_ocsp_response_data(answer, ocsp_request=request, ocsp_url=url)
            if _says_unknown(response):
                raise Unavailable("ocsp_unknown")
            how = context(path[:1], Proofs(tuple(path), (response,)), self.at, strict=False)
            _judge(verify_ocsp_response(path[-1], _path_of(path), how))
        except RevokedError:
            return response  # an answer too
        except _NO_ANSWER as error:
            raise Unavailable("ocsp_refused") from error
        return response

    def _crl(self, url: str, path: Sequence[x509.Certificate]) -> crl.CertificateList:
        answer = self.revocation.fetch(url)
        try:
            told = crl.CertificateList.load(answer, strict=True)
            how = context(path[:1], Proofs(tuple(path), (), (told,)), self.at, strict=False)
            _judge(verify_crl(path[-1], _path_of(path), how))
        except RevokedError:
            return told
        except _NO_LIST as error:
            raise Unavailable("crl_refused") from error
        return told


def _judge(judgment: Coroutine[object, None, None]) -> None:
    """Have the library judge, which suspends only where it would fetch something, and here it may not."""
    try:
        judgment.send(None)
    except StopIteration:
        return
    judgment.close()
    raise ValueError("the library waited for something")


def _says_unknown(response: ocsp.OCSPResponse) -> bool:
    return any(one["cert_status"].name == "unknown" for one in response.response_data["responses"])


def _path_of(path: Sequence[x509.Certificate]) -> ValidationPath:
    return ValidationPath(CertTrustAnchor(path[0]), path[1:-1], path[-1])


def _crl_urls(certificate: x509.Certificate) -> Iterator[str]:
    points: Iterable[x509.DistributionPoint] = certificate.crl_distribution_points
    for point in points:
        if point.url and point.url.startswith("http"):
            yield point.url
