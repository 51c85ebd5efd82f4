"""Acts on A4: confirmations, decisions and conclusions, as offices write them, with what they rest on and a remedy."""

from __future__ import annotations

from clerk_app.documents.layouts import Layouts, Words
from clerk_app.documents.wording import PaperTexts, day, second
from clerk_app.domain.acts import Obtained
from clerk_app.domain.bodies import FeeCharged
from clerk_app.domain.catalogue import Service
from clerk_app.i18n import Texts
from clerk_app.ports.acts import ActFacts

_TITLES = {
    "confirmation": "act.title.confirmation",
    "approved": "act.title.decision",
    "rejected": "act.title.decision",
    "dismissed": "act.title.conclusion",
    "discontinued": "act.title.conclusion",
    "referred": "act.title.conclusion",
}


class ActPaper:
    """The port ``ActPapers``."""

    def __init__(self, layouts: Layouts, texts: PaperTexts) -> None:
        self._layouts = layouts
        self._texts = texts

    def act(self, facts: ActFacts) -> bytes:
        """The act as PDF, in the language of its draft."""
        layout = "confirmation" if facts.draft.kind == "confirmation" else "act"
        return self._layouts.pdf(layout, act_words(facts, self._texts.of(facts.draft.language)))


def act_words(facts: ActFacts, texts: Texts) -> Words:
    """Everything on the paper, in words."""
    municipality, text = facts.issuer.municipality, texts.text
    number = "act.number_provisional" if facts.provisional else "act.number"
    return {
        "head": [text("act.republic"), municipality.name, municipality.body, texts.wording(facts.service.department)],
        "numbers": [[text(number), facts.number], [text("act.date"), day(texts, facts.made[:10])]],
        "place": municipality.place,
        "introduction": _introduction(facts, texts),
        "title": text(_TITLES[facts.draft.kind]),
        "subject": texts.wording(facts.service.name),
        "disposition": _paragraphs(facts.draft.disposition),
        "reasons_title": text("act.reasons"),
        "reasons": _paragraphs(facts.draft.reasons),
        "proofs": _proofs(facts, texts),
        "fee": _fee(facts.body.fee, facts.service, texts),
        "remedy": [text("act.remedy"), texts.wording(facts.remedy)] if facts.remedy is not None else [],
        "clerk": [text("act.official"), facts.clerk_name],
        "signature": _signature(facts, texts),
        "note": text("act.electronic") if facts.signer is not None else text("act.not_electronic"),
        "delivered": [text("act.delivered"), text("act.to_party", name=_person(facts)), text("act.to_file")],
        "foot": f"{text('act.foot')} {facts.number}",
        "page": text("act.page"),
        "practice": text("receipt.practice") if facts.issuer.practice else "",
        "draft": text("act.draft") if facts.draft_only else "",
    }


def _introduction(facts: ActFacts, texts: Texts) -> str:
    key = "act.introduction.confirmation" if facts.draft.kind == "confirmation" else "act.introduction.decision"
    return texts.text(
        key,
        body=facts.issuer.municipality.body,
        basis=texts.wording(facts.service.legal_basis),
        person=_person(facts),
        service=texts.wording(facts.service.name),
        day=day(texts, facts.body.received_local[:10]),
    )


def _person(facts: ActFacts) -> str:
    """The applicant by name and address; a personal number is nobody's business who reads the act."""
    person = facts.body.applicant
    address = ", ".join(part for part in (person.address.line(), person.address.place) if part)
    return ", ".join(part for part in (person.spoken_name(), address) if part)


def _proofs(facts: ActFacts, texts: Texts) -> list[list[str | list[str]]]:
    """Each paragraph with its lines: what came by official duty apart from what the party filed."""
    found, made = facts.evidence, list[list[str | list[str]]]()
    for title, came in (("act.obtained", True), ("act.obtained_otherwise", False)):
        lines = [_obtained(one, texts) for one in found.obtained if one.obtained is came]
        if lines:
            made.append([texts.text(title), lines])
    if found.filed:
        made.append([texts.text("act.filed"), [one.title for one in found.filed]])
    return made


def _obtained(one: Obtained, texts: Texts) -> str:
    told = [texts.wording(one.name)]
    told += [texts.text("act.obtained_from", source=one.source)] if one.source else []
    told += [texts.text("act.obtained_on", day=day(texts, one.at[:10]))] if one.at else []
    return ", ".join(told)


def _fee(fee: FeeCharged, service: Service, texts: Texts) -> str:
    """The fee as it was charged; where none is due, the ground must stand on the act (law on fees, DOMAIN §4.3)."""
    if fee.exemption:
        ground = next((known for known in service.exemptions if known.code == fee.exemption), None)
        named = texts.wording(ground.label) if ground is not None else fee.exemption
        legal = f" ({ground.legal})" if ground is not None and ground.legal else ""
        return texts.text("act.fee_exempt", ground=f"{named}{legal}")
    if not fee.total:
        return texts.text("act.fee_none")
    tariffs = ", ".join(dict.fromkeys(line.tariff for line in fee.lines if line.tariff))
    amount = texts.amount(fee.total)
    return (
        texts.text("act.fee_tariffs", amount=amount, tariffs=tariffs)
        if tariffs
        else texts.text("act.fee", amount=amount)
    )


def _signature(facts: ActFacts, texts: Texts) -> list[str]:
    """The block of the signature: who, whose certificate, and by which clock; empty where nobody signs."""
    signer = facts.signer
    if signer is None:
        return []
    return [
        texts.text("act.signed_by"),
        signer.name,
        texts.text("act.certificate_of", issuer=signer.issuer),
        texts.text("act.signed_at", moment=second(texts, signer.at)),
        texts.text("act.no_stamp"),
    ]


def _paragraphs(written: str) -> list[str]:
    return [line.strip() for line in written.splitlines() if line.strip()]
