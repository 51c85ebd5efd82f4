"""Two sides of a form compared: as it was, as this desk changed it, as the centre has it; and what a clerk chose.

Everything comes from the case file and the centre's answer, so the same is shown after a restart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from clerk_app.domain.amendments import FormChange, OwnChange, own_changes, told_changes
from clerk_app.domain.bodies import FormValues, RequestReceived
from clerk_app.domain.case_file import STOPPED, CaseFile

CONFLICT = "conflict"
Chosen = Literal["here", "centre", "third"]
_CURRENT = "current."
_UNDER_WAY = frozenset({"waiting", "sending", "relayed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """What the centre said of entry ``seq``: on which fields somebody was first, and what stands there at ``version``.

    A field that ``current`` does not have has a value that is not told here.
    """

    seq: int
    version: int
    fields: frozenset[str]
    current: FormValues


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A value on one side; ``at`` (microseconds UTC, 0 unknown) and ``desk`` say when and where it was written.

    ``known`` is false where the value is not told here, ``changed`` where this side left the field as it was.
    """

    value: str = ""
    at: int = 0
    desk: str = ""
    known: bool = True
    changed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeRow:
    """One field: ``overlap`` waits for a choice; any other goes as ``usual`` says unless a clerk says otherwise."""

    field: str
    before: str
    here: Side
    centre: Side
    overlap: bool
    usual: Chosen = "here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """A request that was changed on two sides; overlaps come first.

    ``conflicts`` are the entries that the centre holds, ``resolves`` all whose place the choice takes. The choice
    stands on version ``base``; ``centre`` is the newest version that is known, ``ours`` the one that we began from.
    """

    subject: bytes
    rows: tuple[MergeRow, ...]
    conflicts: tuple[int, ...]
    resolves: tuple[int, ...]
    base: int
    centre: int
    ours: int

    @property
    def overlaps(self) -> tuple[MergeRow, ...]:
        """What a clerk has to choose."""
        return tuple(row for row in self.rows if row.overlap)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a clerk chose for one field; ``value`` is a third one."""

    chosen: Chosen
    value: str = ""


@dataclass(frozen=True, slots=True)
class _Compared:
    """What both sides of a comparison rest on."""

    conflicts: Sequence[Conflict]
    own: Sequence[OwnChange]
    taken: Sequence[OwnChange]
    told: Sequence[FormChange]
    desk: str
    begun: FormValues
    ours: int
    known: Mapping[int, int]


def conflict_of(seq: int, params: Mapping[str, str]) -> Conflict:
    """An answer of the centre, read."""
    current = {name.removeprefix(_CURRENT): value for name, value in params.items() if name.startswith(_CURRENT)}
    fields = frozenset(name for name in params.get("fields", "").split(",") if name)
    version = params.get("version", "")
    return Conflict(seq=seq, version=int(version) if version.isdigit() else 0, fields=fields, current=current)


def three_way(file: CaseFile, conflicts: Iterable[Conflict], version: int) -> Merge | None:
    """Compare the sides; ``version`` is the newest that the centre told of the case. Nothing where nothing is held."""
    held = {conflict.seq: conflict for conflict in conflicts}
    changes = tuple(own_changes(file))
    open_ones = [one for one in changes if _is_open(one)]
    first = next((one for one in open_ones if one.seq in held), None)
    if first is None:
        return None
    compared = _Compared(
        conflicts=tuple(held.values()),
        own=open_ones,
        taken=[one for one in changes if one.way.counts and not _is_open(one)],
        told=told_changes(file),
        desk=file.desk,
        begun=_before(file, changes, first),
        ours=first.base,
        known={one.seq: held[one.seq].version if one.seq in held else one.base for one in open_ones},
    )
    newest = max(conflict.version for conflict in held.values())
    earliest = min(conflict.version for conflict in held.values())
    rows = sorted(_rows(compared), key=lambda row: (not row.overlap, row.usual, row.field))
    return Merge(
        subject=file.subject,
        rows=tuple(rows),
        conflicts=tuple(sorted(held)),
        resolves=tuple(one.seq for one in open_ones if not one.supplement),
        base=version if version >= newest else earliest,
        centre=max(version, newest),
        ours=first.base,
    )


