from dataclasses import dataclass, field

import pytest

from clerk_app.app.kept_mark import KeptMark
from clerk_app.domain.errors import Unavailable
from clerk_app.ports.keys import Mark
from clerk_app.store.restored import Restores
from tests.store.desk import DESK, open_desk


@dataclass
class Ring:
    """A mark outside the desk's folder; ``away`` makes it silent."""

    mark: Mark | None = None
    away: bool = False
    writes: list[Mark] = field(default_factory=list)

    def read(self):
        if self.away:
            raise Unavailable("vault_silent", seconds=5)
        return self.mark

    def write(self, mark):
        if self.away:
            raise Unavailable("vault_silent", seconds=5)
        self.mark = mark
        self.writes.append(mark)


@pytest.fixture
def desk(tmp_path):
    opened = open_desk(tmp_path)
    opened.accept(1)
    yield opened
    opened.close()


@pytest.fixture
def restores(desk):
    return Restores(desk.database, DESK, desk.clock)


@pytest.fixture
def ring():
    return Ring()


def opened(ring, restores):
    """As the program opens and later closes the file."""
    kept = KeptMark(ring, restores)
    kept.compare()
    kept.renew()
    return kept


def test_it_goes_forward_with_the_journal_and_is_written_only_then(desk, ring, restores):
    kept = opened(ring, restores)
    kept.renew()
    assert [mark.seq for mark in ring.writes] == [1]
    desk.accept(2)
    kept.renew()
    assert [mark.seq for mark in ring.writes] == [1, 2]
    opened(ring, restores)
    assert len(ring.writes) == 2
    assert restores.found() is None


def test_a_file_behind_its_mark_is_an_old_copy_and_leaves_the_mark_where_it_is(desk, ring, restores, tmp_path):
    desk.close()
    copy = (tmp_path / "desk.db").read_bytes()
    newest = open_desk(tmp_path)
    newest.accept(2)
    opened(ring, Restores(newest.database, DESK, newest.clock))
    newest.close()
    (tmp_path / "desk.db").write_bytes(copy)
    old = open_desk(tmp_path)
    again = Restores(old.database, DESK, old.clock)
    opened(ring, again)
    found = again.found()
    assert found is not None
    assert (found.by, found.seen, found.own) == ("keyring", 2, 1)
    assert ring.mark.seq == 2
    old.close()


def test_a_crash_between_commit_and_mark_stops_nobody(desk, ring, restores):
    opened(ring, restores)
    desk.accept(2)  # and the process is gone before the mark is renewed
    opened(ring, restores)
    assert restores.found() is None
    assert ring.mark.seq == 2


def test_a_ring_that_is_silent_stops_nobody_and_hides_nothing_later(desk, ring, restores):
    ring.mark, ring.away = Mark(DESK, 1, b"\0" * 32), True
    opened(ring, restores)
    desk.accept(2)
    assert restores.found() is None
    ring.away = False
    opened(ring, restores)
    assert restores.found() is not None  # the entry that was marked has been written again, with other bytes


def test_the_mark_of_the_desk_before_this_one_gives_way(ring, restores):
    ring.mark = Mark("B2", 900, b"b" * 32)
    opened(ring, restores)
    assert restores.found() is None
    assert ring.mark.desk == DESK
