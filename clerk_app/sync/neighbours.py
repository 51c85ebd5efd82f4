"""Parcels of neighbours read at the relay: what they received is kept to be found, and nothing is done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from clerk_app.contract import canonical, parcel
from clerk_app.contract.entries import EntryRow, body_of
from clerk_app.contract.keys import SealingKey
from clerk_app.contract.reference import DESKS, DeskCertificate
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.errors import Damaged, Invalid
from clerk_app.domain.neighbours import NeighbourRequest, neighbour_of
from clerk_app.ports.outbox import Reference
from clerk_app.ports.relay import NeighbourParcel, Neighbours
from clerk_app.sync.write import Write

_RECEIVED, _ANNULLED = "request.received", "request.annulled"


class NeighbourReading:
    """Opens neighbours' parcels with the office's key; one that cannot be read, or is not its desk's, is left out."""

    def __init__(self, desk: str, reference: Reference, kept: Neighbours, write: Write, now: Callable[[], int]) -> None:
        self._desk = desk
        self._reference = reference
        self._kept = kept
        self._write = write
        self._now = now

    def take(self, parcels: Sequence[NeighbourParcel], opener: SealingKey) -> bool:
        """Keep what they hold; tells whether anything is new."""
        known = self._certificates()
        found: list[tuple[NeighbourRequest, RequestReceived]] = []
        gone: list[tuple[str, bytes]] = []
        for one in parcels:
            for desk, row in self._rows(one.raw, opener, known):
                if row.kind == _RECEIVED and (body := _received(row)) is not None:
                    found.append((neighbour_of((desk.desk, row.seq, desk.counter), row.subject, body), body))
                elif row.kind == _ANNULLED:
                    gone.append((desk.desk, row.subject))
        new = self._write(lambda: self._kept.keep(found, self._now())) > 0 if found else False
        for code, subject in gone:
            self._write(partial(self._kept.annulled, code, subject))
        return new or bool(gone)

    def _rows(
        self, raw: bytes, opener: SealingKey, known: dict[str, DeskCertificate]
    ) -> list[tuple[DeskCertificate, EntryRow]]:
        """The entries of a parcel with whose they are; none of one that no desk of the office has signed."""
        try:
            taken = parcel.take_apart(raw)
            desk = known.get(taken.head.desk)
            if desk is None or desk.desk == self._desk or desk.revoked is not None:
                return []
            if not taken.packed_alone or not taken.signed_by(desk.public):
                return []
            return [(desk, row) for row in taken.open(opener)]
        except (Damaged, Invalid):
            return []

    def _certificates(self) -> dict[str, DeskCertificate]:
        item = self._write(lambda: self._reference.get(DESKS))
        if item is None:
            return {}
        return {one.desk: one for one in canonical.decode(item.body, list[DeskCertificate])}


def _received(row: EntryRow) -> RequestReceived | None:
    """What was received; nothing of one that this program cannot read."""
    try:
        body = body_of(row.kind, row.version, bytes(row.body))
    except Invalid:
        return None
    return body if isinstance(body, RequestReceived) else None
