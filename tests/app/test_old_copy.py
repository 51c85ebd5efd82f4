from dataclasses import replace

import msgspec
import pytest

from clerk_app.app.old_copy import OldCopy
from clerk_app.app.secrets import high_mark_of
from clerk_app.app.spool import KeptSpool
from clerk_app.app.stores import Told, open_stores
from clerk_app.contract.keys import SealingKey
from clerk_app.store.spool import has_stopped
from tests.settings.test_identity import ANCHOR, IDENTITY
from tests.store.desk import KEY, body, subject

CENTRE = SealingKey(bytes(range(100, 132)))
DESK = replace(
    IDENTITY,
    answer=msgspec.structs.replace(IDENTITY.answer, desk="A7"),
    anchor=msgspec.structs.replace(ANCHOR, centre_seal=CENTRE.public),
)


class Opened:
    """The file of a desk as the program opens and closes it; ``told`` counts the stops."""

    def __init__(self, place):
        self.told: list[str] = []
        self.spool = KeptSpool(place, DESK)
        told = Told(self.spool.take, self.spool.confirmed, lambda: self.told.append("stopped"))
        self.stores = open_stores(place, DESK, KEY, told)
        self.old_copy = OldCopy(high_mark_of(place), self.stores, self.spool)
        self.old_copy.look()

    def accept(self, who):
        self.stores.journal.receive(lambda number: body(number, who), subject=subject(who), grant="g")

    def close(self):
        self.spool.close()
        self.old_copy.mark.renew()
        self.stores.file.close()

    @property
    def found(self):
        return self.stores.restores.found()


@pytest.fixture
def place(place_of):
    return place_of()


def worked(place, *whos):
    """A run of the program in which these came; gives the file as it lay there afterwards."""
    opened = Opened(place)
    for who in whos:
        opened.accept(who)
    assert opened.found is None
    opened.close()
    return place.paths.database.read_bytes()


def orphan(place):
    """An enclosure of the life that the file does not know."""
    path = place.paths.enclosures / "ab12"
    path.write_bytes(b"sealed")
    return path


def test_the_newest_file_is_put_in_order_run_after_run(place):
    worked(place, 1, 2)
    stray = orphan(place)
    worked(place, 3)
    assert not stray.exists()
    assert not has_stopped(place.paths.spool)


@pytest.mark.parametrize(("without", "by"), [("spool", "keyring"), ("demo-mark", "spool")])
def test_an_old_file_stops_by_whatever_lies_beside_it_and_nothing_is_cleared_away(place, without, by):
    old = worked(place, 1)
    worked(place, 2, 3)
    parcels = sorted(file.name for file in place.paths.spool.iterdir())
    if without == "spool":
        for file in place.paths.spool.iterdir():
            file.unlink()
        parcels = []
    else:
        place.paths.demo_mark.unlink()
    place.paths.database.write_bytes(old)
    stray = orphan(place)
    opened = Opened(place)
    opened.spool.settle()
    assert (opened.found.by, opened.found.seen, opened.found.own, opened.told) == (by, 3, 1, ["stopped"])
    assert sorted(file.name for file in place.paths.spool.glob("*.parcel")) == parcels
    assert stray.exists()
    assert has_stopped(place.paths.spool)
    opened.close()
    again = Opened(place)
    assert (again.found.by, again.told) == (by, [])
    assert stray.exists()
    again.close()
