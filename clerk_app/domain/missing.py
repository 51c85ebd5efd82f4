"""What a request lacks, by the names that its service gives them: read to the citizen, and printed for them."""

from __future__ import annotations

from collections.abc import Iterable

from clerk_app.domain.bodies import ProofChoice
from clerk_app.domain.catalogue import Service, Wording
from clerk_app.domain.findings import Finding
from clerk_app.domain.forms import field_code

LACKS = frozenset({"required_missing", "proof_missing", "statement_unsigned"})
"""The findings that say that something is not there; the others say that something is wrong."""


def lacks(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Of these findings those that say what is missing."""
    return tuple(finding for finding in findings if finding.code in LACKS)


def to_bring(findings: Iterable[Finding], proofs: Iterable[ProofChoice]) -> bool:
    """Whether the citizen goes home to bring something."""
    return bool(lacks(findings)) or any(choice.by == "party" for choice in proofs)


def missing(findings: Iterable[Finding], service: Service) -> tuple[Wording, ...]:
    """The names of the fields and proofs that are missing, each once, as far as the service knows them."""
    names = (_name(finding, service) for finding in lacks(findings))
    return tuple(dict.fromkeys(name for name in names if name is not None))


def unsigned(findings: Iterable[Finding], service: Service) -> tuple[Wording, ...]:
    """The statements that the citizen has not signed."""
    codes = {finding.where.partition(".")[2] for finding in findings if finding.code == "statement_unsigned"}
    return tuple(each.text for each in service.statements if each.code in codes)


def _name(finding: Finding, service: Service) -> Wording | None:
    head, _, code = finding.where.partition(".")
    if finding.code == "proof_missing":
        return next((proof.label for proof in service.proofs if proof.code == code), None)
    wanted = field_code(finding.where)
    for section in service.sections:
        for field in section.fields:
            if f"{section.code}.{field.code}" == wanted:
                return _numbered(field.label, head.partition("[")[2].rstrip("]"))
    return None


def _numbered(label: Wording, row: str) -> Wording:
    """The label with the number of its row, where a section is filled more than once."""
    if not row.isdecimal():
        return label
    place = int(row) + 1
    told = {name: f"{text} ({place})" if text else "" for name, text in (("en", label.en), ("hu", label.hu))}
    return Wording(sr=f"{label.sr} ({place})", **told)
