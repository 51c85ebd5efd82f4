from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app.domain.errors import Refused, Unavailable
from clerk_app.store import durable


def failing() -> Iterator[bytes]:
    yield b"half"
    raise OSError(errno.ENOSPC, "no space")


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a.parcel"
    durable.write(path, [b"one", b"two"])
    assert path.read_bytes() == b"onetwo"
    with pytest.raises(Unavailable, match="disk_full"):
        durable.write(path, failing())
    assert path.read_bytes() == b"onetwo"
    assert [file.name for file in tmp_path.iterdir()] == ["a.parcel"]


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    durable.write(tmp_path / "a", [b"x"])
    assert (tmp_path / "a").stat().st_mode & 0o077 == 0


def test_a_folder_that_is_not_there_is_a_failed_disk(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="disk_failed"):
        durable.write(tmp_path / "away" / "a", [b"x"])


def test_a_file_that_is_whole_gets_its_name_but_never_anothers(tmp_path: Path) -> None:
    fresh, target = tmp_path / "a.new", tmp_path / "a"
    fresh.write_bytes(b"whole")
    durable.keep(fresh, target)
    assert (target.read_bytes(), fresh.exists()) == (b"whole", False)
    fresh.write_bytes(b"another")
    with pytest.raises(Refused, match="copy_is_there"):
        durable.keep(fresh, target)
    assert (target.read_bytes(), fresh.read_bytes()) == (b"whole", b"another")


def test_where_there_are_no_links_the_name_is_looked_at_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_paths: object) -> None:
        raise OSError(errno.EPERM, "no links on this disk")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    fresh, target = tmp_path / "a.new", tmp_path / "a"
    fresh.write_bytes(b"whole")
    durable.keep(fresh, target)
    fresh.write_bytes(b"another")
    with pytest.raises(Refused, match="copy_is_there"):
        durable.keep(fresh, target)
    assert target.read_bytes() == b"whole"
