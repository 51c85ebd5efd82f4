"""The bundle: what a desk and its centre leave for each other on a USB stick (``docs/contract/bundle.md``).

Parcels and answers are the same bytes as on a line. Beside them lies a list of what is there, signed by whoever wrote
it: by it what is missing, changed or left over is told from what is whole.

Layout of a list: 4 magic ("SLB1" of a desk, "SLB2" of the centre), 4 length, canonical JSON, 64 Ed25519 signature over
everything before it.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterable, Sequence

import msgspec

from clerk_app.contract import canonical
from clerk_app.contract.enclosures import KEY_WRAP_BYTES
from clerk_app.contract.keys import SIGNATURE_BYTES, SealingKey, SigningKey, key_id, seal, verifies
from clerk_app.domain.errors import Damaged, Invalid
from clerk_app.domain.journal import Entry

OF_DESK, OF_CENTRE = b"SLB1", b"SLB2"
MOST_LIST = 4 * 1024 * 1024
PIECE = 4 * 1024 * 1024
"""Bytes of one file of an enclosure: what is written again where a stick was pulled out."""
KEPT_DAYS = 35
"""How long a bundle lies on a stick before whoever writes there next takes it away (DESIGN §9)."""
DAY = 24 * 3600 * 1_000_000
_INFO = b"salter bundle 1"
_INFO_BACK = b"salter bundle answers 1"
_NAME = re.compile(r"[0-9a-z][0-9a-z-]{0,60}\.(?:parcel|piece|answer)")
_DIGEST = 8


class Item(msgspec.Struct, frozen=True, array_like=True):
    """One file beside the list: its name, its size, and the SHA-256 of its bytes as they lie there."""

    name: str
    size: int
    sha256: bytes


class Upload(msgspec.Struct, frozen=True, array_like=True):
    """An enclosure: the digest of the plain file in hex, and the files that its upload is cut into, in order."""

    sha256: str
    pieces: list[str]


class Carried(msgspec.Struct, frozen=True, kw_only=True):
    """A desk's list: what it sends, and what it has heard already, so that the centre knows what to answer.

    ``centre`` names the centre's signing key. ``made`` and ``expires`` are microseconds UTC by the desk's clock.
    ``position`` and ``have`` are where the desk stands (parcel.md §3). ``requests`` are citizens' requests among the
    ``entries``. ``uploads`` is a list of ``Upload``, sealed to the centre: nobody else learns what is enclosed.
    """

    version: int = 1
    desk: str
    centre: bytes
    made: int
    expires: int
    position: int
    have: int
    entries: int
    requests: int
    parcels: list[Item]
    pieces: list[Item]
    uploads: bytes


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """The centre's list: answers in their order. ``asked`` is the ``made`` of the list that it answers.

    ``after`` and ``after_have``: what that list had heard already, behind which the first of the answers begins.
    ``have`` and ``position``: how far the last of them goes. ``papers``: digests (hex) of the enclosures that
    the centre has whole of those that the desk carried, sealed to the desk.
    """

    version: int = 1
    desk: str
    centre: bytes
    made: int
    expires: int
    asked: int
    after: int
    after_have: int
    have: int
    position: int
    answers: list[Item]
    papers: bytes


def folder_of(desk: str, centre_sign: bytes) -> str:
    """The folder of a desk on a stick; codes are given by a municipality, so its centre's key is named too."""
    return f"{desk}-{key_id(centre_sign).hex()}"


def is_name(name: str) -> bool:
    """Whether a list may name such a file: every file system keeps it, and it leads nowhere else."""
    return _NAME.fullmatch(name) is not None


def item_of(name: str, raw: bytes) -> Item:
    """The row of a list for a file with these bytes."""
    return Item(name, len(raw), hashlib.sha256(raw).digest())


