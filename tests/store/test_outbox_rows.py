from __future__ import annotations

from clerk_app.contract import canonical
from clerk_app.domain.bodies import RequestCorrected
from clerk_app.ports.desk_file import NewEntry
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


def corrected(desk: Desk, who: int, resolves: tuple[int, ...] = ()) -> int:
    body = canonical.encode(RequestCorrected(base_version=1, form={"a.b": "c"}, resolves=resolves))
    entry = desk.journal.record(NewEntry(kind="request.corrected", subject=subject(who), grant="g", body=body))
    return entry.header.seq


def test_a_choice_closes_what_it_names_and_nothing_else(desk: Desk) -> None:
    desk.accept(1)
    first, second, waiting = (corrected(desk, 1) for _ in range(3))
    with desk.database.writing() as connection:
        for seq in (first, second):
            outbox_rows.stop(connection, seq, OutboxState.HELD, 7, code="conflict", params={"fields": "a.b"})
    corrected(desk, 1, (first, waiting))
    rows = desk.rows("SELECT seq, state, code FROM desk_outbox")
    states = {seq: (state, code) for seq, state, code in rows}
    assert states[first] == ("accepted", "resolved")
    assert states[second] == ("held", "conflict")
    assert states[waiting] == ("waiting", "")


def test_what_a_choice_speaks_for_is_closed_when_the_centre_holds_it(desk: Desk) -> None:
    desk.accept(1)
    early = corrected(desk, 1)
    corrected(desk, 1, (early,))
    with desk.database.writing() as connection:
        assert outbox_rows.is_resolved(connection, early)
        assert not outbox_rows.is_resolved(connection, 1)
        assert outbox_rows.close_resolved(connection, early) == subject(1)
        assert outbox_rows.close_resolved(connection, early) is None


def test_only_what_cannot_come_to_anything_is_let_go(desk: Desk) -> None:
    desk.accept(1)
    seq = corrected(desk, 1)
    with desk.database.writing() as connection:
        outbox_rows.stop(connection, seq, OutboxState.REFUSED, 7, code="malformed", params={})
        assert outbox_rows.let_go(connection, seq) is None
        connection.execute("UPDATE desk_outbox SET code = 'already_annulled' WHERE seq = ?", (seq,))
        assert outbox_rows.let_go(connection, seq) == subject(1)
