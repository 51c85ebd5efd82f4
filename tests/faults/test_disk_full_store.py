"""A disk that is really full: an accept says so, leaves nothing half, and works again once there is room."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app.contract.lists import ListPage, PageRow, parts
from clerk_app.domain.errors import Unavailable
from clerk_app.store.list_loading import DeskLists
from clerk_app.store.lists import DeskLookups
from clerk_app.store.verify import verify
from tests.faults.store_worker import Office
from tests.store.desk import DESK
from tests.store.list_pages import bring, info_of, keep, whole

SMALL = 4 * 1024 * 1024


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 4 MiB; making one takes root (``test_database`` limits file sizes where there is none)."""
    mounted = os.name == "posix" and os.geteuid() == 0
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", str(tmp_path)]
    if not mounted or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a file system can only be made by root")
    yield tmp_path
    subprocess.run(["umount", str(tmp_path)], check=True)


def fill(disk: Path) -> Path:
    """Take what is left of the disk, but for a little."""
    filler = disk / "filler"
    free = os.statvfs(disk)
    filler.write_bytes(bytes(free.f_bavail * free.f_bsize - 256 * 1024))
    return filler


def accept_until_full(office: Office) -> tuple[int, str]:
    """How many requests were accepted, and what the one after them was told."""
    for accepted in range(1000):
        try:
            office.desk.accept(accepted)
        except Unavailable as error:
            return accepted, error.code
    raise AssertionError("the disk never filled")


def test_an_accept_on_a_full_disk(small_disk: Path) -> None:
    office = Office(small_disk)
    office.desk.journal._committed = lambda _entry: None
    filler = fill(small_disk)
    accepted, code = accept_until_full(office)
    assert code == "disk_full"
    assert accepted > 0
    for _more in range(3):
        with pytest.raises(Unavailable, match="disk_full"):
            office.desk.accept(5000)
    report = verify(office.desk.database, DESK)
    assert (report.entries, report.problem) == (accepted, "")
    assert len(office.desk.rows("SELECT seq FROM view_request")) == accepted

    filler.unlink()
    number = office.desk.accept(6000).view.number
    assert number.startswith(f"A7-{accepted + 1:06d}-")
    office.desk.close()


def test_spool_and_enclosures_on_a_full_disk(small_disk: Path) -> None:
    office = Office(small_disk)
    office.desk.journal._committed = lambda _entry: None
    entry = office.desk.accept(1).entry
    scan = small_disk / "large.pdf"
    scan.write_bytes(b"%PDF-1.7\n" + bytes(1024 * 1024))
    free = os.statvfs(small_disk)
    filler = small_disk / "filler"
    filler.write_bytes(bytes(free.f_bavail * free.f_bsize))
    with pytest.raises(Unavailable, match="disk_full"):
        office.spool.put(entry)
    with pytest.raises(Unavailable, match="disk_full"):
        office.enclosures.keep(scan, "Доказ", "proof", original=False)
    assert list(office.spool.parcels()) == []
    assert list((small_disk / "enclosures").iterdir()) == []
    filler.unlink()
    office.spool.put(entry)
    assert [seq for seq, _raw in office.spool.parcels()] == [1]
    office.desk.close()


def test_a_list_on_a_full_disk_waits_for_room_and_takes_none_of_the_old_one_away(small_disk: Path) -> None:
    office = Office(small_disk)
    office.desk.journal._committed = lambda _entry: None
    lists, lookups = DeskLists(office.desk.database), DeskLookups(office.desk.database)
    old = [PageRow(f"{place:05d}", f"Улица {place}") for place in range(50)]
    bring(lists, info_of(old), whole(old))
    filler = fill(small_disk)
    new = [PageRow(f"{place:05d}", f"Нова улица {place}") for place in range(20_000)]
    lists.next_page(info_of(new, 2))
    waiting = parts(whole(new, 2), 200)
    with pytest.raises(Unavailable, match="disk_full"):
        keep(lists, waiting)
    assert len(lookups.search("streets", "улица", limit=100).rows) == 50
    filler.unlink()
    asked = lists.next_page(info_of(new, 2))
    assert asked is not None
    assert asked.after > ""
    lists.put(ListPage("streets", 2, 0, asked.after, False, [PageRow(f"{int(asked.after) + 1:05d}", "Нова улица")]))
    office.desk.close()
