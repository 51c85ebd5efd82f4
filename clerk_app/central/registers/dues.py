"""Taxes of the republic and local revenue; amounts follow from the number alone."""

from __future__ import annotations

from clerk_app.central.population.draws import Draws
from clerk_app.central.registers.reply import Question, Reply, filled, yes_no
from clerk_app.domain import money

_OWES = 12  # of a hundred
_YEARS = 3


def taxes(question: Question) -> Reply | None:
    """``porez``: debt, and income of the last three years."""
    number = _found(question)
    if not number:
        return None
    draws = Draws(f"porez {number}")
    owes = draws.chance(_OWES)
    fields = filled(debt=yes_no(owes), amount=_amount(draws, 2_000, 90_000) if owes else "")
    for place in range(_YEARS):
        fields[f"income[{place}].year"] = str(question.today.year - 1 - place)
        fields[f"income[{place}].amount"] = _amount(draws, 300_000, 1_900_000)
    return Reply(number, fields)


def local_revenue(question: Question) -> Reply | None:
    """``lpa``."""
    number = _found(question)
    if not number:
        return None
    draws = Draws(f"lpa {number}")
    owes = draws.chance(_OWES)
    amount = _amount(draws, 500, 60_000) if owes else ""
    return Reply(number, filled(debt=yes_no(owes), amount=amount, settled_on=question.today.isoformat()))


def _found(question: Question) -> str:
    """The number of whom the register has found; empty for nobody."""
    if question.kind == "pib":
        company = question.population.company(question.connection, question.key)
        return company.pib if company is not None else ""
    one = question.population.citizen(question.connection, question.key)
    return one.id_number if one is not None else ""


def _amount(draws: Draws, least: int, most: int) -> str:
    return money.plain(100 * draws.between(least, most))
