"""The people of a municipality: families housed, a few known ones, some foreigners, each as one value."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from clerk_app.central.population.draws import Draws
from clerk_app.central.population.families import Families
from clerk_app.central.population.housing import Housing
from clerk_app.central.population.issuing import Issuing
from clerk_app.central.population.lives import ADULT, CARD_AGE, YEAR, Home, Life, Spelled, surname_of
from clerk_app.central.population.sources import Group, Known, Sources
from clerk_app.central.population.values import Citizen, MaritalStatus
from clerk_app.domain import checkdigits, scripts

_CARD_YEARS = 10
_ONLINE_UNTIL = 72


class _Names(TypedDict):
    """How somebody is called."""

    surname: str
    given_name: str
    own_surname: str
    own_given_name: str
    birth_surname: str


class _Living(TypedDict):
    """Where somebody lives."""

    died_on: str
    household: int
    place: str
    street: str
    house: str
    apartment: str
    settled_on: str


def citizens(sources: Sources, draws: Draws) -> tuple[Citizen, ...]:
    """Everybody, families together."""
    issuing = Issuing(draws)
    housing = Housing(sources, draws)
    families = Families(sources, draws, issuing)
    lives = [_known(one, sources, housing) for one in sources.sizes.known]
    for life in lives:
        issuing.take(life.number)
    while len(lives) < sources.sizes.citizens:
        made = families.lineage()
        if len(lives) + len(made) > sources.sizes.citizens:
            made = [families.alone()]
        housing.house(made)
        lives += made
    registry = _Register(sources.sizes.on, draws, issuing)
    own = [registry.citizen(life) for life in lives]
    return (*own, *(_foreigner(sources, draws, issuing, housing) for _ in range(sources.sizes.foreigners)))


class _Register:
    """Writes lives down as values, with documents and addresses for messages."""

    def __init__(self, on: date, draws: Draws, issuing: Issuing) -> None:
        self._on = on
        self._draws = draws
        self._issuing = issuing
        self._written = 0

    def citizen(self, life: Life) -> Citizen:
        """One life as the register has it."""
        self._written += 1
        number, issued = self._document(life)
        phone, email = self._reach(life)
        return Citizen(
            **_names(life),
            **self._living(life),
            id_kind="jmbg",
            id_number=life.number,
            language=life.group.language,
            citizenship="SRB",
            sex="f" if life.sex == "f" else "m",
            birth_date=life.born.isoformat(),
            birth_place=life.birth_place,
            father=life.father.number if life.father else "",
            mother=life.mother.number if life.mother else "",
            father_name=life.father_name,
            mother_name=life.mother_name,
            marital_status=_marital_status(life, self._on),
            spouse=life.spouse.number if life.spouse else "",
            married_on=_iso(life.married),
            divorced_on=_iso(life.divorced),
            document_kind="id_card" if number else "none",
            document=number,
            document_issued=_iso(issued),
            document_expires=_iso(_years_later(issued, _CARD_YEARS) if issued else None),
            phone=phone,
            email=email,
        )

    def _living(self, life: Life) -> _Living:
        """Where somebody lives, or did until they died."""
        home, lives = _home(life), life.alive(self._on)
        return {
            "died_on": "" if lives else _iso(life.dies),
            "household": home.household if lives else 0,
            "place": home.place,
            "street": home.street,
            "house": home.house,
            "apartment": home.apartment,
            "settled_on": max(life.born, home.since).isoformat(),
        }

    def _document(self, life: Life) -> tuple[str, date | None]:
        """An identity card of the living; a few have run out."""
        if life.document:
            return life.document, life.issued
        if not life.alive(self._on) or life.age(self._on) < CARD_AGE:
            return "", None
        first = max(life.born + (CARD_AGE + 0.1) * YEAR, self._on - 9.9 * YEAR)
        issued = self._draws.day(first, self._on)
        ran_out = issued - _CARD_YEARS * YEAR
        return self._issuing.document(), ran_out if self._draws.chance(4) and ran_out > life.born else issued

    def _reach(self, life: Life) -> tuple[str, str]:
        """Telephone and e-mail, both of ranges that reach nobody."""
        draws = self._draws
        if not (life.alive(self._on) and ADULT <= life.age(self._on) <= _ONLINE_UNTIL):
            return "", ""
        named = f"{scripts.fold(life.given.register)}.{scripts.fold(life.surname.register)}".replace(" ", ".")
        phone = f"+38199{1_000_000 + self._written * 61}" if draws.chance(75) else ""
        return phone, f"{named}{self._written}@primer.example" if draws.chance(50) else ""


def _known(one: Known, sources: Sources, housing: Housing) -> Life:
    """Somebody whom the data name."""
    born = checkdigits.birth_date_of(one.number) or sources.sizes.on
    issued = date.fromisoformat(one.issued)
    return Life(
        number=one.number,
        sex=one.sex,
        born=born,
        dies=date.max,
        family=one.surname,
        group=Group("sr", 0, (), (), ()),
        given=Spelled(one.given_name),
        surname=Spelled(one.surname),
        birth_place=sources.places.town,
        father_name=one.parent_name,
        mother_name="",
        home=housing.at(sources.places.town, one.street, one.house, issued),
        document=one.document,
        issued=issued,
    )


def _foreigner(sources: Sources, draws: Draws, issuing: Issuing, housing: Housing) -> Citizen:
    """Somebody of another state who lives here: with a record number, or with a passport alone."""
    of = draws.pick(sources.names.foreign)
    on = sources.sizes.on
    born = draws.day(on - 65 * YEAR, on - 19 * YEAR)
    issued = draws.day(on - 5 * YEAR, on)
    home = housing.home(draws.pick(sources.places.settlements), draws.day(on - 6 * YEAR, on))
    male = draws.chance(50)
    passport, recorded = issuing.passport(of.state), draws.chance(60)
    surname = draws.pick(of.surnames)
    return Citizen(
        id_kind="foreigner" if recorded else "passport",
        id_number=issuing.foreigner() if recorded else passport,
        surname=surname,
        given_name=draws.pick(of.men if male else of.women),
        birth_surname=surname,
        language="",
        citizenship=of.state,
        sex="m" if male else "f",
        birth_date=born.isoformat(),
        birth_place=of.town,
        father_name=draws.pick(of.men),
        mother_name=draws.pick(of.women),
        household=home.household,
        place=home.place,
        street=home.street,
        house=home.house,
        apartment=home.apartment,
        settled_on=home.since.isoformat(),
        document_kind="passport",
        document=passport,
        document_issued=issued.isoformat(),
        document_expires=_years_later(issued, _CARD_YEARS).isoformat(),
    )


def _marital_status(life: Life, on: date) -> MaritalStatus:
    """What somebody is on this day, or was when they died."""
    if life.spouse is None:
        return "single"
    if life.divorced is not None:
        return "divorced"
    return "widowed" if life.spouse.dies <= on and life.spouse.dies < life.dies else "married"


def _names(life: Life) -> _Names:
    return {
        "surname": life.surname.register,
        "given_name": life.given.register,
        "own_surname": life.surname.own if life.given.own else "",
        "own_given_name": life.given.own,
        "birth_surname": surname_of(life.family, life.sex).register,
    }


def _home(life: Life) -> Home:
    if life.home is None:
        raise AssertionError("nobody is without a home")
    return life.home


def _years_later(day: date, years: int) -> date:
    return date(day.year + years, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
