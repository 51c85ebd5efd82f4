"""Court records."""

from __future__ import annotations

from clerk_app.central.population.draws import Draws
from clerk_app.central.registers.reply import Question, Reply, filled, yes_no

_WITHOUT, _PENDING = 1, 2  # of a hundred


def court(question: Question) -> Reply | None:
    """``sud``."""
    one = question.population.citizen(question.connection, question.key)
    if one is None or one.died_on:
        return None
    draws = Draws(f"sud {one.id_number}")
    capacity = not draws.chance(_WITHOUT)
    return Reply(one.id_number, filled(capacity=yes_no(capacity), proceedings=yes_no(draws.chance(_PENDING))))