def resolution(merge: Merge, choices: Mapping[str, Choice]) -> FormValues | None:
    """The fields that the choice writes, also where it leaves them as they are; nothing while an overlap is open.

    What the centre has and was not told here is left to the centre by not being named.
    """
    form: FormValues = {}
    for row in merge.rows:
        choice = choices.get(row.field)
        if choice is None and row.overlap:
            return None
        chosen = choice.chosen if choice is not None else row.usual
        if chosen == "third" and choice is not None:
            form[row.field] = choice.value
        elif chosen == "here" and (row.overlap or row.usual == "here" or choice is not None):
            form[row.field] = row.here.value
        elif chosen == "centre" and row.centre.known and (row.overlap or row.usual == "here"):
            form[row.field] = row.centre.value
    return form


def _is_open(change: OwnChange) -> bool:
    """Whether the centre has not taken an entry yet and may take it, or what takes its place."""
    return change.way.mark in _UNDER_WAY or (change.way.mark in STOPPED and change.way.code == CONFLICT)


def _before(file: CaseFile, changes: Sequence[OwnChange], first: OwnChange) -> FormValues:
    """The form that the clerk saw when the first entry in question was written."""
    received = next((made.body.form for made in file.own if isinstance(made.body, RequestReceived)), {})
    form = dict(received)
    for one in told_changes(file):
        if one.version <= first.base or one.told.whole:
            form = dict(one.told.form) if one.told.whole else form | one.told.form
    for change in changes:
        if change.seq < first.seq and change.way.counts:
            form |= change.form
    return form


def _rows(compared: _Compared) -> Iterator[MergeRow]:
    here, known = _ours(compared)
    theirs = _theirs(compared)
    named = frozenset().union(*(conflict.fields for conflict in compared.conflicts))
    for name in dict.fromkeys((*here, *theirs)):
        before = compared.begun.get(name, "")
        mine, their = here.get(name), theirs.get(name)
        if mine is None and their is not None:
            left = Side(value=before, changed=False)
            yield MergeRow(field=name, before=before, here=left, centre=their[1], overlap=False, usual="centre")
        elif mine is not None:
            version, side = their or (0, Side(value=before, changed=False))
            apart = not side.known or side.value != mine.value
            overlap = apart and side.changed and (name in named or version > known[name])
            yield MergeRow(field=name, before=before, here=mine, centre=side, overlap=overlap)


def _ours(compared: _Compared) -> tuple[dict[str, Side], dict[str, int]]:
    """The newest of our own values by field, and the centre's version that each was compared with.

    What a later entry of ours says that the centre has taken is settled.
    """
    sides: dict[str, Side] = {}
    known: dict[str, int] = {}
    for change in compared.own:
        settled = {name for later in compared.taken if later.seq > change.seq for name in later.form}
        for name, value in change.form.items():
            if name in settled:
                continue
            sides[name] = Side(value=value, at=change.at, desk=compared.desk)
            known[name] = compared.known[change.seq]
    return sides, known


def _theirs(compared: _Compared) -> dict[str, tuple[int, Side]]:
    """What others changed since, by field, with the version that it was changed at or known at."""
    sides: dict[str, tuple[int, Side]] = {}
    for one in compared.told:
        told = one.told
        if one.version <= compared.ours or told.whole or told.desk == compared.desk:
            continue
        for name, value in told.form.items():
            sides[name] = (one.version, Side(value=value, at=told.at, desk=told.desk))
        for name in told.hidden:
            sides[name] = (one.version, Side(at=told.at, desk=told.desk, known=False))
    for conflict in sorted(compared.conflicts, key=lambda conflict: conflict.version):
        for name in conflict.fields:
            version, side = sides.get(name, (0, Side(known=False)))
            if version <= conflict.version:
                known = name in conflict.current
                now = Side(value=conflict.current.get(name, ""), at=side.at, desk=side.desk, known=known)
                sides[name] = (conflict.version, now)
    return sides
