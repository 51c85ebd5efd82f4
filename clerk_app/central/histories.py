"""What parcels are packed against: a dictionary by its version, and entries of the desk, as the ledger has them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, and_, select, update

from clerk_app.central.database import Database
from clerk_app.central.schema import DESK, ENTRY, ENTRY_BODY
from clerk_app.contract import content
from clerk_app.contract.packing import History
from clerk_app.contract.parcel import ParcelHead
from clerk_app.domain.errors import CounterError, Refused

type Known = Mapping[int, History]
"""Dictionaries by their versions."""
NONE: Known = {}
NEED_BASE = "need_base"
_KEPT = 128
"""Made ready in memory; each is some 150 KiB."""


class Histories:
    """Asked for each parcel that was not packed alone; a desk names the same base many times in a row."""

    def __init__(self, database: Database, municipality: str, known: Known) -> None:
        self._database = database
        self._municipality = municipality
        self._known = known
        self._ready: OrderedDict[tuple[str, int, int, int], History] = OrderedDict()
        self._guard = threading.Lock()

    def of(self, head: ParcelHead) -> History | None:
        """What the parcel is packed against; raises ``Refused('need_base')`` for what is not known here."""
        if head.dictionary and head.dictionary not in self._known:
            raise _lacking(head)
        dictionary = self._known.get(head.dictionary)
        return self._base(head, dictionary) if head.base_count else dictionary

    def _base(self, head: ParcelHead, dictionary: History | None) -> History:
        name = (head.desk, head.base_first, head.base_count, head.dictionary)
        with self._guard:
            if name in self._ready:
                self._ready.move_to_end(name)
                return self._ready[name]
        made = content.history_of(self._bodies(head), dictionary)
        with self._guard:
            self._ready[name] = made
            while len(self._ready) > _KEPT:
                self._ready.popitem(last=False)
        return made

    def _bodies(self, head: ParcelHead) -> list[bytes]:
        same = [ENTRY_BODY.c[name] == ENTRY.c[name] for name in ("municipality", "desk", "seq")]
        asked = and_(
            ENTRY.c.municipality == self._municipality,
            ENTRY.c.desk == head.desk,
            ENTRY.c.seq.between(head.base_first, head.base_first + head.base_count - 1),
            ENTRY.c.outcome == "accepted",
        )
        with self._database.read() as connection:
            found = select(ENTRY_BODY.c.body).join(ENTRY, and_(*same)).where(asked).order_by(ENTRY.c.seq)
            bodies = [bytes(body) for (body,) in connection.execute(found)]
        if len(bodies) != head.base_count or sum(map(len, bodies)) > content.MOST_BASE_BYTES:
            raise _lacking(head)
        return bodies


def note_lacking(connection: Connection, municipality: str, errors: Iterable[CounterError]) -> set[str]:
    """Write down what parcels named and is not here, for answers to tell soon; returns the desks that hear of it."""
    lacking = {str(error.params["desk"]): error.params for error in errors if error.code == NEED_BASE}
    for code, params in sorted(lacking.items()):
        this = and_(DESK.c.municipality == municipality, DESK.c.code == code)
        lacks = {"lacks_base": int(params["base"]), "lacks_dictionary": int(params["dictionary"])}
        connection.execute(update(DESK).where(this).values(**lacks))
    return set(lacking)


def _lacking(head: ParcelHead) -> Refused:
    return Refused(NEED_BASE, desk=head.desk, base=head.base_first, dictionary=head.dictionary)
