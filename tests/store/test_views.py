from __future__ import annotations

from dataclasses import replace

from clerk_app.domain.requests import RequestView
from clerk_app.store import entry_rows, views
from tests.store.desk import DESK, Desk, subject


def load(desk: Desk, who: int) -> RequestView | None:
    with desk.database.reading() as connection:
        return views.load(connection, subject(who))


def test_the_stored_view_is_the_one_that_was_given(desk: Desk) -> None:
    received = desk.accept(1)
    assert load(desk, 1) == replace(received.view, mark="accepted")


def test_a_view_folded_from_the_beginning_is_the_live_one(desk: Desk) -> None:
    desk.accept(1)
    desk.annul(1)
    with desk.database.reading() as connection:
        entries = entry_rows.of_subject(connection, DESK, subject(1))
    folded = views.folded(entries, None)
    assert folded is not None
    assert replace(folded, mark="accepted") == load(desk, 1)


def test_the_way_is_read_with_the_view(desk: Desk) -> None:
    view = desk.accept(1).view
    assert views.on_its_way(view, None) == view
    assert views.on_its_way(view, "3sending ").mark == "sending"
    held = views.on_its_way(view, "1held conflict")
    assert (held.mark, held.hold) == ("held", "conflict")
