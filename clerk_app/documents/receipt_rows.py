"""What a receipt says below its numbers: people, matter, enclosures, what is missing, and the fee."""

from __future__ import annotations

from clerk_app.documents.wording import authority, day, identity, proofs, second
from clerk_app.domain.bodies import EnclosureRef, OnPaper
from clerk_app.domain.missing import missing, unsigned
from clerk_app.i18n import Texts
from clerk_app.ports.paper import ReceiptFacts


def rows(facts: ReceiptFacts, texts: Texts) -> list[list[str]]:
    """Label and value: who, through whom, what, where it goes, and until when."""
    body, service = facts.body, facts.service
    company = body.applicant.id_kind == "company"
    told = [
        ["receipt.applicant", body.applicant.spoken_name()],
        ["receipt.identity_company" if company else "receipt.identity", identity(body.applicant)],
        ["receipt.representative", body.representative.spoken_name() if body.representative else ""],
        ["receipt.authority", authority(body.representation, texts) if body.representation else ""],
        ["receipt.service", texts.wording(service.name)],
        ["receipt.department", texts.wording(service.department)],
        ["receipt.classification", service.classification],
        ["receipt.deadline", "" if facts.annulled else day(texts, body.deadline)],
    ]
    return [[texts.text(key), value] for key, value in told if value]


def lists(facts: ReceiptFacts, texts: Texts) -> list[list[str]]:
    """Title and names: who obtains which records, what is missing and until when, and that the citizen was told."""
    body = facts.body
    until = day(texts, body.bring_by) if body.bring_by and not facts.annulled else ""
    absent = "; ".join(texts.wording(name) for name in missing(body.findings, facts.service))
    told = [
        [texts.text("receipt.by_body"), "; ".join(proofs(body, facts.service, texts, by="body"))],
        [_by_party(until, texts), "; ".join(proofs(body, facts.service, texts, by="party"))],
        [_missing(until, texts), absent],
        [
            texts.text("receipt.unsigned"),
            " ".join(texts.wording(each) for each in unsigned(body.findings, facts.service)),
        ],
        [texts.text("receipt.remark"), texts.text("receipt.insisted") if body.insisted else ""],
    ]
    return [entry for entry in told if entry[1]]


def enclosures(facts: ReceiptFacts, texts: Texts) -> dict[str, object]:
    """Each enclosure with its number, whether it is an original, and how many pages it has."""
    listed = [[f"{place}. {ref.title}", _kind(ref, texts)] for place, ref in enumerate(facts.body.enclosures, start=1)]
    return {"title": texts.many("receipt.enclosures", len(listed)), "rows": listed}


def fee(facts: ReceiptFacts, texts: Texts) -> list[str]:
    """The sum, and that it is still to be paid."""
    charged = facts.body.fee
    if charged.total == 0:
        return [texts.text("receipt.fee_exempt" if charged.exemption else "receipt.fee_none"), ""]
    due = "" if facts.annulled else texts.text("receipt.fee_due")
    return [texts.text("receipt.fee", amount=texts.amount(charged.total)), due]


def fee_ground(facts: ReceiptFacts, texts: Texts) -> str:
    """The ground of an exemption with its provision; the law wants it on the act itself (DOMAIN §4.3)."""
    code = facts.body.fee.exemption
    ground = next((known for known in facts.service.exemptions if known.code == code), None)
    if ground is None:
        return ""
    return texts.text("receipt.fee_ground", ground=", ".join(filter(None, (texts.wording(ground.label), ground.legal))))


def entered(paper: OnPaper, texts: Texts) -> list[str]:
    """When a paper was typed in, and what stood on it; a line each."""
    told = [texts.text("receipt.entered", at=second(texts, paper.entered_local))]
    told += [texts.text("receipt.paper_number", number=paper.number)] if paper.number else []
    told += [texts.text("receipt.paper_clerk", clerk=paper.clerk)] if paper.clerk else []
    return told


def _kind(ref: EnclosureRef, texts: Texts) -> str:
    kind = texts.text("receipt.original" if ref.original else "receipt.copy_of")
    return f"{kind}, {texts.many('receipt.pages', ref.pages)}" if ref.pages else kind


def _by_party(until: str, texts: Texts) -> str:
    return texts.text("receipt.by_party_until", date=until) if until else texts.text("receipt.by_party")


def _missing(until: str, texts: Texts) -> str:
    return texts.text("receipt.missing_until", date=until) if until else texts.text("receipt.missing")
