"""The headers of a parcel's entries, column by column; ``docs/contract/parcel.md`` has the layout.

Numbers are written as differences to the entry before, so that a clock that ticks costs next to nothing; what is random
(boots, subjects, salts) stands apart in a tail, because it cannot be compressed and spoils what can.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

import msgspec

from clerk_app.contract.entries import EntryRow
from clerk_app.domain.errors import Invalid

_MILLISECOND = 1000  # microseconds
_SECOND = 1000  # milliseconds
_REACH = 2**63
"""Numbers of an entry fit into 8 bytes, with a sign."""


class Heads(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Columns as long as the parcel, beside the lists that ``kind``, ``boot``, ``grant`` and ``subject`` point into.

    ``seqs``, ``ats`` and ``drifts`` are differences to the entry before, the first one to zero. ``drifts``: of ``mono``
    less ``at`` in whole milliseconds. ``learned``: the second on the monotonic clock at which the offset was learned,
    as the difference to the last one that there was. ``boots`` and ``subjects``: lengths of what lies in the tail, for
    a subject its own and its salt's. ``shape``: of the bodies (``contract.columns``).
    """

    seqs: list[int]
    kinds: list[tuple[str, int]]
    kind: list[int]
    ats: list[int]
    boots: list[int]
    boot: list[int]
    drifts: list[int]
    offsets: list[int | None]
    learned: list[int | None]
    grants: list[str]
    grant: list[int]
    subjects: list[tuple[int, int]]
    subject: list[int]
    shape: list[int]


_HEADS = msgspec.json.Decoder(Heads)


def write(rows: Sequence[EntryRow], shape: list[int]) -> tuple[bytes, bytes]:
    """The headers as a line of JSON, and their tail."""
    kinds, kind = _pointed([(row.kind, row.version) for row in rows])
    boots, boot = _pointed([row.boot for row in rows])
    grants, grant = _pointed([row.grant for row in rows])
    subjects, subject = _pointed([(row.subject, row.salt) for row in rows])
    heads = Heads(
        seqs=_steps([row.seq for row in rows]),
        kinds=kinds,
        kind=kind,
        ats=_steps([row.at for row in rows]),
        boots=[len(one) for one in boots],
        boot=boot,
        drifts=_steps([row.mono - row.at // _MILLISECOND for row in rows]),
        offsets=[row.offset for row in rows],
        learned=_steps_of_some([_learned(row) for row in rows]),
        grants=grants,
        grant=grant,
        subjects=[(len(one), len(salt)) for one, salt in subjects],
        subject=subject,
        shape=shape,
    )
    return msgspec.json.encode(heads), b"".join((*boots, *(one + salt for one, salt in subjects)))


def read(line: bytes) -> Heads:
    """The headers of a line; raises ``Invalid('malformed')``."""
    try:
        heads = _HEADS.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid("malformed", what="parcel", where="heads") from error
    pointers = (heads.kind, heads.boot, heads.grant, heads.subject, heads.shape)
    if any(min(column, default=0) < 0 for column in (*pointers, heads.boots)):
        raise Invalid("malformed", what="parcel", where="heads")
    return heads


def rows_of(heads: Heads, tail: bytes, bodies: Sequence[bytes]) -> list[EntryRow]:
    """The entries again; raises ``Invalid('malformed')`` where lengths or pointers do not fit each other."""
    try:
        return list(_rows(heads, tail, bodies))
    except (ValueError, IndexError, TypeError) as error:
        raise Invalid("malformed", what="parcel", where="heads") from error


def _rows(heads: Heads, tail: bytes, bodies: Sequence[bytes]) -> Iterable[EntryRow]:
    lengths = [*heads.boots, *(length for pair in heads.subjects for length in pair)]
    if min(lengths, default=0) < 0 or sum(lengths) != len(tail):
        raise ValueError("tail")
    cut = [tail[start:end] for start, end in pairwise(accumulate(lengths, initial=0))]
    boots, pairs = cut[: len(heads.boots)], cut[len(heads.boots) :]
    columns = zip(
        accumulate(heads.seqs),
        heads.kind,
        heads.subject,
        accumulate(heads.ats),
        heads.boot,
        accumulate(heads.drifts),
        heads.offsets,
        _sums_of_some(heads.learned),
        heads.grant,
        bodies,
        strict=True,
    )
    for seq, kind, subject, at, boot, drift, offset, learned, grant, body in columns:
        mono = drift + at // _MILLISECOND
        age = None if learned is None else mono // _SECOND - learned
        if not all(-_REACH <= number < _REACH for number in (seq, at, mono, offset or 0, age or 0)):
            raise ValueError("reach")
        name, version = heads.kinds[kind]
        yield EntryRow(
            seq=seq,
            kind=name,
            version=version,
            subject=pairs[2 * subject],
            at=at,
            boot=boots[boot],
            mono=mono,
            offset=offset,
            offset_age=age,
            grant=heads.grants[grant],
            salt=pairs[2 * subject + 1],
            body=msgspec.Raw(body),
        )


def _learned(row: EntryRow) -> int | None:
    return None if row.offset_age is None else row.mono // _SECOND - row.offset_age


def _pointed[T](values: Sequence[T]) -> tuple[list[T], list[int]]:
    """The different values in order of appearance, and for each value which one it is."""
    places: dict[T, int] = {}
    pointers = [places.setdefault(value, len(places)) for value in values]
    return [*places], pointers


def _steps(values: Sequence[int]) -> list[int]:
    return [after - before for before, after in pairwise((0, *values))]


def _steps_of_some(values: Sequence[int | None]) -> list[int | None]:
    """Differences to the last value that there was."""
    steps: list[int | None] = []
    last = 0
    for value in values:
        steps.append(None if value is None else value - last)
        last = last if value is None else value
    return steps


def _sums_of_some(steps: Sequence[int | None]) -> Iterable[int | None]:
    total = 0
    for step in steps:
        total += step or 0
        yield None if step is None else total
