"""The desks that the centre knows: their keys, and the proof that a request is theirs."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, select, update

from clerk_app.central import links
from clerk_app.central.clock import SECOND
from clerk_app.central.database import Database
from clerk_app.central.schema import DESK
from clerk_app.contract.exchange import desk_of, proven
from clerk_app.contract.link import LinkReport
from clerk_app.domain.errors import Refused

MOST_PROGRAM = 40
_SEEN_EVERY = 60 * SECOND


@dataclass(frozen=True, slots=True)
class Desk:
    """What never changes about a desk; ``lineage`` is itself and the desks that it has replaced."""

    code: str
    office: str
    counter: str
    sign_public: bytes
    seal_public: bytes
    lineage: tuple[str, ...]


class Desks:
    """Looks desks up, and remembers them: what is kept here never changes."""

    def __init__(self, database: Database, municipality: str) -> None:
        self._database = database
        self._municipality = municipality
        self._known: dict[str, Desk] = {}
        self._seen: dict[str, int] = {}

    def get(self, code: str) -> Desk:
        """The desk with this code; raises ``Refused('desk_unknown')``."""
        found = self._known.get(code) or self._load(code)
        if found is None:
            raise Refused("desk_unknown")
        self._known[code] = found
        return found

    def proven(self, proof: str, method: str, target: str) -> Desk:
        """The desk that made the proof; raises ``Refused`` (``desk_proof``, ``desk_unknown``)."""
        if not proof:
            raise Refused("desk_proof")
        desk = self.get(desk_of(proof))
        if not proven(proof, desk.sign_public, method, target):
            raise Refused("desk_proof")
        return desk

    def is_known(self, proof: str) -> bool:
        """Whether ``proven`` need not ask the database whose proof it is."""
        return desk_of(proof) in self._known

    def is_news(self, code: str, now: int) -> bool:
        """Whether it is to be noted that a desk speaks."""
        return now - self._seen.get(code, 0) >= _SEEN_EVERY

    def seen(self, code: str, program: str, now: int, told: LinkReport | None = None) -> None:
        """Note that a desk has spoken, once a minute, and whatever it told of its line, which it says but once."""
        if told is None and not self.is_news(code, now):
            return
        self._seen[code] = now
        this = and_(DESK.c.municipality == self._municipality, DESK.c.code == code)
        with self._database.write(telling=False) as connection:
            named = {"program": program[:MOST_PROGRAM]} if program else {}
            connection.execute(update(DESK).where(this).values(last_seen=now, **named))
            if told is not None:
                links.note(connection, self._municipality, code, told, now)

    def _load(self, code: str) -> Desk | None:
        with self._database.read() as connection:
            lineage: list[str] = []
            row = first = None
            while code and code not in lineage:
                asked = and_(DESK.c.municipality == self._municipality, DESK.c.code == code)
                row = connection.execute(select(DESK).where(asked)).one_or_none()
                if row is None:
                    break
                first = first or row
                lineage.append(row.code)
                code = row.replaces
        if first is None:
            return None
        return Desk(first.code, first.office, first.counter, first.sign_public, first.seal_public, tuple(lineage))
