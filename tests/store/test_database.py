from __future__ import annotations

import resource
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert

from clerk_app.domain.errors import Damaged, Unavailable
from clerk_app.store.database import Database, compiled, dbapi2  # type: ignore[attr-defined]
from clerk_app.store.schema import desk_setting
from tests.store.desk import KEY

OTHER_KEY = bytes(reversed(range(32)))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "desk.db", KEY)
    with opened.writing() as connection:
        connection.execute("CREATE TABLE kept(word TEXT)")
    yield opened
    opened.close()


def words(database: Database) -> list[str]:
    with database.reading() as connection:
        return [word for (word,) in connection.execute("SELECT word FROM kept ORDER BY rowid")]


def keep(database: Database, word: str) -> None:
    with database.writing() as connection:
        connection.execute("INSERT INTO kept(word) VALUES(?)", (word,))


def test_what_is_written_is_there_for_readers_and_after_a_restart(database: Database) -> None:
    keep(database, "један")
    assert words(database) == ["један"]
    database.close()
    again = Database(database.path, KEY)
    assert words(again) == ["један"]
    again.close()


@pytest.mark.parametrize("key", [OTHER_KEY, b"short"])
def test_a_wrong_key_opens_nothing(database: Database, key: bytes) -> None:
    database.close()
    with pytest.raises(Damaged, match="store_damaged"):
        Database(database.path, key)


def test_a_flipped_bit_is_damage_and_not_nonsense(database: Database) -> None:
    keep(database, "реч " * 5000)
    database.close()
    raw = bytearray(database.path.read_bytes())
    raw[len(raw) // 2] ^= 1
    database.path.write_bytes(raw)
    opened = Database(database.path, KEY)
    with pytest.raises(Damaged, match="store_damaged"):
        words(opened)
    opened.close()


def test_work_that_fails_leaves_nothing(database: Database) -> None:
    def keep_half() -> None:
        with database.writing() as connection:
            connection.execute("INSERT INTO kept(word) VALUES('пола')")
            connection.execute("INSERT INTO nowhere VALUES(1)")

    with pytest.raises(dbapi2.OperationalError):
        keep_half()
    assert words(database) == []
    keep(database, "цело")
    assert words(database) == ["цело"]


def test_a_reader_sees_one_moment(database: Database) -> None:
    keep(database, "пре")
    with database.reading() as connection:
        before = connection.execute("SELECT count(*) FROM kept").fetchone()
        keep(database, "после")
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == before


def test_a_reading_connection_cannot_write(database: Database) -> None:
    with pytest.raises(Unavailable, match="disk_read_only"), database.reading() as connection:
        connection.execute("INSERT INTO kept(word) VALUES('не')")


def test_a_bug_stays_a_bug(database: Database) -> None:
    with pytest.raises(dbapi2.OperationalError, match="no such table"), database.reading() as connection:
        connection.execute("SELECT * FROM nowhere")


def test_durability_and_privacy_are_set(database: Database) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "temp_store": 2}
    with database.writing() as connection:
        found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    assert found == wanted


def test_nobody_waits_for_a_connection_for_ever(tmp_path: Path) -> None:
    database = Database(tmp_path / "busy.db", KEY, patience=0.01)
    with database.writing(), pytest.raises(Unavailable, match="store_busy"), database.writing():
        pass
    database.close()


def test_a_full_disk_undoes_the_commit_and_is_forgotten_once_there_is_room(database: Database) -> None:
    keep(database, "пре")
    database.checkpoint()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    log = database.path.with_name("desk.db-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (log + 8192, hard))
    try:
        with pytest.raises(Unavailable, match=r"disk_full|disk_failed"):
            keep(database, "много" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert words(database) == ["пре"]
    keep(database, "после")
    assert words(database) == ["пре", "после"]


def test_the_log_is_cut_off_only_after_something_was_dropped_and_waits_for_no_reader(database: Database) -> None:
    log = database.path.with_name("desk.db-wal")
    keep(database, "пре")
    database.checkpoint()
    assert log.stat().st_size == 0, "before the program ended something may have been dropped"
    keep(database, "после")
    grown = log.stat().st_size
    database.checkpoint()
    assert log.stat().st_size == grown > 0
    database.dropped()
    with database.reading() as connection:
        connection.execute("SELECT word FROM kept").fetchall()
        keep(database, "касније")
        database.checkpoint()
        assert log.stat().st_size >= grown
        with database.alone() as writer:
            assert writer.execute("PRAGMA busy_timeout").fetchone()[0] > 0
    database.checkpoint()
    assert log.stat().st_size == 0
    assert words(database) == ["пре", "после", "касније"]


def test_a_statement_is_text_with_named_places() -> None:
    assert compiled(insert(desk_setting)) == "INSERT INTO desk_setting (name, value) VALUES (:name, :value)"
