"""Civil status: births, marriages, deaths, citizenship."""

from __future__ import annotations

from clerk_app.central.population.draws import Draws
from clerk_app.central.population.values import Citizen
from clerk_app.central.registers.reply import Question, Reply, filled, yes_no

_STATUS = {
    "single": "неожењен / неудата",
    "married": "у браку",
    "divorced": "разведен / разведена",
    "widowed": "удовац / удовица",
}
_HERE = "Примерово"


def births(question: Question) -> Reply | None:
    """``mkr``."""
    one = _inscribed(question)
    if one is None:
        return None
    draws, parents = Draws(f"mkr {one.id_number}"), _parents(question, one)
    notes = [f"закључен брак {_shown(one.married_on)}"] if one.married_on else []
    notes += [f"промењено презиме у {one.surname}"] if one.surname != one.birth_surname else []
    fields = filled(
        register=one.birth_place or _HERE,
        year=one.birth_date[:4],
        number=str(1 + draws.below(900)),
        surname=one.birth_surname,
        given_name=one.given_name,
        sex="мушки" if one.sex == "m" else "женски",
        jmbg=one.id_number,
        birth_date=one.birth_date,
        birth_place=one.birth_place,
        citizenship="Република Србија" if one.citizenship == "SRB" else one.citizenship,
        notes="; ".join(notes),
        **parents,
    )
    return Reply(one.id_number, fields)


def marriages(question: Question) -> Reply | None:
    """``mkv``; the last marriage."""
    one = question.population.citizen(question.connection, question.key)
    if one is None or not one.married_on:
        return None
    spouse = question.population.citizen(question.connection, one.spouse) if one.spouse else None
    fields = filled(
        register=_HERE,
        date=one.married_on,
        place=_HERE,
        spouse=f"{spouse.given_name} {spouse.birth_surname}" if spouse is not None else "",
        spouse_jmbg=spouse.id_number if spouse is not None else "",
        surname=one.surname,
        status=_STATUS[one.marital_status],
        divorced=one.divorced_on,
    )
    return Reply(one.id_number, fields)


def deaths(question: Question) -> Reply | None:
    """``mku``."""
    one = question.population.citizen(question.connection, question.key)
    if one is None or not one.died_on:
        return None
    spouse = question.population.citizen(question.connection, one.spouse) if one.spouse else None
    fields = filled(
        register=_HERE,
        name=f"{one.given_name} {one.surname}",
        date=one.died_on,
        place=one.place,
        status=_STATUS[one.marital_status],
        spouse=f"{spouse.given_name} {spouse.surname}" if spouse is not None else "",
    )
    return Reply(one.id_number, fields)


def citizenship(question: Question) -> Reply | None:
    """``drz``."""
    one = question.population.citizen(question.connection, question.key)
    if one is None:
        return None
    citizen = one.citizenship == "SRB"
    number = f"{1 + Draws(f'drz {one.id_number}').below(9_000)}/{one.birth_date[:4]}" if citizen else ""
    basis = "порекло" if citizen else ""
    return Reply(one.id_number, filled(citizen=yes_no(citizen), number=number, basis=basis))


def _inscribed(question: Question) -> Citizen | None:
    one = question.population.citizen(question.connection, question.key)
    return one if one is not None and one.id_kind == "jmbg" else None


def _parents(question: Question, one: Citizen) -> dict[str, str]:
    found: dict[str, str] = {}
    for parent, number, name in (("father", one.father, one.father_name), ("mother", one.mother, one.mother_name)):
        known = question.population.citizen(question.connection, number) if number else None
        found[f"{parent}_name"] = f"{known.given_name} {known.surname}" if known is not None else name
        found[f"{parent}_jmbg"] = number
    return found


def _shown(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{day}.{month}.{year}."
