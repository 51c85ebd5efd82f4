"""Desks and centres as earlier versions left them: whole folders, packed when their versions were the newest.

``python -m tests.support.old_desk`` packs one for the newest versions: run it once, when a migration of the desk's file
or of the centre's database is added. What lies in it was written by the program of its time, byte for byte, and is
never packed anew.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from clerk_app.app.secrets import identity_of, secret_of, wraps_of
from clerk_app.central import migrations as centre
from clerk_app.store.migrations import MIGRATIONS
from tests.faults.aftermath import copies_of
from tests.faults.desk_worker import AtWork
from tests.journeys.town import CLERK, PASSWORD, Town, place_of
from tests.support.specimens import APPLICANT

SPECIMENS = Path(__file__).parents[1] / "journeys" / "specimens"
_NAME = re.compile(r"desk-(\d+)-centre-(\d+)\.tar\.xz")
_DEAD_PRINTER = "tcp://127.0.0.1:9"
_KEPT = ("desk", "desk-copies", "central.db", "central.db.files", "manifest.json")


class Versions(NamedTuple):
    """Of the desk's file, and of the database of its centre."""

    desk: int
    centre: int

    @property
    def file(self) -> Path:
        """Where their specimen lies."""
        return SPECIMENS / f"desk-{self.desk}-centre-{self.centre}.tar.xz"


NEWEST = Versions(len(MIGRATIONS), len(centre.MIGRATIONS) + 1)
LEFT = tuple(
    sorted(Versions(*map(int, named.groups())) for path in SPECIMENS.iterdir() if (named := _NAME.fullmatch(path.name)))
)


@dataclass(frozen=True, slots=True)
class OldDesk:
    """An unpacked specimen: the folders of a desk and of its centre, and what was known of them when it was packed."""

    folder: Path
    facts: dict[str, Any]

    @property
    def root(self) -> Path:
        """The desk."""
        return self.folder / "desk"

    @property
    def database(self) -> Path:
        """The desk's file."""
        return place_of(self.root).paths.database

    @property
    def spool(self) -> list[int]:
        """The numbers of the entries that lie sealed beside the file."""
        return sorted(int(path.stem) for path in (self.root / "spool").glob("*.parcel"))

    @property
    def centre(self) -> Path:
        """The centre's database."""
        return self.folder / "central.db"

    def code(self) -> str:
        """The desk's code."""
        place = place_of(self.root)
        return identity_of(place, secret_of(place)).desk


def key_of(root: Path) -> bytes:
    """What the clerk's password opens the file of a desk with."""
    place = place_of(root)
    return wraps_of(place, secret_of(place)).unwrap(CLERK, PASSWORD)


def unpacked(versions: Versions, folder: Path) -> OldDesk:
    """The specimen of these versions, in ``folder``."""
    with tarfile.open(versions.file) as packed:
        packed.extractall(folder, filter="data")
    return OldDesk(folder, json.loads((folder / "manifest.json").read_text(encoding="utf-8")))


def pack(target: Path) -> None:
    """Let a desk work, with a line and without, and pack what it and its centre have then."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        with Town(folder) as town:
            root = town.desk("desk")
            settings: dict[str, object] = {"copy_to": str(copies_of(root))}
            _work_online(root, {**settings, "printer": town.printer.address})
            town.go_down()
            facts = _work_offline(root, {**settings, "printer": _DEAD_PRINTER})
        (folder / "manifest.json").write_text(json.dumps(facts, indent=1), encoding="utf-8")
        with closing(sqlite3.connect(folder / "central.db")) as database:
            database.execute("PRAGMA journal_mode = DELETE")
        with tarfile.open(target, "w:xz") as packed:
            for name in _KEPT:
                if (folder / name).exists():
                    packed.add(folder / name, name, filter=_plain)


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Without whose it was, and without what comes anew by itself."""
    if member.name.endswith((".lock", "/logs", "/scan.pdf")):
        return None
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def _work_online(root: Path, settings: dict[str, object]) -> None:
    work = AtWork(root, settings)
    work.until_catalogue()
    work.visit(0, paper=True)
    work.until_drained()
    work.close()


def _work_offline(root: Path, settings: dict[str, object]) -> dict[str, object]:
    """A day without line and without printer; gives what lies there at its end."""
    work = AtWork(root, settings)
    for turn in range(1, 7):
        work.visit(turn, paper=True)
    for _ in range(2):
        work.actions.intake.save(work.actions.intake.begin(APPLICANT))
    work.desk.spool.settle()
    facts = {
        **work.opened(),
        "waiting": work.desk.stores.outbox.size().entries,
        "spool": [seq for seq, _raw in work.desk.spool.folder.parcels()],
    }
    work.close()
    return facts


def main(_argv: Sequence[str] = ()) -> int:
    """Pack the specimen of the newest versions, once."""
    target = NEWEST.file
    if target.exists():
        sys.stderr.write(f"{target.name} is there already; what a version wrote does not change\n")
        return 1
    target.parent.mkdir(exist_ok=True)
    pack(target)
    sys.stdout.write(f"{target.name}: {target.stat().st_size} bytes\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
