from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from clerk_app.contract.answers import HEAD_BYTES, Result
from clerk_app.domain.errors import Damaged
from clerk_app.ports.desk_file import Draft, Restored
from clerk_app.ports.keys import Mark
from clerk_app.store.attention import DeskAttention
from clerk_app.store.drafts import DeskDrafts
from clerk_app.store.requests import DeskBodies, DeskRequests
from clerk_app.store.restored import Restores, known_by_centre
from tests.store.desk import DESK, Desk, answers, open_desk, subject

PLENTY = 1_000_000


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with three entries, two of them cut under sending numbers."""
    opened = open_desk(tmp_path)
    for who in (1, 2):
        opened.accept(who)
    opened.outbox.cut(PLENTY, opened.micros())
    opened.accept(3)
    yield opened
    opened.close()


@pytest.fixture
def restores(desk: Desk) -> Restores:
    return Restores(desk.database, DESK, desk.clock)


def hash_of(desk: Desk, seq: int) -> bytes:
    return bytes(desk.rows("SELECT hash FROM journal_entry WHERE seq = ?", seq)[0][0])


def told(desk: Desk, **fields: object) -> int:
    said = msgspec.structs.replace(answers(), **fields)
    with desk.database.reading() as connection:
        return known_by_centre(connection, said)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"have": 2, "chain_ok_to": 3},
        {"have": 2, "results": [Result(1, "refused", "grant_unknown"), Result(2, "held", "conflict")]},
    ],
)
def test_a_centre_that_knows_no_more_than_this_file_proves_nothing(desk: Desk, fields: dict[str, object]) -> None:
    assert told(desk, **fields) == 0


@pytest.mark.parametrize(
    ("fields", "seen"),
    [
        ({"have": 3}, 1),
        ({"chain_ok_to": 4}, 4),
        ({"have": 9, "chain_ok_to": 9}, 9),
        ({"chain_ok_to": 2, "chain_head": b"\0" * HEAD_BYTES}, 2),
        ({"have": 2, "results": [Result(2, "refused", "entry_forked")]}, 2),
    ],
)
def test_more_or_other_entries_than_these_prove_another_life(desk: Desk, fields: dict[str, object], seen: int) -> None:
    assert told(desk, **fields) == seen


def test_the_head_that_the_centre_names_is_the_one_here(desk: Desk) -> None:
    assert told(desk, chain_ok_to=2, chain_head=hash_of(desk, 2)[:HEAD_BYTES]) == 0


def test_a_fork_of_what_the_centre_has_from_here_is_the_other_ones(desk: Desk) -> None:
    """Somebody runs an old copy elsewhere: its parcels are refused under numbers that this desk gave rightly."""
    desk.outbox.apply(answers(have=2))
    assert told(desk, have=2, results=[Result(1, "refused", "entry_forked")]) == 0


def test_a_mark_that_stands_here_or_is_of_another_desk_stops_nobody(desk: Desk, restores: Restores) -> None:
    for mark in (
        None,
        restores.mark(),
        Mark(DESK, 1, hash_of(desk, 1)),
        Mark("B2", 900, b"b" * 32),
        Mark(DESK, 0, b""),
    ):
        restores.compare(mark)
    assert restores.found() is None


@pytest.mark.parametrize("mark", [Mark(DESK, 4, b"x" * 32), Mark(DESK, 2, b"x" * 32)])
def test_a_mark_that_does_not_stand_here_stops_the_desk(desk: Desk, mark: Mark) -> None:
    heard: list[str] = []
    Restores(desk.database, DESK, desk.clock, lambda: heard.append("stopped")).compare(mark)
    found = DeskAttention(desk.database, DESK).restored()
    assert found is not None
    assert (found.by, found.seen, found.own, heard) == ("keyring", mark.seq, 3, ["stopped"])


def test_the_mark_is_the_last_entry_on_disk(desk: Desk, restores: Restores) -> None:
    assert restores.mark() == Mark(DESK, 3, hash_of(desk, 3))


def test_the_first_proof_is_kept(desk: Desk, restores: Restores) -> None:
    restores.stop("spool", 7)
    first = restores.found()
    restores.stop("centre", 9)
    assert restores.found() == first
    assert isinstance(first, Restored)


def test_a_desk_that_has_stopped_writes_and_exchanges_nothing(desk: Desk, restores: Restores) -> None:
    restores.stop("centre", 9)
    before = desk.rows("SELECT seq, state FROM desk_outbox")
    for forbidden in (
        lambda: desk.accept(4),
        lambda: desk.annul(1),
        lambda: desk.outbox.cut(PLENTY, desk.micros()),
        lambda: desk.outbox.again(0),
        desk.outbox.reached,
        lambda: desk.outbox.apply(answers(have=2)),
        lambda: desk.outbox.hold(1, "too_large"),
        lambda: DeskAttention(desk.database, DESK).retry(1),
    ):
        with pytest.raises(Damaged, match="desk_restored"):
            forbidden()
    assert desk.rows("SELECT seq, state FROM desk_outbox") == before
    assert len(desk.rows("SELECT seq FROM journal_entry")) == 3


def test_what_is_there_can_still_be_read_and_drafts_stay(desk: Desk, restores: Restores) -> None:
    draft = Draft(id="d1", content=b"{}", saved=1, clerk="m.primeric")
    DeskDrafts(desk.database).save(draft)
    restores.stop("centre", 9)
    with pytest.raises(Damaged):
        desk.accept(4, draft="d1")
    assert DeskBodies(desk.database, DESK).received(subject(1)) is not None
    assert len(DeskRequests(desk.database, desk.clock).find("Пробић")) == 1
    assert desk.outbox.size().entries == 3
    assert DeskDrafts(desk.database).all("m.primeric") == (draft,)


def test_it_stays_stopped_after_a_restart(tmp_path: Path, desk: Desk, restores: Restores) -> None:
    restores.stop("centre", 9)
    desk.close()
    again = open_desk(tmp_path)
    with pytest.raises(Damaged, match="desk_restored"):
        again.accept(5)
    again.close()
