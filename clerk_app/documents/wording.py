"""Words that several papers share: dates, deliveries, people, and whose language it is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from clerk_app.domain.bodies import Representation, RequestReceived
from clerk_app.domain.catalogue import Field, Service
from clerk_app.domain.lookups import NO_LABELS, Labels
from clerk_app.domain.people import Person, mask
from clerk_app.i18n import Texts

_ZONE = ZoneInfo("Europe/Belgrade")


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
    """An ISO date as people write it; what is no date (it was entered so, and received) as it is."""
    try:
        return texts.date(date.fromisoformat(iso))
    except ValueError:
        return iso


def second(texts: Texts, iso: str) -> str:
    """An ISO local time with its seconds, as a receipt has it."""
    moment = datetime.fromisoformat(iso)
    return texts.text("paper.moment", date=texts.date(moment), time=f"{moment:%H:%M:%S}")


def moment(texts: Texts, iso: str) -> str:
    """An ISO local time without its seconds, as somebody wrote it on paper."""
    at = datetime.fromisoformat(iso)
    return texts.text("paper.moment", date=texts.date(at), time=f"{at:%H:%M}")


def instant(texts: Texts, at: int) -> str:
    """A moment given in microseconds UTC, as the municipality's clocks had it."""
    return texts.moment(datetime.fromtimestamp(at / 1_000_000, UTC).astimezone(_ZONE))


def kept_value(field: Field, value: str, texts: Texts, labels: Labels = NO_LABELS) -> str:
    """A kept value as people read it, by its label where a list has it; a dash for none."""
    if not value:
        return "—"
    if field.type == "date":
        return day(texts, value)
    if field.type == "yes_no":
        return texts.text("paper.yes" if value == "yes" else "paper.no")
    if field.type == "choice":
        return next((texts.wording(choice.label) for choice in field.choices if choice.code == value), value)
    if label := labels.get((field.list, value)):
        return texts.wording(label)
    return f"{value} {field.unit}".strip()


def identity(person: Person) -> str:
    """The personal number, masked, or the numbers of the company as they are."""
    if person.id_kind != "company":
        return mask(person.id_number)
    return " / ".join(number for number in (person.id_number, person.company_number) if number)


def authority(by: Representation, texts: Texts) -> str:
    """By what somebody speaks for the applicant: the ground, and number and date of its paper."""
    told = [texts.text(f"representation.{by.kind}")]
    told += [texts.text("representation.number_of", number=by.number)] if by.number else []
    told += [texts.text("representation.of_day", date=day(texts, by.issued))] if by.issued else []
    return " ".join(told)


def proofs(body: RequestReceived, service: Service, texts: Texts, *, by: str) -> list[str]:
    """Names of the records that the body, or the party, obtains."""
    names = {proof.code: texts.wording(proof.label) for proof in service.proofs}
    return [names.get(choice.proof, choice.proof) for choice in body.proofs if choice.by == by]
