"""The call to supplement on A4: what is missing, until when, and what follows when it does not come."""

from __future__ import annotations

from clerk_app.documents.layouts import Layouts, Words
from clerk_app.documents.wording import PaperTexts, day
from clerk_app.i18n import Texts
from clerk_app.ports.paper import CallFacts


class CallPaper:
    """Draws calls to supplement in the language of the citizen."""

    def __init__(self, layouts: Layouts, texts: PaperTexts) -> None:
        self._layouts = layouts
        self._texts = texts

    def call(self, facts: CallFacts) -> bytes:
        """The call as PDF."""
        return self._layouts.pdf("call", call_words(facts, self._texts.of(facts.body.language)))


def call_words(facts: CallFacts, texts: Texts) -> Words:
    """Everything on the paper, in words; the case number where there is one, the provisional one beside it.

    What follows is said in general words: the provisions are for the handler to name.
    """
    municipality, person, text = facts.issuer.municipality, facts.body.applicant, texts.text
    address = ", ".join(part for part in (person.address.line(), person.address.place) if part)
    until = day(texts, facts.until) if facts.until else ""
    numbers = [[text("call.number"), str(facts.unique)]] if facts.unique is not None else []
    return {
        "head": [municipality.name, municipality.body, f"{municipality.address}, {municipality.place}"],
        "numbers": [*numbers, [text("request_form.number"), facts.body.number]],
        "date": day(texts, facts.made[:10]),
        "to": [person.spoken_name(), address],
        "title": text("call.title"),
        "about": text("call.about", service=texts.wording(facts.service.name), day=_received(facts, texts)),
        "missing_title": text("call.missing"),
        "missing": list(facts.missing),
        "until": text("call.until", day=until) if until else text("call.soon"),
        "how": text("call.how", address=f"{municipality.address}, {municipality.place}"),
        "phone": text("call.phone", phone=municipality.phone) if municipality.phone else "",
        "after": text("call.after"),
        "note": facts.note,
        "signature": [facts.clerk_name, text("call.signature")],
        "practice": text("receipt.practice") if facts.issuer.practice else "",
        "annulled": text("receipt.annulled") if facts.annulled else "",
    }


def _received(facts: CallFacts, texts: Texts) -> str:
    return day(texts, facts.body.received_local[:10])
