"""Records in the test's hand: the rules as the centre gives them, what registers told, and a log."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import msgspec

from clerk_app.contract import canonical, catalogue
from clerk_app.contract.ezup import EZUP_RULES, LogAsked, LogPage, PersonAsked
from clerk_app.contract.reference import Item
from clerk_app.domain.errors import CounterError
from clerk_app.domain.ezup_bodies import RecordFields
from clerk_app.domain.ezup_datasets import Dataset, EzupRules
from clerk_app.ports.ezup import RecordFacts

RESOURCES = Path(__file__).parents[2] / "resources"


class _Datasets(msgspec.Struct):
    datasets: tuple[Dataset, ...]


@cache
def rules() -> EzupRules:
    """Every record of the program, granted to every service whose definition names it."""
    raw = (RESOURCES / "ezup" / "datasets.toml").read_bytes()
    services = [catalogue.load(path.read_bytes()) for path in sorted((RESOURCES / "catalogue").glob("*.toml"))]
    grants = {
        service.id: tuple(dict.fromkeys(proof.dataset for proof in service.proofs if proof.dataset))
        for service in services
    }
    return EzupRules(datasets=msgspec.toml.decode(raw, type=_Datasets).datasets, grants=grants)


@cache
def rules_item() -> Item:
    return Item(EZUP_RULES, 1, msgspec.Raw(canonical.encode(rules())))


@dataclass
class FakeRecords:
    """The port ``Records``: what a test puts there, by the entry that asked."""

    told: dict[int, RecordFields] = field(default_factory=dict)

    def payload(self, seq: int) -> RecordFields:
        return self.told.get(seq, {})


@dataclass
class FakeEzupLine:
    """The port ``EzupLine``."""

    page: LogPage = field(default_factory=lambda: LogPage(rows=()))
    asked: list[LogAsked] = field(default_factory=list)
    of_persons: list[PersonAsked] = field(default_factory=list)
    pages: list[LogPage] = field(default_factory=list)
    error: CounterError | None = None

    def log(self, asked: LogAsked) -> LogPage:
        self.asked.append(asked)
        if self.error is not None:
            raise self.error
        return self.page

    def log_of_person(self, asked: PersonAsked) -> LogPage:
        self.of_persons.append(asked)
        if self.error is not None:
            raise self.error
        return self.pages.pop(0) if self.pages else self.page


@dataclass
class NotedRecordPaper:
    """The port ``RecordPaper``: what was to be drawn."""

    drawn: list[RecordFacts] = field(default_factory=list)

    def record(self, facts: RecordFacts) -> bytes:
        self.drawn.append(facts)
        return b"%PDF record"
