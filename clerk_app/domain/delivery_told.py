"""What the centre tells of documents and deliveries: the bodies of the changes ``document`` and ``delivery``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

EvidenceKind = Literal[
    "none", "receipt", "slip", "signature", "notice", "posting", "return", "clock", "note", "no_inbox", "no_consent",
    "bounced", "elsewhere",
]  # fmt: skip

HAPPENINGS = frozenset(
    {
        "consented", "consent_withdrawn", "dispatched", "handed_over", "hand_over_refused", "delivery_noted",
        "document_came", "document_better", "delivery_step", "delivered", "delivery_withdrawn",
    }
)  # fmt: skip
"""The kinds of lines in a request's history that are about delivery, on screen and on paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a step rests on: the centre's electronic receipt, a slip, a signature …, with its number, words or scan."""

    kind: EvidenceKind = "none"
    number: str = ""
    text: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTold:
    """One step of a delivery at ``at`` (microseconds UTC); ``desk`` and ``entry`` name the entry that recorded it."""

    state: str
    at: int
    evidence: Evidence = field(default_factory=Evidence)
    desk: str = ""
    entry: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCame:
    """``document``: a document was put to the case; its bytes are fetched by ``id``.

    ``made`` is an ISO date, ``by`` the body or unit that made it, ``signed`` who signed it, if somebody did.
    ``replaces`` (SHA-256, hex) is what it takes the place of, the same act with a weaker signature; what that was of
    ``desk`` the case knows, and nothing else is told again.
    """

    at: int
    id: str
    title: str
    kind: str
    sha256: str
    size: int
    made: str
    by: str
    media_type: str = "application/pdf"
    signed: str = ""
    replaces: str = ""
    desk: str = ""

    def history(self) -> tuple[str, dict[str, str]]:
        """A line of its own."""
        if self.replaces:
            return "document_better", {"title": self.title}
        return "document_came", {"title": self.title, "by": self.by}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryMoved:
    """``delivery``: one or more steps of one delivery, oldest first.

    ``legal_date`` (ISO) is the day on which it counts as delivered, once the centre has said so, and ``appeal_until``
    the last day of the term that begins with it. ``replaces`` names the delivery that had failed before this one.
    ``withdrawn`` (ISO) is the legal date that was told before and holds no more: a slip came late.
    """

    at: int
    delivery: str
    sha256: str
    title: str
    kind: str
    channel: str
    steps: tuple[StepTold, ...]
    why: str = ""
    replaces: str = ""
    legal_date: str = ""
    appeal_until: str = ""
    withdrawn: str = ""
    desk: str = ""

    def history(self) -> tuple[str, dict[str, str]]:
        """A line of its own, of the last step."""
        last = self.steps[-1].state if self.steps else "dispatched"
        told = {"title": self.title, "channel": self.channel, "step": last}
        if self.legal_date:
            return "delivered", told | {"day": self.legal_date, "until": self.appeal_until}
        if self.withdrawn:
            return "delivery_withdrawn", told | {"day": self.withdrawn}
        return "delivery_step", told
