"""Taxes of the republic and local revenue; amounts follow from the number alone."""

from __future__ import annotations

from clerk_app.central.population.draws import Draws
from clerk_app.central.registers.reply import Question, Reply, filled, yes_no
from clerk_app.domain import money

_OWES = 12  # of a hundred
_YEARS = 3


def taxes(question: Question) -> Reply | None:
    """``porez``: debt, and income of the last three years."""
    if not _known(question):
        return None
    draws = Draws(f"porez {question.key}")
    owes = draws.chance(_OWES)
    fields = filled(debt=yes_no(owes), amount=_amount(draws, 2_000, 90_000) if owes else "")
    for place in range(_YEARS):
        fields[f"income[{place}].year"] = str(question.today.year - 1 - place)
        fields[f"income[{place}].amount"] = _amount(draws, 300_000, 1_900_000)
    return Reply(question.key, fields)


def local_revenue(question: Question) -> Reply | None:
    """``lpa``."""
    if not _known(question):
        return None
    draws = Draws(f"lpa {question.key}")
    owes = draws.chance(_OWES)
    amount = _amount(draws, 500, 60_000) if owes else ""
    return Reply(question.key, filled(debt=yes_no(owes), amount=amount, settled_on=question.today.isoformat()))


def _known(question: Question) -> bool:
    if question.kind == "pib":
        return question.population.company(question.connection, question.key) is not None
    return question.population.citizen(question.connection, question.key) is not None


def _amount(draws: Draws, least: int, most: int) -> str:
    return money.plain(100 * draws.between(least, most))
