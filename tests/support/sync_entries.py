"""Entries, a desk's identity and a clock that stands still, for tests of the exchange."""

from __future__ import annotations

from datetime import UTC, datetime

from clerk_app.contract.keys import SealingKey, SigningKey
from clerk_app.domain.journal import GENESIS, Entry, Header, Stamp, commitment, entry_id, seal_entry
from clerk_app.sync.identity import DeskIdentity

DESK = "T1A2"
DESK_SIGN = SigningKey(b"d" * 32)
DESK_SEAL = SealingKey(b"D" * 32)
CENTRE_SIGN = SigningKey(b"c" * 32)
CENTRE_SEAL = SealingKey(b"C" * 32)
IDENTITY = DeskIdentity(
    desk=DESK,
    signer=DESK_SIGN,
    opener=DESK_SEAL,
    centre_sign=CENTRE_SIGN.public,
    recipients=(CENTRE_SEAL.public,),
)
NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)


def subject_of(seq: int) -> bytes:
    return seq.to_bytes(16)


def entry(seq: int, *, size: int = 60, previous: Entry | None = None, kind: str = "request.received") -> Entry:
    """One entry of the test desk, with a body of about ``size`` bytes."""
    salt = bytes([seq % 256]) * 16
    body = b'{"note":"%s"}' % (b"%d " % seq * size)[:size]
    header = Header(
        desk=DESK,
        seq=seq,
        kind=kind,
        version=1,
        subject=subject_of(seq),
        stamp=Stamp(at=1_000_000 * seq, boot=b"b" * 8, mono=seq),
        grant="g1",
        commitment=commitment(salt, entry_id(DESK, seq), body),
        prev=previous.hash if previous else GENESIS,
    )
    return seal_entry(header, salt, body)


class StillClock:
    """The port ``Clock``, standing at noon; notes what it learned of the centre's."""

    def __init__(self) -> None:
        self.learned: list[int] = []
        self.moment = NOON

    def now(self) -> datetime:
        return self.moment

    def local(self) -> datetime:
        return self.moment

    def stamp(self) -> Stamp:
        return Stamp(at=int(self.moment.timestamp() * 1_000_000), boot=b"b" * 8, mono=0)

    def learn(self, centre_now: int) -> None:
        self.learned.append(centre_now)
