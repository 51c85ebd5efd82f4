"""What a register is asked and what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from clerk_app.central.population.lookups import Population
from clerk_app.domain.ezup_bodies import KeyKind, RecordFields


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One look into a register, on the day ``today``."""

    connection: Connection
    population: Population
    kind: KeyKind
    key: str = field(repr=False)
    today: date


@dataclass(frozen=True, slots=True)
class Reply:
    """Whom or what the answer is about, in the terms of the question, and what the register has."""

    identity: str = field(repr=False)
    fields: RecordFields = field(repr=False)


type Register = Callable[[Question], Reply | None]
"""Nothing where the register has nobody and nothing of this key."""


YES, NO = "yes", "no"


def yes_no(value: object) -> str:
    """Whether it is so, as forms keep it."""
    return YES if value else NO


def filled(**fields: str) -> RecordFields:
    """Only what the register has."""
    return {name: value for name, value in fields.items() if value}
