"""What citizens ask for: every service of the catalogue, in forms that hold, by people of an invented municipality.

The same requests for the same seed. They are as unlike each other as forms are: names by their frequency, days, sums
and words drawn anew; a value that would break a rule of its service is left as the plain form has it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from clerk_app.actions.intake_form import IntakeForm
from clerk_app.domain import forms
from clerk_app.domain.bodies import EnclosureRef, FormValues, ProofChoice
from clerk_app.domain.catalogue import Field, Service
from clerk_app.domain.people import Person
from tests.bench.crowd import Crowd
from tests.support.filled import COMPANY, FOREIGNER, filled

_FREQUENT = ("birth-extract", "citizenship-certificate", "local-tax-clearance", "property-tax", "child-allowance")
_OFTEN = 6
"""For one request of any other service so many of each of these."""
_NOTED = 0.3
_A_SUM = 4  # digits; the plain forms have less, and people more
_WORDS = (
    "странка", "моли", "за", "хитност", "због", "путовања", "оригинал", "виђен", "на", "шалтеру", "враћен", "допуна",
    "накнадно", "поштом", "адреса", "промењена", "у", "међувремену", "рок", "објашњен", "усмено", "телефоном", "после",
    "подне", "дете", "школа", "запослење", "пензија", "фонд", "банка", "кредит", "иностранство", "превод", "судски",
    "тумач", "пуномоћје", "оверено", "копија", "плана", "парцела", "међа", "сусед", "сагласан", "кирија", "огрев",
)  # fmt: skip
_NAMES: dict[str, Callable[[Crowd, Person], str]] = {
    "surname": lambda _crowd, who: who.surname,
    "given": lambda _crowd, who: who.given_name,
    "parent": lambda _crowd, who: who.parent_name,
    "father": lambda _crowd, who: f"{who.parent_name} {who.surname}",
    "mother": lambda crowd, who: f"{who.given_name} {crowd.surname()}",
    "place": lambda _crowd, who: who.birth_place,
    "registry": lambda _crowd, who: who.address.place,
    "address": lambda _crowd, who: f"{who.address.street} {who.address.number}",
    "street": lambda _crowd, who: who.address.street,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request before it is entered."""

    who: Person
    service: str
    values: FormValues
    proofs: tuple[ProofChoice, ...]
    statements: tuple[str, ...]
    note: str

    def form(self, draft: str, service: Service, enclosures: tuple[EnclosureRef, ...] = ()) -> IntakeForm:
        """As it stands when the clerk accepts it."""
        return IntakeForm(
            id=draft,
            step="review",
            applicant=self.who,
            service=service.id,
            service_version=service.version,
            values=self.values,
            proofs=self.proofs,
            enclosures=enclosures,
            note=self.note,
            signed_on_paper=True,
            statements=self.statements,
        )


