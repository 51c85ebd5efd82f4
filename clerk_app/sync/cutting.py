"""From entries to parcels: how many go into one, and what to do with one that is rejected whole."""

from __future__ import annotations

from dataclasses import replace

from clerk_app.contract import parcel
from clerk_app.contract.entries import row_of
from clerk_app.contract.parcel import ParcelHead
from clerk_app.ports.outbox import Cut
from clerk_app.sync.identity import DeskIdentity
from clerk_app.sync.packing import Packing

TARGET = 8 * 1024  # bytes of one parcel: a second of a thin line, lost at most by a cut (PERF §E.2)
SHORTEST = 1024
LARGEST = 64 * 1024
_BLINK = 1 / 16  # seconds: what a cut of a fast line may cost
_OVERHEAD = 256  # header, one key wrap and signature
_FIRST_RATIO = 3.0
_MOST_RATIO = 40.0
_WEIGHT = 0.3  # of the newest parcel in the running ratio


class Cutter:
    """Makes parcels of about ``TARGET`` bytes, by what the last ones compressed to."""

    def __init__(self, identity: DeskIdentity, packing: Packing | None = None) -> None:
        self._identity = identity
        self.packing = packing or Packing()
        self._ratio = _FIRST_RATIO
        self._learned = False

    def most_bytes(self, target: int = TARGET) -> int:
        """How many bytes of bodies to ask the outbox for."""
        return int((max(target, SHORTEST) - _OVERHEAD) * self._ratio)

    @property
    def ratio(self) -> float:
        """Bytes of bodies to a byte on the wire, as the last parcels had it."""
        return self._ratio

    def parcel(self, cut: Cut, rate: float = 0.0) -> bytes:
        """Pack for a line of ``rate``, seal and sign; a cut gives the same entries under the same numbers each time."""
        identity, packing = self._identity, self.packing
        newest = max(cut.entries, key=lambda entry: entry.header.seq)
        packing.choose(newest.header.seq)
        head = packing.head(
            ParcelHead(
                desk=identity.desk,
                first=cut.first,
                count=len(cut.entries),
                position=cut.position,
                chain_seq=newest.header.seq,
                chain_head=newest.hash,
            )
        )
        rows = [row_of(entry) for entry in cut.entries]
        raw = parcel.make(head, rows, list(identity.recipients), identity.signer, lambda rows: packing.pack(rows, rate))
        self._learn(plain_bytes(cut), len(raw))
        return raw

    def _learn(self, plain: int, packed: int) -> None:
        seen = min(_MOST_RATIO, max(1.0, plain / max(1, packed - _OVERHEAD)))
        self._ratio += (_WEIGHT if self._learned else 1.0) * (seen - self._ratio)
        self._learned = True


def target_at(rate: float) -> int:
    """Bytes for a parcel on a line of ``rate`` bytes a second, 0 while unknown.

    At most a second of a thin line; on a fast one what passes in a blink, because every parcel costs the centre a
    commit and both ends an answer.
    """
    if rate <= 0:
        return TARGET
    return max(min(TARGET, int(rate)), min(LARGEST, int(rate * _BLINK)))


def plain_bytes(cut: Cut) -> int:
    """The bodies' bytes in a cut."""
    return sum(len(entry.body or b"") for entry in cut.entries)


def last_number(cut: Cut) -> int:
    """The sending number of the last entry."""
    return cut.first + len(cut.entries) - 1


def halves(cut: Cut) -> tuple[Cut, Cut]:
    """Two cuts with the same numbers; ``cut`` has at least two entries."""
    middle = len(cut.entries) // 2
    return (
        replace(cut, entries=cut.entries[:middle]),
        replace(cut, first=cut.first + middle, entries=cut.entries[middle:]),
    )
