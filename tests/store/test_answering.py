from __future__ import annotations

from clerk_app.contract.answers import Registered, Result
from clerk_app.domain.journal import Stamp
from clerk_app.store.answering import Answering, Step, batches
from clerk_app.store.database import Connection
from tests.store.desk import DESK, Desk, answers, change

STAMP = Stamp(at=0, boot=bytes(8), mono=0)


def nothing(_connection: Connection) -> None:
    """A step that writes nothing."""


def test_no_commit_is_larger_than_allowed() -> None:
    steps = [Step(rows, nothing) for rows in (100, 90, 20, 300, 1)]
    assert [[step.rows for step in batch] for batch in batches(steps)] == [[100, 90], [20], [300], [1]]
    assert list(batches([])) == []


def test_a_known_answer_asks_for_nothing(desk: Desk) -> None:
    desk.accept(1)
    desk.outbox.cut(1000, desk.micros())
    told = answers(have=1, position=3)
    with desk.database.reading() as connection:
        assert len(Answering(DESK).plan(connection, told, STAMP).steps) == 3
    desk.outbox.apply(told)
    with desk.database.reading() as connection:
        assert Answering(DESK).plan(connection, told, STAMP).steps == []


def test_a_long_answer_is_many_commits_and_the_position_keeps_up(desk: Desk) -> None:
    for who in range(120):
        desk.accept(who)
    seen: list[int] = []
    desk.outbox.cut(1_000_000, desk.micros())
    desk.outbox._reached = lambda name: seen.append(desk.outbox.reached().position) if "after_re" in name else None
    changes = [change(10 + seq, seq, 1, Registered(seq, 2026, 1)) for seq in range(1, 121)]
    desk.outbox.apply(answers(have=120, position=200, changes=changes))
    assert seen == sorted(seen)
    assert len(seen) >= 3
    assert seen[-1] == 200


def test_results_are_read_before_have(desk: Desk) -> None:
    desk.accept(1)
    desk.outbox.cut(1000, desk.micros())
    desk.outbox.apply(answers(have=1, results=[Result(1, "refused", "not_ours")]))
    assert desk.rows("SELECT state FROM desk_outbox") == [("refused",)]
    assert desk.confirmed == []
