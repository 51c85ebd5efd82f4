"""Port: eID at the centre, and what the journal of this desk has about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from clerk_app.contract.eid import EidAccount, EidIssuance, EidLookup, EidParameters, EidRegistration
from clerk_app.domain.catalogue import Wording
from clerk_app.domain.journal import Entry
from clerk_app.ports.paper import Issuer, Raster


class EidLine(Protocol):
    """The register of accounts behind the centre; a person waits for every answer.

    All raise ``Unavailable`` (the line; ``register_unavailable``) and ``Refused`` by problem code.
    """

    def look_up(self, asked: EidLookup) -> EidAccount:
        """The account of a number, or none."""

    def register(self, wanted: EidRegistration) -> EidAccount:
        """Make an account of the basic level; the same id again is the same act."""

    def issue(self, wanted: EidIssuance) -> EidParameters:
        """Activation parameters; the same id again gives the same, until the journal has said what became of them."""


class EidEntries(Protocol):
    """Entries about eID in the journal of this desk."""

    def all(self) -> tuple[Entry, ...]:
        """Those whose bodies are still kept, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFacts:
    """What the sheet of parameters says; ``given_local`` is the desk's local time (ISO)."""

    issuer: Issuer
    name: str
    given_local: str
    language: str
    parameters: EidParameters


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentFacts:
    """What the slip of an appointment says; ``at`` is local (ISO)."""

    issuer: Issuer
    name: str
    at: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementFacts:
    """What somebody is given to read before an account is registered."""

    issuer: Issuer
    name: str
    agreement: Wording
    language: str


class EidPaper(Protocol):
    """The papers of eID. Nothing of a sheet is kept once it is drawn."""

    def sheet(self, facts: SheetFacts, width: int) -> Raster:
        """The sheet of parameters, ``width`` dots wide."""

    def sheet_picture(self, facts: SheetFacts) -> bytes:
        """The sheet as PNG, to be shown where no printer is."""

    def appointment(self, facts: AppointmentFacts, width: int) -> Raster:
        """The slip of an appointment, ``width`` dots wide."""

    def agreement(self, facts: AgreementFacts, width: int) -> Raster:
        """What the citizen agrees to, ``width`` dots wide."""
