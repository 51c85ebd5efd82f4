"""What parcels are packed against: the newest run of entries that the centre has."""

from __future__ import annotations

from clerk_app.contract.answers import Result
from clerk_app.contract.content import MOST_BASE, MOST_BASE_BYTES
from tests.store.desk import Desk, answers

PLENTY = 10_000_000


def confirm(desk: Desk, count: int, *results: Result, note: str = "") -> None:
    (written,) = desk.rows("SELECT count(*) FROM journal_entry")[0]
    for who in range(written, written + count):
        desk.accept(who, note=note)
    while desk.outbox.cut(PLENTY, desk.micros()) is not None:
        """Everything."""
    (last,) = desk.rows("SELECT last FROM desk_sending")[0]
    desk.outbox.apply(answers(have=last, results=list(results)))


def test_nothing_while_too_little_is_confirmed(desk: Desk) -> None:
    assert desk.outbox.base(0) is None
    confirm(desk, 7)
    assert desk.outbox.base(0) is None
    confirm(desk, 1)
    base = desk.outbox.base(0)
    assert base is not None
    assert (base.first, len(base.bodies)) == (1, 8)
    assert list(base.bodies) == [body for (body,) in desk.rows("SELECT body FROM journal_body ORDER BY seq")]


def test_the_newest_and_no_more_than_the_centre_must_keep_ready(desk: Desk) -> None:
    confirm(desk, 100)
    base = desk.outbox.base(0)
    assert base is not None
    assert (base.first, len(base.bodies)) == (100 - MOST_BASE + 1, MOST_BASE)


def test_a_run_has_no_gap(desk: Desk) -> None:
    confirm(desk, 30, Result(22, "held", "centre_too_old"))
    base = desk.outbox.base(0)
    assert base is not None
    assert (base.first, len(base.bodies)) == (23, 8)
    confirm(desk, 3, Result(32, "refused", "grant_unknown"))
    base = desk.outbox.base(0)
    assert base is not None
    assert (base.first, len(base.bodies)) == (23, 9)


def test_only_what_came_after(desk: Desk) -> None:
    confirm(desk, 30)
    base = desk.outbox.base(20)
    assert base is not None
    assert (base.first, len(base.bodies)) == (21, 10)
    assert desk.outbox.base(23) is None


def test_what_was_erased_is_no_base(desk: Desk) -> None:
    confirm(desk, 20)
    with desk.database.writing() as connection:
        connection.execute("DELETE FROM journal_body WHERE seq = 9")
    base = desk.outbox.base(0)
    assert base is not None
    assert (base.first, len(base.bodies)) == (10, 11)


def test_large_bodies_make_a_shorter_run(desk: Desk) -> None:
    confirm(desk, 4)
    confirm(desk, 16, note="x" * (MOST_BASE_BYTES // 10 - 1000))
    base = desk.outbox.base(0)
    assert base is not None
    assert (base.first, len(base.bodies)) == (12, 9)
    assert sum(map(len, base.bodies)) <= MOST_BASE_BYTES
