"""Words that several papers share: dates, deliveries, people, and whose language it is."""

from __future__ import annotations

from datetime import date, datetime

from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.catalogue import Service
from clerk_app.domain.people import Person, mask
from clerk_app.i18n import Texts


class PaperTexts:
    """The texts of every language that paper can be in, loaded when first wanted."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._kept = {texts.language: texts}

    def of(self, language: str) -> Texts:
        """The texts of ``language``; ``sr`` means Cyrillic."""
        wanted = "sr-Cyrl" if language == "sr" else language
        if wanted not in self._kept:
            self._kept[wanted] = self._texts.in_language(wanted)
        return self._kept[wanted]


def day(texts: Texts, iso: str) -> str:
    """An ISO date as people write it; empty for none."""
    return texts.date(date.fromisoformat(iso)) if iso else ""


def second(texts: Texts, iso: str) -> str:
    """An ISO local time with its seconds, as a receipt has it."""
    moment = datetime.fromisoformat(iso)
    return texts.text("paper.moment", date=texts.date(moment), time=f"{moment:%H:%M:%S}")


def identity(person: Person) -> str:
    """The personal number, masked, or the number of the company as it is."""
    return person.id_number if person.id_kind == "company" else mask(person.id_number)


def proofs(body: RequestReceived, service: Service, texts: Texts, *, by: str) -> list[str]:
    """Names of the records that the body, or the party, obtains."""
    names = {proof.code: texts.wording(proof.label) for proof in service.proofs}
    return [names.get(choice.proof, choice.proof) for choice in body.proofs if choice.by == by]
