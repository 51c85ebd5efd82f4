"""A centre reduced to its promises: every entry once in effect, ``have`` up to the first gap, signed answers."""

from __future__ import annotations

import threading
from collections.abc import Callable

import msgspec

from clerk_app.contract import answers, canonical, content
from clerk_app.contract.answers import Answers, Change, Order, Registered, Result
from clerk_app.contract.entries import EntryRow
from clerk_app.contract.keys import SigningKey
from clerk_app.contract.packing import History
from clerk_app.contract.parcel import ParcelHead, take_apart
from clerk_app.domain.errors import Refused
from tests.support.sync_entries import CENTRE_SEAL, CENTRE_SIGN, DESK, DESK_SEAL, DESK_SIGN


class ModelCentre:
    """``reject`` may name the code for which a parcel with these entries is rejected whole.

    Parcels may be packed against the bodies that it took, but for those it ``forgot``, and its ``dictionaries``.
    """

    def __init__(self, reject: Callable[[list[EntryRow]], str] = lambda _: "") -> None:
        self.reject = reject
        self.effects: dict[int, int] = {}
        self.bodies: dict[int, bytes] = {}
        self.numbers: set[int] = set()
        self.spooled: list[int] = []
        self.feed: list[Change] = []
        self.parcels = 0
        self.forgot: set[int] = set()
        self.dictionaries: dict[int, History] = {}
        self.named: list[tuple[int, int]] = []
        self.lacks: tuple[int, int] | None = None
        self.tells_lacking = True
        self.revision = 0
        self.order: Order = ""
        self.now = 1
        self.spoke = threading.Condition()

    @property
    def have(self) -> int:
        number = 0
        while number + 1 in self.numbers:
            number += 1
        return number

    def receive(self, raw: bytes) -> None:
        """Commit one parcel; raises ``Refused`` with nothing changed."""
        parcel = take_apart(raw)
        if not parcel.signed_by(DESK_SIGN.public):
            raise Refused("signature_wrong")
        rows = parcel.open(CENTRE_SEAL, self._history(parcel.head))
        code = self.reject(rows)
        if code:
            raise Refused(code)
        with self.spoke:
            self.parcels += 1
            self.named.append((parcel.head.base_first, parcel.head.dictionary))
            self.lacks = None
            for row in rows:
                self._take(row)
            if parcel.head.first:
                self.numbers |= set(range(parcel.head.first, parcel.head.first + len(rows)))
            else:
                self.spooled += [row.seq for row in rows]
            self.spoke.notify_all()

    def answer(
        self,
        position: int,
        signer: SigningKey = CENTRE_SIGN,
        desk: str = DESK,
        asked: tuple[int, int] | None = None,
    ) -> bytes:
        """What it says now, sealed and signed; to a relay with what it ``asked`` with."""
        self.now += 1
        said = Answers(
            desk=desk,
            have=self.have,
            chain_ok_to=self._chain(),
            position=len(self.feed),
            now=self.now,
            results=[Result(seq, "accepted") for seq in self.spooled],
            changes=self.feed[position:],
            reference=self.revision,
            order=self.order,
            need_base=self.lacks if self.tells_lacking else None,
            asked=asked,
        )
        return answers.make(said, DESK_SEAL.public, signer)

    def _history(self, head: ParcelHead) -> History | None:
        seqs = range(head.base_first, head.base_first + head.base_count)
        known = not head.dictionary or head.dictionary in self.dictionaries
        if known and all(seq in self.bodies and seq not in self.forgot for seq in seqs):
            dictionary = self.dictionaries.get(head.dictionary)
            return content.history_of([self.bodies[seq] for seq in seqs], dictionary) if seqs else dictionary
        with self.spoke:
            self.lacks = (head.base_first, head.dictionary)
            self.spoke.notify_all()
        raise Refused("need_base")

    def _chain(self) -> int:
        seq = 0
        while seq + 1 in self.effects:
            seq += 1
        return seq

    def _take(self, row: EntryRow) -> None:
        known = self.bodies.get(row.seq)
        assert known in (None, bytes(row.body)), "the same id came with other bytes"
        if known is None:
            self.bodies[row.seq] = bytes(row.body)
            self.effects[row.seq] = self.effects.get(row.seq, 0) + 1
            body = msgspec.Raw(canonical.encode(Registered(serial=len(self.effects), year=2026, at=1)))
            self.feed.append(Change(len(self.feed) + 1, "registered", DESK, row.seq, 1, body))
