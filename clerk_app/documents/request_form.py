"""The filled request on A4: to be read, signed and kept, with what must be told about data processing."""

from __future__ import annotations

from typing import Any

from clerk_app.documents.layouts import Layouts, Words
from clerk_app.documents.wording import PaperTexts, authority, day, instant, kept_value, second
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.catalogue import Statement
from clerk_app.domain.forms import fill
from clerk_app.domain.people import Person
from clerk_app.i18n import Texts
from clerk_app.ports.paper import RequestFacts


class RequestPaper:
    """Draws filled requests from the definition of their service."""

    def __init__(self, layouts: Layouts, texts: PaperTexts) -> None:
        self._layouts = layouts
        self._texts = texts

    def request(self, facts: RequestFacts) -> bytes:
        """The request as PDF."""
        return self._layouts.pdf("request", request_words(facts, self._texts.of(facts.body.language)))


def request_words(facts: RequestFacts, texts: Texts) -> Words:
    """Everything on the paper, in words."""
    body, service, municipality = facts.body, facts.service, facts.issuer.municipality
    return {
        "head": [municipality.name, municipality.body, f"{municipality.address}, {municipality.place}"],
        "title": texts.wording(service.name),
        "heading": texts.text("request_form.title"),
        "legal": texts.wording(service.legal_basis),
        "number_label": texts.text("request_form.number"),
        "number": body.number,
        "received": second(texts, body.received_local) if body.number else "",
        "entered": _entered(body, texts),
        "received_label": texts.text("receipt.received"),
        "annulled": texts.text("receipt.annulled") if facts.annulled else "",
        "practice": texts.text("receipt.practice") if facts.issuer.practice else "",
        "applicant_title": texts.text("request_form.applicant"),
        "applicant": person_rows(body.applicant, texts),
        "representative_title": texts.text("request_form.representative"),
        "representative": _representative(body, texts),
        "sections": _sections(facts, texts),
        "proofs_title": texts.text("request_form.proofs"),
        "proofs": _proofs(facts, texts),
        "statements": [_statement(statement, body, texts) for statement in service.statements],
        "statements_title": texts.text("request_form.statements"),
        "enclosures_title": texts.text("request_form.enclosures"),
        "enclosures": [ref.title for ref in body.enclosures],
        "processing_title": texts.text("request_form.processing_title"),
        "processing": texts.text("request_form.processing", controller=municipality.body),
        "officer": municipality.data_protection,
        "place_date": texts.text("request_form.place_date", place=municipality.place),
        "signature": texts.text("request_form.signature"),
    }


def person_rows(person: Person, texts: Texts) -> list[list[str]]:
    """Label and value of everything known of a person; the number in full, since the person signs it."""
    address = ", ".join(part for part in (person.address.line(), person.address.place) if part)
    rows = [
        ("person.name", person.spoken_name()),
        ("person.parent", person.parent_name),
        ("person.number", person.id_number),
        ("person.company_number", person.company_number),
        ("person.birth", day(texts, person.birth_date)),
        ("person.address", address),
        ("person.document", ", ".join(part for part in (person.document.number, person.document.state) if part)),
        ("person.phone", person.phone),
        ("person.email", person.email),
    ]
    return [[texts.text(key), value] for key, value in rows if value]


def _representative(body: RequestReceived, texts: Texts) -> list[list[str]]:
    """Whoever speaks for the applicant, and by what."""
    rows = person_rows(body.representative, texts) if body.representative else []
    by = body.representation
    if by is None:
        return rows
    told = [
        ("request_form.authority", authority(by, texts)),
        ("request_form.issuer", by.issuer),
        ("request_form.until", day(texts, by.until)),
        ("request_form.scope", by.scope),
        ("request_form.seen", texts.text("paper.yes" if by.seen else "paper.no")),
    ]
    return rows + [[texts.text(key), value] for key, value in told if value]


def _statement(statement: Statement, body: RequestReceived, texts: Texts) -> str:
    """The sentence, and that it was signed where the citizen has signed it already."""
    told = texts.wording(statement.text)
    return f"{told} ({texts.text('request_form.signed')})" if statement.code in body.statements else told


def _entered(body: RequestReceived, texts: Texts) -> str:
    """Of a paper, when it was typed in."""
    if body.on_paper is None or not body.number:
        return ""
    return texts.text("request_form.on_paper", at=second(texts, body.on_paper.entered_local))


def _sections(facts: RequestFacts, texts: Texts) -> list[dict[str, Any]]:
    state = fill(facts.service, facts.body.form, facts.body.received_local[:10])
    drawn: list[dict[str, Any]] = []
    for section in state.sections:
        title = texts.wording(section.section.title)
        for place, row in enumerate(section.rows, start=1):
            shown = f"{title} {place}" if len(section.rows) > 1 else title
            drawn.append(
                {
                    "title": shown,
                    "rows": [
                        [texts.wording(one.field.label), kept_value(one.field, one.value, texts, facts.labels)]
                        for one in row
                    ],
                }
            )
    return drawn


def _proofs(facts: RequestFacts, texts: Texts) -> list[list[str]]:
    """Name of each record and who obtains it; the choice is the citizen's (law on administrative procedure, 103).

    Of those that are with the case already it says that they were obtained ex officio, and when.
    """
    body, service = facts.body, facts.service
    chosen = {choice.proof: choice.by for choice in body.proofs}
    rows = []
    for proof in service.proofs:
        by = chosen.get(proof.code, "body" if proof.source == "ezup" else "party")
        key = "request_form.by_body" if by == "body" else "request_form.by_party"
        at = facts.obtained.get(proof.code)
        said = texts.text("request_form.obtained", day=instant(texts, at)) if at else texts.text(key)
        rows.append([texts.wording(proof.label), said])
    return rows
