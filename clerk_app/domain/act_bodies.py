"""Bodies of journal entries about acts: what a handler decided on paper, signed or not, and what its signature became.

The paper itself is an enclosure of the entry. Local times are ISO with offset.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.signatures import Level

ActKind = Literal["confirmation", "approved", "rejected", "dismissed", "discontinued", "referred"]
"""A confirmation; a decision that grants or refuses; a conclusion that dismisses, ends, or hands on to another body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActMade:
    """``act.made`` 1: an act was made; ``level`` is ``unsigned`` where nobody signed it, and then no signer is named.

    ``signer`` is whose certificate it was, ``serial`` (hex) and ``issuer`` (SHA-256 of the issuer's name, hex) name the
    certificate. ``made_local`` is this desk's clock.
    """

    act: ActKind
    number: str
    paper: EnclosureRef
    made_local: str
    clerk: str
    clerk_name: str = ""
    level: Level = "unsigned"
    signer: str = ""
    serial: str = ""
    issuer: str = ""

    def history(self) -> tuple[str, dict[str, str]]:
        """What the history of the case says of it."""
        kind = "act_signed" if self.level != "unsigned" else "act_unsigned"
        by = self.clerk_name or self.clerk
        return kind, {"act": self.act, "number": self.number, "clerk": by, "signer": self.signer}

    def files(self) -> tuple[EnclosureRef, ...]:
        """The act on paper."""
        return (self.paper,)

    def to_deliver(self) -> tuple[EnclosureRef, str, str]:
        """The act as the document that is delivered: its paper, kind and signer."""
        return self.paper, _DELIVERED_AS[self.act], self.signer


@dataclass(frozen=True, slots=True, kw_only=True)
class ActUpgraded:
    """``act.upgraded`` 1: the signature of an act was dated or proven; ``paper`` takes the place of ``of``.

    Where nothing came of it, ``paper`` is that same paper, and ``short`` says why. ``of`` is the SHA-256 (hex) of the
    paper before. ``stamped`` is the authority's time (ISO UTC), empty where this desk does not trust the authority.
    ``short`` is the code of why it is not proven yet, or never will be.
    """

    of: str
    paper: EnclosureRef
    level: Level
    stamped: str = ""
    short: str = ""

    def history(self) -> tuple[str, dict[str, str]]:
        """What the history of the case says of it."""
        if self.short and self.paper.sha256 == self.of:
            return "act_not_upgraded", {"level": self.level}
        return "act_upgraded", {"level": self.level}

    def files(self) -> tuple[EnclosureRef, ...]:
        """The act with what was added to its signature."""
        return (self.paper,)

    def replaces(self) -> tuple[str, EnclosureRef]:
        """The paper before, by its SHA-256, and the one that is delivered instead."""
        return self.of, self.paper


_DELIVERED_AS: dict[ActKind, str] = {
    "confirmation": "certificate",
    "approved": "decision",
    "rejected": "decision",
    "dismissed": "conclusion",
    "discontinued": "conclusion",
    "referred": "conclusion",
}
"""Act -> the kind of document by which policy decides how it is delivered."""

ACT_KINDS: dict[str, type] = {"act.made": ActMade, "act.upgraded": ActUpgraded}
