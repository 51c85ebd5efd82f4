"""The file of one case: what this desk recorded about it and what the centre told, for whoever shows a part of it.

Parts of a case that are neither its state nor its form (records obtained, payments, deliveries) are folded from here
when somebody looks at them; no projection of them is stored.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from clerk_app.domain.requests import Happening, Mark

ACCEPTED: Mark = "accepted"
STOPPED: frozenset[Mark] = frozenset({"held", "refused"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that the centre told of the case: ``body`` is the value of its kind (``contract.changes``)."""

    version: int
    kind: str
    body: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Where one entry stands on its way to the centre; ``code`` says why it is held or refused."""

    mark: Mark = ACCEPTED
    code: str = ""

    @property
    def left(self) -> bool:
        """Whether the centre did not take it, and somebody left the case as the centre has it."""
        return self.mark == ACCEPTED and bool(self.code)

    @property
    def counts(self) -> bool:
        """Whether the centre has it, or may still take it as it is; nothing else gives a case anything."""
        return self.mark not in STOPPED and not self.left


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """``own``: entries of this ``desk`` in order, ``told`` the centre's changes by version, ``ways`` what is under way.

    ``forms`` are the changes that say something of the form (``amendments.FormTold``).

    Entries that ``ways`` does not name have arrived. Bodies that were erased are not there.
    """

    subject: bytes
    desk: str = ""
    own: tuple[Happening, ...] = ()
    told: tuple[Change, ...] = ()
    forms: tuple[Change, ...] = ()
    ways: dict[int, Way] = field(default_factory=dict)

    def way(self, seq: int) -> Way:
        """Where the entry with this number stands."""
        return self.ways.get(seq, Way())

    def clerks(self) -> dict[str, str]:
        """What the clerks are called who worked on it here, by how they sign in, as far as any entry says it."""
        bodies = (happening.body for happening in self.own)
        named = ((getattr(body, "clerk", ""), getattr(body, "clerk_name", "")) for body in bodies)
        return {user: name for user, name in named if user and name}

    def recorded[Body](self, kind: type[Body]) -> Iterator[tuple[Happening, Body]]:
        """Entries of this desk, of one kind, in order."""
        for happening in self.own:
            if isinstance(happening.body, kind):
                yield happening, happening.body

    def counted[Body](self, kind: type[Body]) -> Iterator[tuple[Happening, Body]]:
        """Those of them that count."""
        return ((happening, body) for happening, body in self.recorded(kind) if self.way(happening.seq).counts)

    def changes[Body](self, kind: type[Body]) -> Iterator[Body]:
        """What the centre told of one kind, by version."""
        for change in self.told:
            if isinstance(change.body, kind):
                yield change.body
