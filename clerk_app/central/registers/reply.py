"""What a register is asked and what it says."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from clerk_app.central.population.lookups import Population
from clerk_app.domain.ezup_bodies import KeyKind, RecordFields
from clerk_app.domain.ezup_datasets import Dataset


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


LONGEST_VALUE, MOST_VALUES = 2000, 500
_ROW = re.compile(r"\[\d+\]")


def readable(reply: Reply, dataset: Dataset) -> RecordFields:
    """What a reply tells of what its record names, and nothing else of it.

    Raises ``ValueError`` where that is nothing, no text, or more than any record has: such an answer is kept nowhere.
    """
    named = {one.code for one in dataset.fields}
    told = {key: value for key, value in reply.fields.items() if _ROW.sub("", key) in named}
    plain = all(isinstance(value, str) and len(value) <= LONGEST_VALUE for value in told.values())
    if not plain or len(told) > MOST_VALUES or (reply.fields and not told):
        raise ValueError(dataset.code)
    return told


YES, NO = "yes", "no"


def yes_no(value: object) -> str:
    """Whether it is so, as forms keep it."""
    return YES if value else NO


def filled(**fields: str) -> RecordFields:
    """Only what the register has."""
    return {name: value for name, value in fields.items() if value}
