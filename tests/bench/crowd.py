"""A municipality of people who never lived, and what they ask for: enough of them that an index looks like a real one.

Surnames are syllables joined, some 3,800 of them; a few are much more frequent than the rest, as everywhere.
"""

from __future__ import annotations

import itertools
import random
from datetime import date, timedelta

from clerk_app.domain.bodies import FeeCharged, FeeLine, FormValues, ProofChoice, RequestReceived
from clerk_app.domain.people import Address, IdDocument, Person

_FIRST = (
    "При", "Про", "Узо", "Огле", "Нацр", "Маке", "Писа", "Веж", "Сли", "Обра", "Шемо", "Ћуро", "Ђуле", "Жито", "Чаро",
    "Љубо", "Њего", "Џаро", "Вида", "Гаво", "Дедо", "Заго", "Ива", "Јаро", "Кало", "Лаза", "Мила", "Нено", "Пала",
    "Рада", "Сава", "Тодо", "Утва", "Фили", "Хаџи", "Цвето", "Бого", "Стано",
)  # fmt: skip
_MIDDLE = (
    "ме", "би", "ри", "ди", "та", "ло", "ва", "ке", "њу", "шо", "ја", "мо", "сав", "лин", "бор", "дим", "ков", "ран",
    "тел", "жен",
)  # fmt: skip
_LAST = ("рић", "ћ", "вић", "новић", "чић")
SURNAMES = tuple("".join(parts) for parts in itertools.product(_FIRST, _MIDDLE, _LAST))
_GIVEN_FIRST = ("Мил", "Драг", "Јел", "Стој", "Вес", "Рад", "Бран", "Љуб", "Зор", "Нед", "Свет", "Сне", "Жив", "Душ")
_GIVEN_M = ("ан", "оје", "ислав", "ивоје", "омир", "утин", "ко", "ош")
_GIVEN_F = ("ена", "ица", "ислава", "ана", "инка", "ијана", "ка", "ина")
_STREETS = tuple(f"{first}{last}" for first in _FIRST for last in ("мска", "дарска", "ланска", "винска"))
_PLACES = ("Примерово", "Узорно", "Пробно Село", "Огледница", "Нацртовац", "Доње Макете", "Горње Макете")
_JMBG_WEIGHTS = (7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
SERVICES = ("birth-extract", "child-allowance", "local-tax-clearance", "marriage", "property-tax", "public-area")
_NOTES = ("", "", "", "странка моли за хитност због путовања", "оригинал виђен на шалтеру и враћен странци")


class Crowd:
    """People and requests, the same ones for the same ``seed``."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._weights = list(itertools.accumulate(1 / (place + 20) for place in range(len(SURNAMES))))
        self._surnames = list(SURNAMES)
        random.Random(0).shuffle(self._surnames)

    def surname(self) -> str:
        """A surname, the frequent ones more often."""
        return self._random.choices(self._surnames, cum_weights=self._weights)[0]

    def person(self) -> Person:
        """An adult with a card."""
        chance, female = self._random, self._random.random() < 0.52
        born = date(1940, 1, 1) + timedelta(days=chance.randrange(24000))
        given = chance.choice(_GIVEN_FIRST) + chance.choice(_GIVEN_F if female else _GIVEN_M)
        return Person(
            id_number=self._jmbg(born, female=female),
            surname=self.surname(),
            given_name=given,
            parent_name=chance.choice(_GIVEN_FIRST) + chance.choice(_GIVEN_M),
            sex="f" if female else "m",
            birth_date=born.isoformat(),
            birth_place=chance.choice(_PLACES),
            address=Address(
                state="СРБ",
                municipality="Примерово",
                place=chance.choice(_PLACES),
                street=chance.choice(_STREETS),
                number=str(chance.randrange(1, 180)),
            ),
            document=IdDocument(
                kind="id_card",
                number=f"00{chance.randrange(10**7):07d}",
                issuer="ПУ Примерово",
                issued="2021-03-04",
                expires="2031-03-04",
            ),
            phone=f"06{chance.randrange(6)}{chance.randrange(10**7):07d}",
            source="card",
        )

    def _jmbg(self, born: date, *, female: bool) -> str:
        """A number of an area that was never assigned, with its check digit."""
        while True:
            area = self._random.choice(("90", "98", "99"))
            serial = self._random.randrange(500, 1000) if female else self._random.randrange(500)
            digits = f"{born:%d%m}{born.year % 1000:03d}{area}{serial:03d}"
            rest = sum(int(digit) * weight for digit, weight in zip(digits, _JMBG_WEIGHTS, strict=True)) % 11
            if rest != 1:
                return f"{digits}{-rest % 11}"

    def service(self) -> str:
        """What somebody comes for."""
        return self._random.choices(SERVICES, weights=(40, 20, 15, 3, 15, 7))[0]

    def values(self, service: str, who: Person) -> FormValues:
        """A form that is filled as forms are; fields that the service does not show are passed over by its rules."""
        return {
            "birth-extract": self._extract,
            "child-allowance": self._allowance,
            "property-tax": self._property,
        }.get(service, self._plain)(who)

    def body(self, number: str, day: date) -> RequestReceived:
        """A request as the rules would have left it, without asking them: for filling a store quickly."""
        who, service = self.person(), self.service()
        moment = self._random.randrange(8 * 3600, 15 * 3600)
        return RequestReceived(
            number=number,
            service=service,
            service_version=1,
            applicant=who,
            form=self.values(service, who),
            received_local=f"{day.isoformat()}T{moment // 3600:02d}:{moment // 60 % 60:02d}:{moment % 60:02d}+01:00",
            clerk="mprimeric",
            proofs=(ProofChoice(proof="birth_record", by="body"), ProofChoice(proof="residence", by="body")),
            fee=FeeCharged(lines=(FeeLine(code="act", level="local", tariff="1", amount=133000),), total=133000),
            deadline=(day + timedelta(days=30)).isoformat(),
            language="sr-Cyrl",
            note=self._random.choice(_NOTES),
            signed_on_paper=True,
        )

    def _extract(self, who: Person) -> FormValues:
        return {
            "request.kind": "domestic",
            "request.copies": str(self._random.randrange(1, 4)),
            "request.purpose": self._random.choice(("school", "employment", "document", "health")),
            "person.relation": "child",
            "person.surname": who.surname,
            "person.given_name": self._random.choice(_GIVEN_FIRST) + self._random.choice(_GIVEN_M),
            "person.birth_date": f"20{self._random.randrange(10, 25)}-0{self._random.randrange(1, 10)}-15",
            "person.registry": self._random.choice(_PLACES),
            "person.father": f"{who.given_name} {who.surname}",
        }

    def _allowance(self, who: Person) -> FormValues:
        values = {
            "claim.kind": "first",
            "claim.account": "160000000000000020",
            "claim.single_parent": "no",
            "members[0].relation": "applicant",
            "members[0].surname": who.surname,
            "members[0].given_name": who.given_name,
            "members[0].jmbg": who.id_number,
            "members[0].income": f"{self._random.randrange(20, 90)}000,00",
            "property.home": "rented",
            "property.rooms": "2",
        }
        for place in range(1, 1 + self._random.randrange(1, 4)):
            child = {
                "relation": "child",
                "surname": who.surname,
                "given_name": self._random.choice(_GIVEN_FIRST) + self._random.choice(_GIVEN_F),
                "claimed": "yes",
                "school": f"ОШ „{self._random.choice(_PLACES)}“",
                "disability": "no",
            }
            values |= {f"members[{place}].{name}": value for name, value in child.items()}
        return values

    def _property(self, who: Person) -> FormValues:
        house = {
            "kind": "house",
            "address": f"{self._random.choice(_STREETS)} {self._random.randrange(1, 180)}",
            "cadastre": self._random.choice(_PLACES),
            "parcel": f"{self._random.randrange(1, 9000)}/{self._random.randrange(1, 9)}",
            "area": f"{self._random.randrange(30, 220)},5",
            "built": str(self._random.randrange(1950, 2024)),
            "acquired_on": "2026-10-01",
            "ground": "purchase",
            "share_part": "1",
            "share_whole": "1",
        }
        values = {"return.kind": "acquired", "return.since": "2026-10-01", "return.resident": "yes"}
        return values | {f"properties[0].{name}": value for name, value in house.items()}

    def _plain(self, who: Person) -> FormValues:
        return {
            "request.taxpayer": "self",
            "request.purpose": f"за потребе странке {who.given_name} {who.surname}",
            "request.as_of": "2026-11-01",
        }
