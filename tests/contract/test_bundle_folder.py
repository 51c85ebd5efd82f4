"""A file on a stick is whole or not there; a stick that is full, locked or gone is named."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from pathlib import Path

import pytest

from clerk_app.contract.bundle_folder import LIST, BundleFolder, desks_on, side, stick_errors
from clerk_app.domain.errors import Unavailable


@pytest.fixture
def folder(tmp_path: Path) -> BundleFolder:
    return side(tmp_path, "A7-00", "to-centre")


def test_files_are_written_over_read_back_and_swept(folder: BundleFolder, tmp_path: Path) -> None:
    assert (folder.names(), folder.get("a.parcel", 9)) == ([], None)
    folder.put("a.parcel", b"one")
    folder.put("a.parcel", b"other")
    folder.put("b.piece", b"two")
    folder.put(LIST, b"list")
    assert folder.names() == ["a.parcel", "b.piece", LIST]
    assert folder.names(".piece") == ["b.piece"]
    assert folder.get("a.parcel", 3) == b"othe"
    (folder.path / "holiday.jpg").write_bytes(b"not ours")
    (folder.path / "c.parcel.new").write_bytes(b"half")
    assert folder.sweep({LIST, "a.parcel"}) == 2
    assert folder.names() == ["a.parcel", "holiday.jpg", LIST]
    assert desks_on(tmp_path) == ["A7-00"]


def test_what_could_not_be_written_leaves_the_older_file(folder: BundleFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.put("a.parcel", b"one")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unavailable, match="stick_full"):
        folder.put("a.parcel", b"other")
    assert folder.names() == ["a.parcel"]
    assert folder.get("a.parcel", 9) == b"one"


def test_a_file_system_that_syncs_no_folders_will_do(folder: BundleFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def files_only(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "")
        real(handle)

    monkeypatch.setattr(os, "fsync", files_only)
    folder.put("a.parcel", b"one")
    assert folder.names() == ["a.parcel"]


def test_a_stick_that_was_pulled_out_is_not_made_on_the_disk_behind_it(tmp_path: Path) -> None:
    root = tmp_path / "STICK"
    root.mkdir()
    folder = side(root, "A7-00", "to-centre")
    folder.put("a.parcel", b"one")
    shutil.rmtree(root)
    with pytest.raises(Unavailable, match="stick_gone"):
        folder.put("b.parcel", b"two")
    assert not root.exists()
    root.mkdir()
    behind = BundleFolder(root, folder.path, folder.device + 1)
    with pytest.raises(Unavailable, match="stick_gone"):
        behind.put("b.parcel", b"two")
    assert list(root.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "stick_full"), (errno.EROFS, "stick_locked"), (errno.EIO, "stick_failed")],
)
def test_each_trouble_has_its_name(tmp_path: Path, number: int, code: str) -> None:
    with pytest.raises(Unavailable, match=code), stick_errors(tmp_path):
        raise OSError(number, "")
    with pytest.raises(Unavailable, match="stick_gone"), stick_errors(tmp_path / "away"):
        raise OSError(errno.EIO, "")
