"""Where the desk before lies: what is put aside when a computer becomes another desk, and found again afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from clerk_app.settings.durable_file import put_aside, put_back
from clerk_app.settings.paths import Paths

_BEFORE = "-before"
_BESIDE = ("-journal", "-wal", "-shm")  # what SQLite keeps beside a database: they must keep belonging together


@dataclass(frozen=True, slots=True)
class Aside:
    """The places of the desk that ``desk`` has replaced here; nothing may lie there."""

    database: Path
    keys: Path
    spool: Path
    enclosures: Path


def aside_of(paths: Paths, desk: str) -> Aside:
    """Where the desk before the desk ``desk`` lies."""
    places = (paths.database, paths.keys, paths.spool, paths.enclosures)
    return Aside(*(_aside(place, next(_whys(desk))) for place in places))


def asides(paths: Paths) -> tuple[Aside, ...]:
    """Every desk that this computer was before: an enrolment that was interrupted has left one that nobody followed."""
    return tuple(aside_of(paths, desk) for desk in _replaced_by(paths.spool))


def put_all_aside(paths: Paths, desk: str) -> ExitStack:
    """Make room for the desk ``desk``; nothing is deleted, or put over what lies aside, and what was begun is ended.

    Closing what is given brings everything back; so does a failure midway, which raises ``Unavailable``.

    The keys go first, for without them nobody opens what is left, and the database after what belongs to it: where a
    power cut leaves one half here and one there, the next time brings both together.
    """
    desk = _begun(paths) or desk
    folders = [folder for folder in (paths.spool, paths.enclosures) if folder.is_dir() and any(folder.iterdir())]
    with ExitStack() as back:
        for place in (*([paths.keys] if paths.keys.exists() else []), *folders):
            back.callback(put_back, put_aside(place, _free(place, desk)), place)
        why = _free(paths.database, desk)
        for part in parts_of(paths.database):
            suffix = part.name.removeprefix(paths.database.name)
            back.callback(put_back, put_aside(part, f"{why}{suffix}", paths.database.name), part)
        paths.make()
        return back.pop_all()


def parts_of(database: Path) -> list[Path]:
    """What there is of a database, its own file last."""
    places = (database.with_name(f"{database.name}{suffix}") for suffix in (*_BESIDE, ""))
    return [place for place in places if place.exists()]


def _begun(paths: Paths) -> str:
    """The desk for which the keys were put aside before the power went: what is left must keep belonging to them."""
    if paths.keys.exists() or not paths.database.exists():
        return ""
    last = _replaced_by(paths.keys)[-1:]
    return "".join(desk for desk in last if not aside_of(paths, desk).database.exists())


def _replaced_by(place: Path) -> list[str]:
    """The desks for which ``place`` was put aside, in the order in which that was done."""
    found = place.parent.glob(f"{place.name}.*{_BEFORE}")
    named = sorted((file.stat().st_ctime_ns, file.name) for file in found)
    return [name.removeprefix(f"{place.name}.").removesuffix(_BEFORE) for _when, name in named]


def _whys(desk: str) -> Iterator[str]:
    """The names under which something is put aside for ``desk``: the first, unless an enrolment was cut off midway."""
    return (f"{desk}{_BEFORE}" if turn == 1 else f"{desk}{_BEFORE}-{turn}" for turn in count(1))


def _free(place: Path, desk: str) -> str:
    return next(why for why in _whys(desk) if not _aside(place, why).exists())


def _aside(place: Path, why: str) -> Path:
    return place.with_name(f"{place.name}.{why}")
