import errno
import stat

import pytest

from clerk_app.domain.errors import Unavailable
from clerk_app.settings.durable_file import put_aside, put_back, read_file, replace_file, unwritten


def test_what_was_written_is_read_and_nothing_else_is_left(tmp_path):
    path = tmp_path / "keys"
    replace_file(path, b"old")
    replace_file(path, b"new")
    assert read_file(path) == b"new"
    assert list(tmp_path.iterdir()) == [path]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_no_file_is_no_error(tmp_path):
    assert read_file(tmp_path / "keys") is None


def test_a_folder_that_is_gone_is_said_and_names_no_path(tmp_path):
    with pytest.raises(Unavailable) as raised:
        replace_file(tmp_path / "gone" / "keys", b"")
    assert raised.value.code == "file_not_written"
    assert raised.value.params == {"file": "keys"}


def test_a_target_that_cannot_be_replaced_leaves_no_litter(tmp_path):
    (tmp_path / "keys").mkdir()
    with pytest.raises(Unavailable):
        replace_file(tmp_path / "keys", b"new")
    assert [entry.name for entry in tmp_path.iterdir()] == ["keys"]


def test_a_full_disk_has_its_own_words(tmp_path):
    assert unwritten(OSError(errno.ENOSPC, ""), tmp_path / "keys").code == "file_no_space"
    assert unwritten(OSError(errno.EACCES, ""), tmp_path / "keys").code == "file_not_written"


def test_a_write_that_breaks_off_leaves_the_old_file(tmp_path):
    resource = pytest.importorskip("resource", reason="Windows has no limit on the size of a file")
    replace_file(tmp_path / "keys", b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(Unavailable):
            replace_file(tmp_path / "keys", bytes(100_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert read_file(tmp_path / "keys") == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["keys"]


def test_a_folder_cannot_be_read_as_a_file(tmp_path):
    with pytest.raises(Unavailable) as raised:
        read_file(tmp_path)
    assert raised.value.code == "file_not_read"


def test_a_bad_file_is_put_aside_over_an_earlier_one(tmp_path):
    (tmp_path / "keys").write_bytes(b"2")
    (tmp_path / "keys.broken").write_bytes(b"1")
    assert put_aside(tmp_path / "keys", "broken").read_bytes() == b"2"
    assert not (tmp_path / "keys").exists()


def test_what_was_put_aside_comes_back_in_the_place_of_an_empty_folder(tmp_path):
    (tmp_path / "spool").mkdir()
    (tmp_path / "spool" / "one").touch()
    aside = put_aside(tmp_path / "spool", "A2-before")
    (tmp_path / "spool").mkdir()
    put_back(aside, tmp_path / "spool")
    assert [path.name for path in tmp_path.rglob("*")] == ["spool", "one"]


def test_what_was_put_aside_does_not_come_over_what_is_there(tmp_path):
    (tmp_path / "spool.A2-before").mkdir()
    (tmp_path / "spool").mkdir()
    (tmp_path / "spool" / "one").touch()
    with pytest.raises(Unavailable):
        put_back(tmp_path / "spool.A2-before", tmp_path / "spool")
    assert (tmp_path / "spool" / "one").exists()
