"""Official records as data: who keeps each, what it is searched by, what it tells, and who may ask for it."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from clerk_app.domain.catalogue import FieldClass, Wording
from clerk_app.domain.ezup_bodies import KeyKind, RecordFields
from clerk_app.domain.people import mask

RecordType = Literal["text", "date", "yes_no", "money", "number"]
_ROW = re.compile(r"\[(\d+)\]")
_WHOLE = frozenset({"pib", "mb"})
"""Numbers of companies are public."""
_LONGEST_WHOLE = 9  # digits of a PIB; a personal number has more, whatever it is said to be


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordField:
    """One field of a record; ``group.field`` in a group that repeats."""

    code: str
    label: Wording
    type: RecordType = "text"
    sensitivity: FieldClass = "personal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """One official record; ``keys`` in the order in which they are tried."""

    code: str
    label: Wording
    holder: Wording
    keys: tuple[KeyKind, ...]
    fields: tuple[RecordField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """Hours (``HH:MM``, by the clocks of Belgrade) in which a register is away; ``days``: 0 is Monday.

    One that ends no later than it begins goes on over midnight; its days are those on which it begins.
    """

    dataset: str
    days: tuple[int, ...]
    begins: str
    ends: str

    def covers(self, moment: datetime) -> bool:
        """Whether the register is away at a moment of the clocks of Belgrade."""
        told, today = f"{moment:%H:%M}", moment.weekday()
        if self.begins < self.ends:
            return today in self.days and self.begins <= told < self.ends
        return (today in self.days and told >= self.begins) or ((today - 1) % 7 in self.days and told < self.ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class EzupRules:
    """What the centre lets desks know: the records, which procedure may ask for which, and for how long.

    ``grants`` maps a service's id to codes of records. ``keep_payload_days`` counts from when a record was attached,
    ``keep_unattached_days`` from when it came.
    """

    datasets: tuple[Dataset, ...] = ()
    grants: dict[str, tuple[str, ...]] = field(default_factory=dict)
    valid_hours: int = 72
    keep_payload_days: int = 0
    keep_unattached_days: int = 30
    register_ms: int = 300
    outages: tuple[Outage, ...] = ()

    def dataset(self, code: str) -> Dataset | None:
        """One record by its code."""
        return next((one for one in self.datasets if one.code == code), None)

    def may_ask(self, procedure: str, dataset: str) -> bool:
        """Whether this procedure may ask for this record."""
        return dataset in self.grants.get(procedure, ())


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One line of a record that was told: its field, the row of its group (from 1, 0 without one), and the value."""

    field: RecordField
    row: int
    value: str


def digest_of(payload: Mapping[str, str]) -> str:
    """SHA-256 (hex) of what a register told, the same at both ends."""
    told = "\0".join(f"{key}\0{payload[key]}" for key in sorted(payload))
    return hashlib.sha256(told.encode()).hexdigest()


def masked_key(kind: str, key: str) -> str:
    """What may be shown of a search key: companies are public, people are not."""
    is_company = kind in _WHOLE and key.isascii() and key.isdigit() and len(key) <= _LONGEST_WHOLE
    return key if is_company else mask(key)


def case_digest(subject: bytes, dataset: str, key: str) -> str:
    """By what a query and a record know each other: the whole key, keyed by the case, so that no two cases agree.

    What ``masked_key`` gives is the same for many keys, and only for showing.
    """
    return hmac.digest(subject, f"{dataset}\0{key}".encode(), "sha256").hex()


def rows_of(dataset: Dataset, payload: RecordFields) -> tuple[RecordRow, ...]:
    """What was told in the order of the record, group by group; what the record does not name is left out."""
    rows: list[RecordRow] = []
    for group, fields in _grouped(dataset):
        for row in range(_count(group, payload)) if group else (None,):
            for one in fields:
                value = payload.get(_key(one.code, row), "")
                if value:
                    rows.append(RecordRow(one, 0 if row is None else row + 1, value))
    return tuple(rows)


def _grouped(dataset: Dataset) -> list[tuple[str, list[RecordField]]]:
    groups: list[tuple[str, list[RecordField]]] = []
    for one in dataset.fields:
        group = one.code.rpartition(".")[0]
        if not groups or groups[-1][0] != group:
            groups.append((group, []))
        groups[-1][1].append(one)
    return groups


def _count(group: str, payload: RecordFields) -> int:
    named = [int(found[1]) + 1 for key in payload if key.startswith(f"{group}[") and (found := _ROW.search(key))]
    return max(named, default=0)


def _key(code: str, row: int | None) -> str:
    group, _, name = code.rpartition(".")
    return code if row is None else f"{group}[{row}].{name}"