def parcel_name(entries: Sequence[Entry]) -> str:
    """The same name for the same entries, however often they are sealed."""
    seqs = [entry.header.seq for entry in entries]
    digest = hashlib.sha256(b"".join(entry.hash for entry in entries)).digest()[:_DIGEST]
    return f"{min(seqs):010d}-{max(seqs):010d}-{digest.hex()}.parcel"


def piece_name(beginning: bytes, index: int, count: int) -> str:
    """The name of a piece of the upload with this ``beginning``, which is random: it tells nothing of the file."""
    digest = hashlib.sha256(beginning[:KEY_WRAP_BYTES]).digest()[:_DIGEST]
    return f"e{digest.hex()}-{index:02d}-{count:02d}.piece"


def answer_name(place: int, raw: bytes) -> str:
    """The name of one answer."""
    return f"{place:04d}-{hashlib.sha256(raw).digest()[:_DIGEST].hex()}.answer"


def seal_uploads(uploads: Iterable[Upload], desk: str, centre_seal: bytes) -> bytes:
    """What is enclosed, for the centre alone."""
    return seal(centre_seal, canonical.encode(list(uploads)), _INFO + desk.encode())


def open_uploads(carried: Carried, centre: SealingKey) -> list[Upload]:
    """Undo ``seal_uploads``; raises ``Damaged('seal_broken')`` or ``Invalid('malformed')``."""
    uploads = canonical.decode(centre.open(carried.uploads, _INFO + carried.desk.encode()), list[Upload])
    _check(name for upload in uploads for name in upload.pieces)
    return uploads


def seal_papers(digests: Iterable[str], desk: str, desk_seal: bytes) -> bytes:
    """Which enclosures have arrived, for the desk alone."""
    return seal(desk_seal, canonical.encode(sorted(digests)), _INFO_BACK + desk.encode())


def open_papers(answered: Answered, desk: SealingKey) -> list[str]:
    """Undo ``seal_papers``; raises ``Damaged('seal_broken')`` or ``Invalid('malformed')``."""
    return canonical.decode(desk.open(answered.papers, _INFO_BACK + answered.desk.encode()), list[str])


def write_carried(carried: Carried, desk: SigningKey) -> bytes:
    """A desk's list as it lies on the stick."""
    return _write(OF_DESK, canonical.encode(carried), desk)


def read_carried(raw: bytes, public: bytes | None = None) -> Carried:
    """A desk's list; who wrote it is asked only where the desk's key is given.

    Raises ``Damaged('bundle_forged')`` and ``Invalid('malformed')``.
    """
    carried = canonical.decode(_read(OF_DESK, raw, public), Carried)
    _check(item.name for item in (*carried.parcels, *carried.pieces))
    return carried


def write_answered(answered: Answered, centre: SigningKey) -> bytes:
    """The centre's list as it lies on the stick."""
    return _write(OF_CENTRE, canonical.encode(answered), centre)


def read_answered(raw: bytes, public: bytes) -> Answered:
    """The centre's list; raises as ``read_carried``."""
    answered = canonical.decode(_read(OF_CENTRE, raw, public), Answered)
    _check(item.name for item in answered.answers)
    return answered


def _write(magic: bytes, json: bytes, signer: SigningKey) -> bytes:
    signed = magic + struct.pack(">I", len(json)) + json
    return signed + signer.sign(signed)


def _read(magic: bytes, raw: bytes, public: bytes | None) -> bytes:
    if raw[:4] != magic or len(raw) < 8 + SIGNATURE_BYTES or len(raw) > MOST_LIST:
        raise Invalid("malformed", what="bundle", where="list")
    (length,) = struct.unpack_from(">I", raw, 4)
    if len(raw) != 8 + length + SIGNATURE_BYTES:
        raise Invalid("malformed", what="bundle", where="length")
    if public is not None and not verifies(public, raw[8 + length :], raw[: 8 + length]):
        raise Damaged("bundle_forged")
    return raw[8 : 8 + length]


def _check(names: Iterable[str]) -> None:
    if not all(is_name(name) for name in names):
        raise Invalid("malformed", what="bundle", where="name")