class Mixture:
    """Draws requests of these services, as they would be filled on ``today``."""

    def __init__(self, services: Sequence[Service], today: date, seed: int) -> None:
        self._services = services
        self._weights = [_OFTEN if service.id in _FREQUENT else 1 for service in services]
        self._plain = {service.id: filled(service, today.isoformat()) for service in services}
        self._today = today
        self._crowd = Crowd(seed)
        self._chance = random.Random(seed)

    def ask(self) -> Asked:
        """The next request."""
        service = self._chance.choices(self._services, self._weights)[0]
        return Asked(
            who=self._applicant(service),
            service=service.id,
            values=self._values(service),
            proofs=tuple(
                ProofChoice(proof=proof.code, by="party" if proof.source == "citizen" else "body")
                for proof in service.proofs
            ),
            statements=tuple(statement.code for statement in service.statements),
            note=self._words(9) if self._chance.random() < _NOTED else "",
        )

    def _applicant(self, service: Service) -> Person:
        who = self._crowd.person()
        if "natural" in service.applicants:
            return who
        if "legal" in service.applicants:
            return replace(COMPANY, surname=f"{who.surname} и синови д. о. о.", address=who.address)
        return replace(FOREIGNER, address=who.address)

    def _values(self, service: Service) -> FormValues:
        """As much drawn anew as the rules of the service let stand."""
        plain, today = self._plain[service.id], self._today.isoformat()
        fields = {field.key: field.field for field in _fields(forms.fill(service, plain, today))}
        for kept in ((), ("choice", "date"), tuple(_DRAWERS.keys() - _FREE)):
            drawn = {key: self._drawn(fields.get(key), value, kept) for key, value in plain.items()}
            wrong = {found.where for found in forms.fill(service, drawn, today).findings}
            state = forms.fill(service, {key: plain[key] if key in wrong else drawn[key] for key in plain}, today)
            if not state.findings:
                return dict(state.values)
        raise AssertionError(f"{service.id}: {state.findings}")

    def _drawn(self, field: Field | None, plain: str, kept: Sequence[str]) -> str:
        if field is None or field.computed or field.list or field.type in kept:
            return plain
        drawer = _DRAWERS.get(field.type)
        return plain if drawer is None else drawer(self, field, plain)

    def _text(self, field: Field, plain: str) -> str:
        for part, name in _NAMES.items():
            if part in field.code:
                return name(self._crowd, self._crowd.person())[: field.max_length]
        if plain[:1].isdigit():  # a time of day
            return f"{self._chance.randrange(8, 19):02d}:{self._chance.choice(('00', '15', '30', '45'))}"
        return self._words(3)[: field.max_length].strip()

    def _long_text(self, field: Field, _plain: str) -> str:
        return self._words(14)[: field.max_length].strip()

    def _number(self, _field: Field, plain: str) -> str:
        whole, comma, part = plain.partition(",")
        if not whole.isdigit() or int(whole) < 10:
            return plain
        return f"{self._chance.randrange(int(whole) // 2, int(whole) * 2)}{comma}{part}"

    def _sum(self, field: Field, plain: str) -> str:
        if len(plain.partition(",")[0]) < _A_SUM:
            return f"{self._chance.randrange(5, 120)}{self._chance.choice(('000', '500', '250'))},00"
        return self._number(field, plain)

    def _day(self, _field: Field, plain: str) -> str:
        return (date.fromisoformat(plain) + timedelta(days=self._chance.randrange(-200, 200))).isoformat()

    def _choice(self, field: Field, plain: str) -> str:
        return self._chance.choice([plain, *(choice.code for choice in field.choices)])

    def _account(self, _field: Field, _plain: str) -> str:
        body = f"160{self._chance.randrange(10**13):013d}"
        return f"{body}{98 - int(body) * 100 % 97:02d}"

    def _phone(self, _field: Field, _plain: str) -> str:
        return f"+3816{self._chance.randrange(6)}{self._chance.randrange(10**7):07d}"

    def _email(self, _field: Field, _plain: str) -> str:
        return f"korisnik{self._chance.randrange(10**6)}@primer.rs"

    def _words(self, most: int) -> str:
        return " ".join(self._chance.choices(_WORDS, k=self._chance.randrange(1, most + 1)))


def _fields(state: forms.FormState) -> list[forms.FieldState]:
    return [field for section in state.sections for row in section.rows for field in row]


_DRAWERS: dict[str, Callable[[Mixture, Field, str], str]] = {
    "text": Mixture._text,
    "multiline": Mixture._long_text,
    "integer": Mixture._number,
    "decimal": Mixture._number,
    "money": Mixture._sum,
    "date": Mixture._day,
    "choice": Mixture._choice,
    "account": Mixture._account,
    "jmbg": lambda mixture, _field, _plain: mixture._crowd.person().id_number,
    "phone": Mixture._phone,
    "email": Mixture._email,
}
_FREE = frozenset({"text", "multiline", "jmbg", "phone", "email"})
"""What no rule of any service compares with another field."""
