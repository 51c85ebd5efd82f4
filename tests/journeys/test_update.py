"""An update: what earlier versions left of a desk and its centre, full of work, is opened by the present program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from clerk_app.cli.frame import Exit
from clerk_app.domain.errors import Damaged
from clerk_app.store.database import Database
from clerk_app.store.desk_file import DeskFile
from clerk_app.store.migrations import MIGRATIONS, migrate
from clerk_app.store.verify import verify
from tests.faults.aftermath import DeskProcess, Run, check_whole, judged
from tests.journeys.town import CLERK, PASSWORD, Terminal, Town, forked_app, lines, place_of
from tests.support.old_desk import LEFT, NEWEST, OldDesk, key_of, unpacked
from tests.support.stage import texts_in

LATER = ("CREATE TABLE desk_of_tomorrow (x INTEGER NOT NULL)",)
OUTBOX = "SELECT count(*) FROM desk_outbox WHERE state <> 'accepted'"
LOOK_AROUND = ("desk.db", "spool", "enclosures")


@pytest.fixture(params=LEFT, ids=str)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> OldDesk:
    return unpacked(request.param, tmp_path / "old")


@pytest.fixture
def town_of_old(old: OldDesk) -> Iterator[Town]:
    with Town(old.folder) as town:
        yield town


def test_every_version_has_left_a_desk_and_a_centre() -> None:
    told = "pack one: python -m tests.support.old_desk"
    assert {versions.desk for versions in LEFT} == set(range(1, NEWEST.desk + 1)), told
    assert {versions.centre for versions in LEFT} == set(range(1, NEWEST.centre + 1)), told


def test_everything_is_there_after_the_update(old: OldDesk) -> None:
    facts = old.facts
    with DeskFile(old.database, key_of(old.root)) as file, file.database.reading() as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        report = verify(file.database, old.code())
        assert (report.entries, report.problem) == (facts["verified"], "")
        assert connection.execute(OUTBOX).fetchone() == (facts["waiting"],)
        drafts = {draft for (draft,) in connection.execute("SELECT id FROM desk_draft")}
        assert drafts == set(facts["drafts"])
        jobs = Counter(state for (state,) in connection.execute("SELECT state FROM desk_print_job"))
        assert jobs == Counter(state for state, _reason in facts["jobs"])
    assert (facts["waiting"] > 5, len(drafts) > 1, jobs["failed"] > 1) == (True, True, True)
    assert old.spool == facts["spool"]


def test_what_waited_drains_to_the_centre_once(old: OldDesk, town_of_old: Town) -> None:
    town, told = town_of_old, old.facts["numbers"]
    run = DeskProcess(old.root, town, "--setting", f"central_url={town.url}").end()
    (opened,) = run.told("opened")
    assert opened["verified"] >= old.facts["verified"]
    assert (sorted(opened["numbers"]), sorted(opened["jobs"])) == (sorted(told), sorted(old.facts["jobs"]))
    before = Run(0, [{"what": "accepted", "number": number} for number in told])
    found = check_whole(town, old.root, [before, run], Counter())
    assert sorted(found["numbers"]) == sorted(told)
    assert old.spool == []


def test_the_desk_goes_on_where_it_was(old: OldDesk, town_of_old: Town) -> None:
    town, told = town_of_old, old.facts["numbers"]
    terminal = Terminal(old.root, environment={"SALTER_CENTRAL_URL": town.url})
    received = terminal.as_clerk("receive", stdin=lines(2, "after"))
    assert received.code == Exit.DONE
    assert not set(received.numbers) & set(told)
    terminal.as_clerk("sync", "--once")
    found = judged(town.database, old.code(), [*told, *received.numbers])
    assert (found["lost"], found["doubled"], found["unnumbered"], found["alarms"]) == ([], 0, 0, [])


def test_the_desk_of_a_newer_program_is_refused_with_words_and_left_alone(town: Town, tmp_path: Path) -> None:
    root = tmp_path / "newer"
    town.enrol(root)
    terminal = Terminal(root)
    assert terminal.as_clerk("sync", "--once", "--hold", "0").code == Exit.DONE
    assert terminal.as_clerk("receive", stdin=lines(2)).code == Exit.DONE
    database = place_of(root).paths.database
    with closing(Database(database, key_of(root))) as file:
        migrate(file, (*MIGRATIONS, LATER))
    before = left_in(root)

    person = ("--root", str(root), "--demo-vault", "--user", CLERK, "--password-stdin")
    refused = forked_app("queue", *person, stdin=f"{PASSWORD}\n")
    assert refused.code == Exit.FAILED
    assert texts_in().text("error.store_too_new") in refused.err
    with pytest.raises(Damaged, match="store_too_new"):
        DeskFile(database, key_of(root))
    assert left_in(root) == before


def left_in(root: Path) -> dict[str, bytes]:
    """What a desk keeps, byte for byte."""
    kept = [
        path for name in LOOK_AROUND for path in ((root / name).rglob("*") if (root / name).is_dir() else [root / name])
    ]
    return {str(path.relative_to(root)): path.read_bytes() for path in kept if path.is_file()}
