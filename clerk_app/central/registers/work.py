"""Pensions, unemployment and compulsory insurance; who is what follows from age and number."""

from __future__ import annotations

from datetime import date, timedelta

from clerk_app.central.population.draws import Draws
from clerk_app.central.population.values import Citizen
from clerk_app.central.registers.reply import NO, YES, Question, Reply, filled, yes_no
from clerk_app.domain import money

_GROWN, _RETIRED = 18, 65
_UNEMPLOYED = 16  # of a hundred grown people who do not get a pension
_KINDS = ("старосна", "старосна", "старосна", "породична", "инвалидска")
_EMPLOYERS = (
    "Узор производња д.о.о. Примерово",
    "Месна школа Примерово",
    "Модел трговина д.о.о.",
    "самостална делатност",
)


def pensions(question: Question) -> Reply | None:
    """``pio``."""
    one = _living(question)
    if one is None:
        return None
    draws = Draws(f"pio {one.id_number}")
    if not _is_pensioner(one, question.today):
        years = str(draws.below(30)) if _age(one, question.today) > _GROWN else "0"
        return Reply(one.id_number, filled(pensioner=NO, years=years))
    fields = filled(
        pensioner=YES,
        kind=draws.pick(_KINDS),
        amount=money.plain(100 * draws.between(27_000, 98_000)),
        years=str(draws.between(15, 40)),
    )
    return Reply(one.id_number, fields)


def unemployment(question: Question) -> Reply | None:
    """``nsz``."""
    one = _living(question)
    if one is None:
        return None
    if not _is_unemployed(one, question.today):
        return Reply(one.id_number, filled(registered=NO))
    draws = Draws(f"nsz since {one.id_number}")
    since = question.today - timedelta(days=30 + draws.below(900))
    fields = filled(
        registered=YES,
        since=since.isoformat(),
        benefit=yes_no(draws.chance(30)),
    )
    return Reply(one.id_number, fields)


def insurance(question: Question) -> Reply | None:
    """``croso``; of a company, how many it has insured."""
    if question.kind == "pib":
        company = question.population.company(question.connection, question.key)
        if company is None:
            return None
        employees = str(1 + Draws(f"croso {company.pib}").below(60))
        return Reply(company.pib, filled(insured=YES, employees=employees))
    one = _living(question)
    if one is None:
        return None
    return Reply(one.id_number, _insured(one, question.today))


def _insured(one: Citizen, today: date) -> dict[str, str]:
    draws = Draws(f"croso {one.id_number}")
    if _is_pensioner(one, today):
        return filled(insured=YES, basis="пензионер")
    if _age(one, today) < _GROWN:
        return filled(insured=YES, basis="члан породице осигураника")
    if _is_unemployed(one, today):
        return filled(insured=YES, basis="незапослено лице")
    since = today - timedelta(days=200 + draws.below(6_000))
    return filled(
        insured=YES,
        basis="радни однос",
        employer=draws.pick(_EMPLOYERS),
        since=since.isoformat(),
    )


def _living(question: Question) -> Citizen | None:
    one = question.population.citizen(question.connection, question.key)
    return one if one is not None and not one.died_on else None


def _age(one: Citizen, today: date) -> int:
    return today.year - int(one.birth_date[:4])


def _is_pensioner(one: Citizen, today: date) -> bool:
    return _age(one, today) >= _RETIRED


def _is_unemployed(one: Citizen, today: date) -> bool:
    grown = _GROWN <= _age(one, today) < _RETIRED
    return grown and Draws(f"nsz {one.id_number}").chance(_UNEMPLOYED)
