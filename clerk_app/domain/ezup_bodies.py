"""Bodies about records obtained ex officio: what a desk records, and what the centre tells of it (DOMAIN §1.2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from clerk_app.domain.bodies import EnclosureRef, ProofChoice

KeyKind = Literal["jmbg", "pib", "mb", "plate", "document", "parcel"]
Signed = Literal["paper", "screen"]
How = Literal["screen", "paper"]
Outcome = Literal["done", "not_found", "source_unavailable", "denied"]
RecordFields = dict[str, str]
"""What a register told: ``field`` or ``group[row].field`` to the value as forms keep it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """``ezup.stated`` 1: the party said, after the request was received, who obtains each of these records.

    ``stated_local`` is the desk's local time with offset (ISO); ``signed`` how the party signed it.
    """

    choices: tuple[ProofChoice, ...]
    signed: Signed
    stated_local: str
    clerk: str
    clerk_name: str = ""

    def history(self) -> tuple[str, dict[str, str]]:
        """A line of its own."""
        return "ezup_stated", {"clerk": self.clerk_name or self.clerk}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """``ezup.asked`` 1: a clerk wants a record from the register that keeps it; good until ``valid_until``.

    ``procedure`` is the service's id and ``rap`` its number among the procedures; ``statement`` is the number of the
    entry at this desk by which the party left the record to the body, 0 where the request itself says so.
    ``valid_until`` is microseconds UTC; ``title`` is the record's name as the desk had it.
    """

    dataset: str
    proof: str
    key_kind: KeyKind
    key: str = field(repr=False)
    procedure: str
    rap: str = ""
    legal_basis: str = ""
    purpose: str = ""
    statement: int = 0
    valid_until: int
    clerk: str
    clerk_name: str = ""
    title: str = ""

    def history(self) -> tuple[str, dict[str, str]]:
        """A line of its own."""
        return "ezup_asked", {"title": self.title, "clerk": self.clerk_name or self.clerk}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """``ezup.shown`` 1: somebody read what the record of entry ``query`` says, on the screen or on paper.

    Written for the first time of each person on a day.
    """

    query: int
    how: How = "screen"
    clerk: str = ""
    clerk_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """``ezup.attached`` 1: the record is an enclosure of the case now; ``filled`` names fields that were taken from it.

    ``digest`` is the SHA-256 (hex) of what the register told, which is not kept any longer than policy says.
    """

    query: int
    digest: str
    enclosure: EnclosureRef
    clerk: str
    clerk_name: str = ""
    title: str = ""
    filled: tuple[str, ...] = ()

    def history(self) -> tuple[str, dict[str, str]]:
        """A line of its own."""
        return "ezup_attached", {"title": self.title, "clerk": self.clerk_name or self.clerk}

    def files(self) -> tuple[EnclosureRef, ...]:
        """The record on paper."""
        return (self.enclosure,)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTold:
    """``ezup`` in the feed: what became of the query of entry ``query`` at ``query_desk``, or what the party stated.

    ``dropped`` is what nobody put with the case while it was kept, or what the desk that had it is lost with.
    ``key`` is masked; ``key_digest`` is the whole key's (``case_digest``), where something was asked. ``payload`` is
    there only for the desk that asked, and only on its way: it is kept apart.
    """

    at: int
    what: Literal["stated", "asked", "answered", "attached", "dropped"]
    dataset: str = ""
    proof: str = ""
    key: str = ""
    title: str = ""
    query_desk: str = ""
    query: int = 0
    outcome: str = ""
    reason: str = ""
    digest: str = ""
    clerk: str = ""
    choices: tuple[ProofChoice, ...] = ()
    payload: RecordFields = field(default_factory=dict, repr=False)
    desk: str = ""
    key_digest: str = ""

    def history(self) -> tuple[str, dict[str, str]]:
        """A line of its own; an answer is the centre's word."""
        if self.what == "answered":
            return f"ezup_{self.outcome}", {"title": self.title}
        return f"ezup_{self.what}", {"title": self.title, "clerk": self.clerk}


EZUP_KINDS: dict[str, type] = {
    "ezup.stated": Stated,
    "ezup.asked": Asked,
    "ezup.shown": Shown,
    "ezup.attached": Attached,
}
