import pytest

from clerk_app.app.aside import aside_of, asides, put_all_aside
from clerk_app.domain.errors import Unavailable


@pytest.fixture
def paths(place_of):
    return place_of().paths


def test_everything_of_the_desk_before_is_put_where_it_is_found_again(paths):
    paths.database.write_bytes(b"data")
    paths.database.with_name("desk.db-wal").write_bytes(b"not in it yet")
    paths.database.with_name("desk.db.lock").touch()
    paths.keys.write_bytes(b"wraps")
    (paths.spool / "0000000001.parcel").write_bytes(b"parcel")
    put_all_aside(paths, "A2")
    aside = aside_of(paths, "A2")
    assert (aside.database.read_bytes(), aside.keys.read_bytes()) == (b"data", b"wraps")
    assert aside.database.with_name(f"{aside.database.name}-wal").read_bytes() == b"not in it yet"
    assert (aside.spool / "0000000001.parcel").read_bytes() == b"parcel"
    assert not aside.enclosures.exists()  # there were none
    assert not paths.database.exists()
    assert list(paths.spool.iterdir()) == []
    assert paths.database.with_name("desk.db.lock").exists()


def test_the_desk_before_the_one_before_stays_where_it_is(paths):
    paths.database.write_bytes(b"first")
    put_all_aside(paths, "A2")
    paths.database.write_bytes(b"second")
    put_all_aside(paths, "A3")
    assert aside_of(paths, "A2").database.read_bytes() == b"first"
    assert aside_of(paths, "A3").database.read_bytes() == b"second"


def test_what_a_power_cut_left_is_put_beside_what_was_put_aside_before_it(paths):
    paths.database.write_bytes(b"first")
    put_all_aside(paths, "A2")
    paths.database.write_bytes(b"half made")
    paths.database.with_name("desk.db-wal").write_bytes(b"of the half")
    put_all_aside(paths, "A2")
    aside = aside_of(paths, "A2").database
    assert aside.read_bytes() == b"first"
    assert not aside.with_name(f"{aside.name}-wal").exists()
    second = aside.with_name(f"{aside.name}-2")
    assert (second.read_bytes(), second.with_name(f"{second.name}-wal").read_bytes()) == (b"half made", b"of the half")


def test_two_halves_of_a_database_come_together_again(paths):
    """A power cut between two names: what SQLite keeps beside it was put aside, and the file was not yet."""
    paths.database.write_bytes(b"first")
    aside = aside_of(paths, "A2").database
    beside = aside.with_name(f"{aside.name}-wal")
    beside.write_bytes(b"not in it yet")
    put_all_aside(paths, "A2")
    assert (aside.read_bytes(), beside.read_bytes()) == (b"first", b"not in it yet")


def test_everything_comes_back_where_it_lay(paths):
    paths.database.write_bytes(b"data")
    paths.keys.write_bytes(b"wraps")
    (paths.spool / "0000000001.parcel").write_bytes(b"parcel")
    before = everything(paths)
    put_all_aside(paths, "A2").close()
    assert everything(paths) == before


def test_a_disk_that_refuses_midway_gives_everything_back(paths):
    paths.database.write_bytes(b"data")
    paths.database.with_name("desk.db-wal").write_bytes(b"not in it yet")
    paths.keys.write_bytes(b"wraps")
    aside = aside_of(paths, "A2").database
    aside.with_name(f"{aside.name}-wal").mkdir()  # nothing can be renamed to it
    before = everything(paths)
    with pytest.raises(Unavailable):
        put_all_aside(paths, "A2")
    assert everything(paths) == before


def everything(paths):
    return {path: path.read_bytes() if path.is_file() else None for path in paths.root.rglob("*")}


def test_what_was_begun_before_the_power_went_is_ended_under_the_same_name(paths):
    paths.database.write_bytes(b"data")
    paths.keys.write_bytes(b"wraps")
    (paths.spool / "0000000001.parcel").write_bytes(b"parcel")
    paths.keys.replace(aside_of(paths, "A2").keys)  # and no farther
    put_all_aside(paths, "A3")
    aside = aside_of(paths, "A2")
    assert (aside.database.read_bytes(), aside.keys.read_bytes()) == (b"data", b"wraps")
    assert (aside.spool / "0000000001.parcel").read_bytes() == b"parcel"
    assert asides(paths) == (aside,)


def test_nothing_is_ended_over_what_lies_there_whole(paths):
    paths.database.write_bytes(b"first")
    paths.keys.write_bytes(b"first")
    put_all_aside(paths, "A2")
    paths.keys.write_bytes(b"second")  # its database was deleted by hand
    put_all_aside(paths, "A3")
    assert (aside_of(paths, "A2").keys.read_bytes(), aside_of(paths, "A3").keys.read_bytes()) == (b"first", b"second")
