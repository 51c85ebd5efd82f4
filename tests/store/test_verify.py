from __future__ import annotations

import pytest

from clerk_app.domain.errors import Cancelled
from clerk_app.store.verify import verify
from tests.store.desk import DESK, Desk


@pytest.fixture
def busy(desk: Desk) -> Desk:
    for who in range(3):
        desk.accept(who)
    desk.annul(1)
    return desk


def tamper(desk: Desk, *changes: str) -> None:
    with desk.database.writing() as connection:
        for name in ("journal_entry_keeps", "journal_entry_stays", "journal_body_keeps"):
            connection.execute(f"DROP TRIGGER IF EXISTS {name}")
        connection.execute("PRAGMA defer_foreign_keys = ON")
        for change in changes:
            connection.execute(change)


def test_an_untouched_journal_verifies(busy: Desk) -> None:
    report = verify(busy.database, DESK)
    assert (report.entries, report.bodies, report.problem) == (4, 4, "")
    assert report.head == busy.rows("SELECT hash FROM journal_entry WHERE seq = 4")[0][0]


@pytest.mark.parametrize(
    ("changes", "where", "problem"),
    [
        (["UPDATE journal_entry SET at = at + 1 WHERE seq = 2"], 2, "chain_broken"),
        (["UPDATE journal_entry SET hash = zeroblob(32) WHERE seq = 2"], 2, "chain_broken"),
        (["UPDATE journal_body SET body = CAST(replace(body, 'A7', 'A9') AS BLOB) WHERE seq = 3"], 3, "body_changed"),
        (["UPDATE journal_body SET salt = zeroblob(16) WHERE seq = 3"], 3, "body_changed"),
        (
            [f"DELETE FROM {table} WHERE seq = 2" for table in ("journal_body", "desk_outbox", "journal_entry")],
            3,
            "chain_gap",
        ),
        (["DELETE FROM desk_outbox WHERE seq = 4"], 0, "outbox_missing"),
    ],
)
def test_tampering_is_found_where_it_happened(busy: Desk, changes: list[str], where: int, problem: str) -> None:
    tamper(busy, *changes)
    report = verify(busy.database, DESK)
    assert (report.broken_at, report.problem) == (where, problem)


def test_an_entry_of_another_desk_does_not_verify(busy: Desk) -> None:
    assert verify(busy.database, "B2").problem == "chain_broken"


def test_verifying_can_be_given_up(busy: Desk) -> None:
    def give_up() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        verify(busy.database, DESK, give_up)
