from pathlib import Path

from clerk_app.app.secrets import identity_of, secret_of
from clerk_app.cli.frame import Exit
from clerk_app.contract.parcel import MOST_BYTES
from clerk_app.demo.beside import beside
from tests.cli.conftest import Call
from tests.journeys.town import Town, lines, place_of


def test_one_exchange_empties_the_queue(as_clerk: Call) -> None:
    as_clerk("receive", stdin=lines(3))
    answer = as_clerk("sync", "--once", "--hold", "0")
    assert answer.code == Exit.DONE
    assert (answer.told["left"], answer.told["alarms"]) == (0, [])
    assert as_clerk("queue").told["entries"] == 0


def test_without_a_line_everything_stays_and_is_said(as_clerk: Call, town: Town) -> None:
    as_clerk("receive", stdin=lines(2))
    town.go_down()
    try:
        answer = as_clerk("sync", "--once", "--hold", "0")
    finally:
        town.come_back()
    assert answer.code != Exit.DONE
    assert as_clerk("queue").told["entries"] == 2


def test_what_no_centre_takes_keeps_none_of_the_spool_back(root: Path, as_clerk: Call, call: Call) -> None:
    assert as_clerk("receive", stdin=lines(3)).code == Exit.DONE
    spool = root / "spool"
    (spool / "0000000009.parcel").write_bytes(b"spoilt by the disk")
    (spool / "0000000001.parcel").write_bytes(bytes(MOST_BYTES + 1))
    answer = call("sync", "--root", str(root), "--demo-vault", "--json", "--once")
    assert (answer.code, answer.told) == (Exit.ATTENTION, {"confirmed": 3, "left": 2, "alarms": ["malformed"]})
    assert {file.name for file in spool.glob("*.parcel")} == {"0000000009.parcel", "0000000001.parcel"}


def test_a_desk_that_is_stopped_and_then_wiped_hears_of_it_from_the_spool_and_obeys(
    town: Town, root: Path, call: Call
) -> None:
    place = place_of(root)
    desk = identity_of(place, secret_of(place)).desk
    command = ("sync", "--root", str(root), "--demo-vault", "--once")
    with beside(Path(town.database)) as parts:
        parts.quarantine.stop(desk, "Ана")
        stopped = call(*command)
        assert stopped.code == Exit.ATTENTION
        assert place.texts.text("error.desk_stopped") in stopped.out
        parts.quarantine.wipe(desk, "Ана")
        wiped = call(*command, "--json")
        assert (wiped.code, wiped.told["order"]) == (Exit.ATTENTION, "wipe")
        with parts.database.read() as connection:
            assert parts.quarantine.step(connection, desk) == "wiped"
    assert not place_of(root).enrolled


def test_so_does_one_at_which_a_clerk_signs_in(town: Town, root: Path, as_clerk: Call) -> None:
    place = place_of(root)
    desk = identity_of(place, secret_of(place)).desk
    with beside(Path(town.database)) as parts:
        parts.quarantine.stop(desk, "Ана")
        stopped = as_clerk("sync", "--once", "--hold", "0")
        assert (stopped.code, stopped.told["order"]) == (Exit.ATTENTION, "stop")
        parts.quarantine.wipe(desk, "Ана")
        assert as_clerk("sync", "--once", "--hold", "0").told["order"] == "wipe"
    assert not place_of(root).enrolled
