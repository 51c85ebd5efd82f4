from dataclasses import dataclass, replace

import msgspec
import pytest

from clerk_app.app.spool import KeptSpool
from clerk_app.contract.keys import SealingKey
from clerk_app.domain.errors import Damaged
from clerk_app.domain.journal import Entry
from clerk_app.ports.checks import CheckResult
from clerk_app.support.checks import SpoolKept
from tests.settings.test_identity import ANCHOR, IDENTITY
from tests.store.desk import open_desk

CENTRE = SealingKey(bytes(range(100, 132)))
DESK = replace(IDENTITY, anchor=msgspec.structs.replace(ANCHOR, centre_seal=CENTRE.public))


@dataclass
class Waiting:
    """An outbox in which these entries wait."""

    entries: dict[int, Entry]

    def unconfirmed(self):
        return tuple(self.entries)

    def entry(self, seq):
        return self.entries.get(seq)

    def head(self):
        return max(self.entries, default=0)


@pytest.fixture
def entries(tmp_path):
    desk = open_desk(tmp_path)
    made = {received.entry.header.seq: received.entry for received in (desk.accept(who) for who in range(3))}
    yield made
    desk.close()


@pytest.fixture
def place(place_of):
    return place_of(spool_before_accept=True)


@pytest.fixture
def spool(place):
    spool = KeptSpool(place, DESK)
    yield spool
    spool.close()


def kept(place):
    return sorted(int(file.stem) for file in place.paths.spool.glob("*.parcel"))


def in_the_way(place, seq):
    """A folder where the file of an entry should be: it can be neither written nor deleted."""
    path = place.paths.spool / f"{seq:010}.parcel"
    path.mkdir()
    return path


def test_an_entry_is_on_disk_before_accepted_is_shown(spool, place, entries):
    spool.take(entries[1])
    assert kept(place) == [1]


def test_what_the_centre_has_goes(spool, place, entries):
    for entry in entries.values():
        spool.take(entry)
    spool.confirmed([1, 2])
    spool.settle()
    assert kept(place) == [3]


def test_after_a_start_the_spool_holds_exactly_what_waits(spool, place, entries):
    spool.take(entries[1])
    spool.catch_up(Waiting({2: entries[2], 3: entries[3]}))
    spool.settle()
    assert kept(place) == [2, 3]


def test_a_file_that_cannot_be_written_is_said_until_one_can(spool, place, entries):
    blocked = in_the_way(place, 1)
    spool.take(entries[1])
    assert spool.trouble == "disk_failed"
    blocked.rmdir()
    spool.take(entries[1])
    assert spool.trouble == ""


def test_a_file_that_cannot_be_deleted_does_not_end_the_spool(spool, place, entries):
    in_the_way(place, 9)
    spool.confirmed([9])
    spool.settle()
    assert spool.trouble == "disk_failed"
    spool.take(entries[1])
    assert 1 in kept(place)


def test_closing_finishes_what_is_queued(place, entries):
    spool = KeptSpool(place, DESK)
    spool.catch_up(Waiting(entries))
    assert spool.close()
    assert kept(place) == [1, 2, 3]


def test_before_the_outbox_is_known_there_is_nothing_to_say(spool):
    assert spool.look() is None


def test_a_second_folder_that_cannot_be_is_said_until_it_can(place_of, tmp_path, entries):
    in_its_way = tmp_path / "disk"
    in_its_way.write_text("a file where the folder should be")
    spool = KeptSpool(place_of(copy_to=str(in_its_way / "copies")), DESK)
    try:
        spool.catch_up(Waiting(entries))
        assert SpoolKept(spool.look).run() == CheckResult("fault", "spool_copy_folder_failed")
        in_its_way.unlink()
        assert SpoolKept(spool.look).run() == CheckResult("fine", "spool_kept")
    finally:
        spool.close()
    assert len(list((in_its_way / "copies" / DESK.desk).iterdir())) == 3


def test_a_spool_folder_that_is_gone_is_said_and_does_not_end_the_spool(spool, place, entries):
    spool.catch_up(Waiting({}))
    place.paths.spool.rmdir()
    assert spool.look() == "disk_failed"
    place.paths.spool.mkdir()
    assert spool.look() == ""


def test_entries_that_the_journal_does_not_know_are_told_and_kept(place, entries):
    """Of a file restored from an old copy: the folder has what the file has lost."""
    told: list[int] = []
    spool = KeptSpool(place, DESK)
    spool.open(Waiting({}), told.append)
    for entry in entries.values():
        spool.take(entry)
    assert told == []
    again = KeptSpool(place, DESK)
    again.open(Waiting({1: entries[1]}), told.append)
    again.settle()
    assert (told, kept(place)) == ([3], [1, 2, 3])
    for one in (spool, again):
        one.close()


def test_the_spool_of_a_desk_that_has_stopped_stays_as_it_is(spool, place, entries):
    spool.take(entries[1])
    spool.catch_up(Waiting({1: entries[1]}))
    spool.stop()
    assert spool.settle()
    assert spool.look() is None
    with pytest.raises(Damaged):
        spool.folder.parcels()
    assert kept(place) == [1]
