"""Port: acts on paper, and the acts in the journal of this desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from clerk_app.domain.acts import ActDraft, Evidence
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.case_file import Way
from clerk_app.domain.catalogue import Service, Wording
from clerk_app.domain.journal import Entry
from clerk_app.ports.paper import Issuer


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerOnPaper:
    """Who signs an act electronically, as the act says it; ``at`` is the desk's local time (ISO)."""

    name: str
    issuer: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActFacts:
    """What an act says; ``made`` is the desk's local time (ISO), ``provisional`` that its number is one.

    ``evidence`` is what the handler named. ``remedy`` is missing where none is given. Nobody signs it electronically
    where ``signer`` is missing. ``draft_only``: it is looked at before it is made.
    """

    issuer: Issuer
    body: RequestReceived
    service: Service
    number: str
    provisional: bool
    draft: ActDraft
    made: str
    clerk_name: str
    evidence: Evidence = field(default_factory=Evidence)
    remedy: Wording | None = None
    signer: SignerOnPaper | None = None
    draft_only: bool = False


class ActPapers(Protocol):
    """Acts on A4."""

    def act(self, facts: ActFacts) -> bytes:
        """The act as PDF, in the language of its draft."""


class ActEntries(Protocol):
    """Entries about acts in the journal of this desk."""

    def all(self) -> tuple[Entry, ...]:
        """Those whose bodies are still kept, oldest first."""

    def ways(self) -> dict[int, Way]:
        """Where those stand that have not arrived, by their numbers."""
