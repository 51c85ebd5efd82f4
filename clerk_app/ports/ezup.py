"""Port: records that registers told, their paper, and the log of accesses at the centre."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from clerk_app.contract.ezup import LogAsked, LogPage, PersonAsked
from clerk_app.domain.ezup_bodies import RecordFields
from clerk_app.domain.ezup_datasets import Dataset
from clerk_app.ports.paper import Issuer


class Records(Protocol):
    """Data of records, kept only as long as policy says."""

    def payload(self, seq: int) -> RecordFields:
        """What the register told on the query of entry ``seq``; nothing once it is not kept any longer."""


class EzupLine(Protocol):
    """The log of accesses at the centre."""

    def log(self, asked: LogAsked) -> LogPage:
        """A page, newest first; raises ``Unavailable`` for the line and ``Refused`` by problem code."""

    def log_of_person(self, asked: PersonAsked) -> LogPage:
        """The same of one person, for their own report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFacts:
    """What the paper of a record says; times are local (ISO). ``key`` is masked where it is a person's.

    ``digest`` is of what the register told.
    """

    issuer: Issuer
    language: str
    number: str
    title: str
    dataset: Dataset
    payload: RecordFields = field(repr=False)
    key: str
    legal_basis: str
    asked_local: str
    told_local: str
    clerk: str
    digest: str


class RecordPaper(Protocol):
    """Papers of records."""

    def record(self, facts: RecordFacts) -> bytes:
        """The record as PDF, as it becomes part of the case."""
