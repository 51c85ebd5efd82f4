from __future__ import annotations

from clerk_app.ports.outbox import OutboxState
from clerk_app.store import outbox_rows
from tests.store.desk import Desk, subject


def test_accepted_is_the_last_word(desk: Desk) -> None:
    desk.accept(1)
    with desk.database.writing() as connection:
        assert outbox_rows.accept(connection, 1, 5) == subject(1)
        assert outbox_rows.accept(connection, 1, 6) is None
        assert outbox_rows.stop(connection, 1, OutboxState.HELD, 7, code="x", params={}) is None
        assert outbox_rows.wait(connection, 1, "x", 8) is None
    assert desk.rows("SELECT state, since FROM desk_outbox") == [("accepted", 5)]


def test_waiting_again_counts_and_gives_the_number_back(desk: Desk) -> None:
    desk.accept(1)
    desk.outbox.cut(1, desk.micros())
    with desk.database.writing() as connection:
        assert outbox_rows.attempts(connection, 1) == 1
        outbox_rows.wait(connection, 1, "later", 99)
        assert outbox_rows.attempts(connection, 1) == 2
        assert outbox_rows.attempts(connection, 404) == 0
    assert desk.rows("SELECT state, sending, next_try, code FROM desk_outbox") == [("waiting", None, 99, "later")]
