"""Filling the form of any service with people of the population, so that its own rules find nothing wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from clerk_app.central.cases.plan import CasesSeed
from clerk_app.central.population.draws import Draws
from clerk_app.central.population.values import Citizen, Company
from clerk_app.domain import forms
from clerk_app.domain.bodies import FormValues
from clerk_app.domain.catalogue import Field, Section, Service

_TRIES = 25
_NAMED = frozenset({"surname", "given_name", "jmbg"})
_STATUSES = frozenset({"single", "married", "divorced", "widowed"})
_FAR = 1_000_000


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what a form may speak of; of the household the applicant stands first."""

    household: Sequence[Citizen]
    others: Sequence[Citizen]
    company: Company
    head: Citizen
    parcel: str
    cadastral: str


class Filling:
    """Tries values until the definition is content."""

    def __init__(self, seed: CasesSeed, draws: Draws) -> None:
        self._seed = seed
        self._draws = draws

    def form(self, service: Service, cast: Cast, today: date) -> FormValues | None:
        """Values that break no rule; ``None`` where none were found for these people."""
        for _ in range(_TRIES if _suits(service, cast) else 0):
            state = forms.fill(service, self._given(service, cast, today), today.isoformat())
            if not state.findings:
                return state.values
        return None

    def _given(self, service: Service, cast: Cast, today: date) -> FormValues:
        people = iter((*cast.household[:1], *cast.others))
        given: FormValues = {}
        for section in service.sections:
            for row, person in enumerate(self._rows(section, cast, people)):
                for field in section.fields:
                    if not field.computed and (field.required != "false" or self._draws.chance(60)):
                        value = self._value(field, person, cast, today)
                        given[forms.key_of(section, row, field.code)] = value
        return given

    def _rows(self, section: Section, cast: Cast, people: Iterator[Citizen]) -> Sequence[Citizen]:
        """Of whom each row speaks: members of the household where relations are asked for, else one after the other."""
        codes = {field.code for field in section.fields}
        if section.repeat_max == 1:
            return [next(people, cast.others[0]) if codes & _NAMED else cast.household[0]]
        most = min(section.repeat_max, len(cast.household))
        if "relation" in codes and most >= section.repeat_min:
            return cast.household[:most]
        rows = self._draws.between(max(1, section.repeat_min), min(section.repeat_max, max(2, section.repeat_min)))
        return [next(people, cast.others[0]) for _ in range(rows)]

    def _value(self, field: Field, person: Citizen, cast: Cast, today: date) -> str:
        known = _facts(person, cast)
        if field.type == "choice":
            return self._choice(field, person, cast.household[0])
        if field.code in known and field.type in {"text", "multiline", "date", "phone", "email"}:
            return known[field.code][: field.max_length]
        of_kind: dict[str, Callable[[], str]] = {
            "yes_no": lambda: self._draws.pick(("yes", "no")),
            "date": lambda: self._day(field, today),
            "integer": lambda: str(self._number(field, 3)),
            "decimal": lambda: f"{self._number(field)},5" if not field.maximum else str(self._number(field)),
            "money": lambda: f"{self._number(field, 100) * 100},00",
            "jmbg": lambda: person.id_number if person.id_kind == "jmbg" else cast.others[0].id_number,
            "pib": lambda: cast.company.pib,
            "company_number": lambda: cast.company.company_number,
            "account": lambda: cast.company.account,
            "phone": lambda: person.phone or "+381991000000",
            "email": lambda: person.email or "primer@primer.example",
        }
        return of_kind.get(field.type, lambda: self._draws.pick(self._seed.subjects)[: field.max_length])()

    def _choice(self, field: Field, person: Citizen, applicant: Citizen) -> str:
        """A choice, the true one where relation or marital status is asked for; empty where that is not offered."""
        codes = [choice.code for choice in field.choices]
        if _is_status(field):
            return person.marital_status if person.marital_status in codes else ""
        if field.code == "relation":
            true = [code for code in _relations(person, applicant) if code in codes]
            return true[0] if true else self._draws.pick(codes)
        return self._draws.pick(codes)

    def _number(self, field: Field, most: int = 12) -> int:
        """A whole number within the bounds of the field, not far above the lower one."""
        least = _whole(field.minimum) + 1 if field.minimum else 1
        highest = _whole(field.maximum) if field.maximum else _FAR
        return self._draws.between(least, max(least, min(highest, least + most)))

    def _day(self, field: Field, today: date) -> str:
        """A day within the bounds of the field: to come where it must be, else of the last year or the next month.

        What something lasts ``until`` is to come; ``since`` when somebody has it is some years ago.
        """
        if field.code.endswith("since"):
            return self._draws.day(today - timedelta(days=3650), today - timedelta(days=1500)).isoformat()
        if field.code.endswith("until") and not field.minimum:
            first = today + timedelta(days=1)
            return self._draws.day(first, _bound(field.maximum, today) or first + timedelta(days=200)).isoformat()
        first = _bound(field.minimum, today) or today - timedelta(days=300)
        last = _bound(field.maximum, today) or max(first, today) + timedelta(days=40)
        return self._draws.day(first, last).isoformat()


def _suits(service: Service, cast: Cast) -> bool:
    """Whether the first two of whom the form speaks can be of the marital status that it offers."""
    offered = [
        {choice.code for choice in field.choices}
        for section in service.sections
        for field in section.fields
        if _is_status(field)
    ]
    people = (cast.household[0], cast.others[0])
    return all(one.marital_status in codes for codes, one in zip(offered, people, strict=False))


def _is_status(field: Field) -> bool:
    return field.code == "status" and any(choice.code in _STATUSES for choice in field.choices)


def _whole(number: str) -> int:
    """A bound as definitions write it, with a decimal comma."""
    return int(float(number.replace(",", ".")))


def _bound(text: str, today: date) -> date | None:
    return today if text == "today" else date.fromisoformat(text) if text else None


def _relations(person: Citizen, applicant: Citizen) -> tuple[str, ...]:
    """What somebody is to the applicant, in the words that services may have for it."""
    if person.id_number == applicant.id_number:
        return ("applicant", "self")
    if person.id_number == applicant.spouse:
        return ("spouse",)
    return ("child",) if applicant.id_number in (person.father, person.mother) else ("other",)


def _facts(person: Citizen, cast: Cast) -> dict[str, str]:
    """What is asked for by name."""
    address = f"{person.street} {person.house}"
    return {
        "surname": person.surname,
        "surname_after": person.surname,
        "given_name": person.given_name,
        "parent_name": person.father_name or person.mother_name,
        "father": person.father_name,
        "mother": person.mother_name,
        "birth_date": person.birth_date,
        "birth_place": person.birth_place,
        "document": person.document or "000100000",
        "passport": person.document or "000100000",
        "address": address,
        "tax_address": address,
        "location": address,
        "place": person.place,
        "street": person.street,
        "time": "12:30",
        "name": cast.company.name,
        "cadastre": f"КО {cast.cadastral}",
        "cadastral_municipality": f"КО {cast.cadastral}",
        "parcel": cast.parcel,
        "phone": person.phone or "+381991000000",
        "email": person.email or "primer@primer.example",
    }
