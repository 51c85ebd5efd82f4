"""Answers: what the centre says back, signed with its pinned key and sealed to the desk.

Layout: 4 magic "SLA1", 1 length and n desk code, the HPKE-sealed zstd of canonical JSON, 64 Ed25519 signature of the
centre over everything before it. On a stream each is preceded by its length as 4 bytes (``parcel.framed``).
"""

from __future__ import annotations

from typing import Literal

import msgspec

from clerk_app.contract import canonical, packing
from clerk_app.contract.keys import SIGNATURE_BYTES, SealingKey, SigningKey, seal, verifies
from clerk_app.domain.errors import Damaged, Invalid

MAGIC = b"SLA1"
HEAD_BYTES = 8
_INFO = b"salter answers 1"
Outcome = Literal["accepted", "held", "refused", "later"]
Order = Literal["", "stop", "wipe"]


class Result(msgspec.Struct, frozen=True, array_like=True):
    """What became of one entry; entries that ``have`` covers and that are not named were accepted."""

    seq: int
    outcome: Outcome
    code: str = ""
    params: dict[str, str] = {}


class Change(msgspec.Struct, frozen=True, array_like=True):
    """One step of the municipality's feed about one request, named by the desk and entry that received it.

    ``kind``: ``registered`` | ``status`` | ``findings`` | ``annulled`` | ``gone``, each with a body below, or one of
    ``contract.cases``; kinds that this program does not know are kept as they came and applied after an update.
    """

    position: int
    kind: str
    desk: str
    seq: int
    version: int
    body: msgspec.Raw


class Registered(msgspec.Struct, frozen=True):
    """The unique submission number was given: serial within the year, at ``at`` (microseconds, UTC)."""

    serial: int
    year: int
    at: int


class Status(msgspec.Struct, frozen=True, omit_defaults=True):
    """The case moved to ``state`` (a code of DOMAIN §1.10) at ``at``; the note is the handler's.

    A call to supplement names what is ``missing`` and the last day for it (``supplement_by``, ISO). ``deadline`` (ISO)
    is told when the step changes it. ``desk``: where the step was recorded, if at a desk.
    """

    state: str
    at: int
    note: str = ""
    missing: tuple[str, ...] = ()
    supplement_by: str = ""
    deadline: str = ""
    desk: str = ""


class Findings(msgspec.Struct, frozen=True):
    """Defects that the centre notes on a request that it has received all the same."""

    at: int
    findings: list[dict[str, str]]


class Answers(msgspec.Struct, frozen=True, omit_defaults=True):
    """One message of the answers stream.

    ``have``: every sending number up to it has arrived. ``chain_ok_to``: the chain verifies up to this entry.
    ``position``: how far the feed goes with these changes. ``now``: the centre's clock, microseconds UTC.
    ``chain_head``: the first 8 bytes of the hash of entry ``chain_ok_to``, told when that has moved; a desk that has
    another one there is not the desk that the centre knows.
    ``order``: ``stop`` or ``wipe``, for a desk that an operator has stopped: it is told nothing else of cases.
    ``reference``: how far the centre's reference data have come (``reference.revision``), told first and when it moves.
    ``need_base``: the first entry of a base and the version of a dictionary that a parcel named and the centre lacks.
    ``office_key``: the newest generation of the office's key, told first and when it moves; 0 while there is none.
    ``asked``: position and ``have`` that a relay asked with: only a desk that has come so far may apply what follows.
    """

    desk: str
    have: int
    chain_ok_to: int
    position: int
    now: int
    results: list[Result] = []
    changes: list[Change] = []
    alarms: list[str] = []
    more: bool = False
    chain_head: bytes = b""
    reference: int = 0
    need_base: tuple[int, int] | None = None
    order: Order = ""
    office_key: int = 0
    asked: tuple[int, int] | None = None

    def as_far_as(self, have: int) -> Answers:
        """What still holds of an answer that overlaps with a later one: what was accepted, and no number beyond."""
        accepted = [result for result in self.results if result.outcome == "accepted"]
        return msgspec.structs.replace(self, results=accepted, have=min(self.have, have))


def make(answers: Answers, desk_public: bytes, signer: SigningKey) -> bytes:
    """Pack, seal to the desk and sign with the centre's key."""
    desk = answers.desk.encode("ascii")
    sealed = seal(desk_public, packing.pack(canonical.encode(answers), level=9), _INFO + desk)
    signed = MAGIC + bytes([len(desk)]) + desk + sealed
    return signed + signer.sign(signed)


def open_answers(raw: bytes, desk: str, key: SealingKey, centre_public: bytes) -> Answers:
    """Verify and open an answer meant for ``desk``; raises ``Damaged`` when it is forged or not ours."""
    signed, signature = raw[:-SIGNATURE_BYTES], raw[-SIGNATURE_BYTES:]
    if raw[:4] != MAGIC or not verifies(centre_public, signature, signed):
        raise Damaged("answer_forged")
    name = desk.encode("ascii")
    if raw[5 : 5 + raw[4]] != name:
        raise Damaged("answer_not_ours")
    answers = canonical.decode(packing.unpack(key.open(signed[5 + len(name) :], _INFO + name)), Answers)
    if answers.desk != desk:
        raise Invalid("malformed", what="Answers", where="desk")
    return answers
