"""Judging signed PDFs: is it what was signed, by whom, does this desk trust who vouches for them. Asks nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from asn1crypto import x509
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus

from clerk_app.documents.certificates import name_of, serial_of
from clerk_app.documents.signed_pdf import Anchors, Proofs, SignedPdf, context, opened, unreadable_told
from clerk_app.domain.signatures import Checked, Later, Level, SignatureVerdict, Trust

_SIGNS = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"})
_LATER: dict[ModificationLevel, Later] = {
    ModificationLevel.NONE: "nothing",
    ModificationLevel.LTA_UPDATES: "proofs",
    ModificationLevel.FORM_FILLING: "filled",
    ModificationLevel.ANNOTATIONS: "changed",
    ModificationLevel.OTHER: "changed",
}
_TRUST: dict[object, Trust] = {
    AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND: "unknown_issuer",
    AdESIndeterminate.CERTIFICATE_CHAIN_GENERAL_FAILURE: "unknown_issuer",
    AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE: "wrong_use",
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: "expired",
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED: "expired",
    AdESIndeterminate.EXPIRED: "expired",
    AdESIndeterminate.REVOKED_NO_POE: "revoked",
    AdESIndeterminate.REVOKED_CA_NO_POE: "revoked",
    AdESIndeterminate.REVOCATION_OUT_OF_BOUNDS_NO_POE: "revoked",
    AdESFailure.REVOKED: "revoked",
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE: "unsound",
}


class PadesValidation:
    """The port ``ValidatePdf``: the words are the screen's, the judgment the library's, the order ours."""

    def __init__(self, anchors: Anchors) -> None:
        self._anchors = anchors

    def validate(self, pdf: bytes, at: float) -> tuple[SignatureVerdict, ...]:
        """A verdict on each signature, first signed first; none where none is.

        Raises ``Invalid`` (``pdf_unreadable``, ``signature_unreadable``).
        """
        signed = opened(pdf)
        moment = datetime.fromtimestamp(at, UTC)
        with unreadable_told("signature_unreadable"):
            anchors, proofs = self._anchors(), signed.proofs()
            return tuple(_verdict(one, signed, proofs, anchors, moment) for one in signed.signatures)


def _verdict(
    one: EmbeddedPdfSignature, signed: SignedPdf, proofs: Proofs, anchors: Sequence[x509.Certificate], now: datetime
) -> SignatureVerdict:
    stamp = stamped_at(one, signed, proofs, anchors, now)
    moment = stamp or now
    status = judged(one, anchors, proofs, moment, strict=False)
    certificate = status.signing_cert
    good = proofs.any and judged(one, anchors, proofs, moment, strict=True).trusted
    checked: Checked = "revoked" if status.revoked else "good" if good else "not_checked"
    claimed = one.self_reported_timestamp
    return SignatureVerdict(
        signer=name_of(certificate.subject),
        issuer=name_of(certificate.issuer),
        serial=serial_of(certificate),
        ends=certificate.not_valid_after.date().isoformat(),
        integrity="whole" if status.intact and status.valid else "altered",
        later=_later(status),
        trust=_trust(status, certificate, moment),
        checked=checked,
        level=_level(one, status, (covering(one, signed, now), signed), checked=checked),
        claimed=claimed.astimezone(UTC).isoformat(timespec="seconds") if claimed else "",
        stamped=stamp.astimezone(UTC).isoformat(timespec="seconds") if stamp else "",
    )


def judged(
    one: EmbeddedPdfSignature,
    anchors: Sequence[x509.Certificate],
    proofs: Proofs,
    at: datetime,
    *,
    strict: bool,
) -> PdfSignatureStatus:
    """What the library says of a signature at a moment."""
    how = context(anchors, proofs, at, strict=strict)
    return validate_pdf_signature(one, signer_validation_context=how, key_usage_settings=_SIGNS)


def stamped_at(
    one: EmbeddedPdfSignature, signed: SignedPdf, proofs: Proofs, anchors: Sequence[x509.Certificate], now: datetime
) -> datetime | None:
    """When an authority that this desk trusts saw the signature first; nothing where none did."""
    for stamp in covering(one, signed, now):
        status = validate_pdf_timestamp(stamp, context(anchors, proofs, now, strict=False), skip_diff=True)
        if status.trusted:
            at: datetime = status.timestamp
            return at
    inner = judged(one, anchors, proofs, now, strict=False).timestamp_validity
    return inner.timestamp if inner is not None and inner.trusted else None


def covering(one: EmbeddedPdfSignature, signed: SignedPdf, now: datetime) -> list[EmbeddedPdfSignature]:
    """Time stamps of the document that were put on it after the signature, and fit what they cover."""
    nobody = context((), Proofs(), now, strict=False)
    later = [stamp for stamp in signed.stamps if stamp.signed_revision > one.signed_revision]
    told = [(stamp, validate_pdf_timestamp(stamp, nobody, skip_diff=True)) for stamp in later]
    return [stamp for stamp, status in told if status.intact and status.valid]


def _later(status: PdfSignatureStatus) -> Later:
    level = status.modification_level
    if status.docmdp_ok is False:
        return "changed"
    return _LATER.get(level, "changed") if level is not None else "changed"


def _trust(status: PdfSignatureStatus, certificate: x509.Certificate, at: datetime) -> Trust:
    """Why not, where not; dates come first, since everybody understands them."""
    if status.revoked:
        return "revoked"
    if at > certificate.not_valid_after:
        return "expired"
    if at < certificate.not_valid_before:
        return "not_yet"
    if status.trust_problem_indic is None and status.validation_path is not None:
        return "trusted"
    return _TRUST.get(status.trust_problem_indic, "unknown_issuer")


def _level(
    one: EmbeddedPdfSignature,
    status: PdfSignatureStatus,
    stamped: tuple[Sequence[EmbeddedPdfSignature], SignedPdf],
    *,
    checked: Checked,
) -> Level:
    """The level that is there, whoever is trusted: a stamp, answers about certificates, a stamp over those."""
    if one.sig_object.get("/SubFilter") != SigSeedSubFilter.PADES.value:
        return "other"
    stamps, signed = stamped
    inner = status.timestamp_validity
    if not stamps and not (inner is not None and inner.intact and inner.valid):
        return "B-B"
    if checked == "not_checked":
        return "B-T"
    return "B-LTA" if any(signed.store_at(stamp.signed_revision) for stamp in stamps) else "B-LT"
