from __future__ import annotations

from pathlib import Path

from clerk_app.contract import canonical
from clerk_app.domain.bodies import LooksCommitted
from clerk_app.ports.desk_file import Look, NewEntry
from clerk_app.store.looks import DeskLooks
from tests.store.desk import Desk, open_desk, subject


def look(at: int) -> Look:
    return Look(at=at, grant="g", activity="open", subject=subject(1))


def commit(desk: Desk, folded: tuple[int, int, str]) -> None:
    first, count, digest = folded
    body = canonical.encode(LooksCommitted(first=first, count=count, digest=digest))
    desk.journal.record(NewEntry(kind="looks.committed", subject=subject(99), grant="", body=body))


def test_looks_are_folded_once(desk: Desk) -> None:
    looks = DeskLooks(desk.database)
    assert looks.fold() is None
    looks.note(look(1))
    looks.note(look(2))
    folded = looks.fold()
    assert folded is not None
    assert folded[:2] == (1, 2)
    assert looks.fold() == folded
    commit(desk, folded)
    assert looks.fold() is None
    looks.note(look(3))
    later = looks.fold()
    assert later is not None
    assert later[:2] == (3, 1)
    assert later[2] != folded[2]


def test_the_digest_tells_one_look_from_another(tmp_path: Path) -> None:
    digests = set()
    for place, at in enumerate((1, 1, 2)):
        (tmp_path / str(place)).mkdir()
        other = open_desk(tmp_path / str(place))
        DeskLooks(other.database).note(look(at))
        folded = DeskLooks(other.database).fold()
        assert folded is not None
        digests.add(folded[2])
        other.close()
    assert len(digests) == 2
