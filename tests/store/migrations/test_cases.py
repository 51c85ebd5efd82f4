"""To version 3 of the desk's file: every request keeps its row, and its columns say what the view says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from clerk_app.contract import canonical
from clerk_app.domain.requests import RequestView
from clerk_app.ports.desk_file import ListFilter
from clerk_app.store.database import Database
from clerk_app.store.migrations import MIGRATIONS, migrate
from clerk_app.store.requests import DeskRequests
from tests.store.desk import KEY, Desk, subject
from tests.store.desk import TestClock as Clock

BEFORE = 2


def test_a_request_of_before_is_listed_counted_and_nobodys(desk: Desk, tmp_path: Path) -> None:
    view = desk.accept(1).view
    done = desk.accept(2).view
    old = Database(tmp_path / "old.db", KEY)
    migrate(old, MIGRATIONS[:BEFORE])
    with old.writing() as connection:
        for seq, one, running in ((1, view, 1), (2, done, 0)):
            header = desk.rows("SELECT * FROM journal_entry WHERE seq = ?", seq)[0]
            connection.execute(f"INSERT INTO journal_entry VALUES({','.join('?' * len(header))})", header)
            connection.execute(
                "INSERT INTO view_request(seq, subject, day, clerk, deadline, waiting, running, view)"
                " VALUES(?, ?, '2026-11-23', 'm.primeric', ?, 0, ?, ?)",
                (seq, one.subject, one.deadline, running, canonical.encode(accepted(one))),
            )
    migrate(old)
    requests = DeskRequests(old, Clock())
    assert requests.page(ListFilter(scope="today"), limit=5) == (accepted(done), accepted(view))
    assert requests.page(ListFilter(scope="unassigned", order="due"), limit=5) == (accepted(view),)
    assert requests.view(subject(1)) == accepted(view)
    assert (requests.counts("m.primeric").mine, requests.counts().today) == (0, 2)
    with old.reading() as connection:
        rows = connection.execute("SELECT seq, origin, handler, unfinished, came FROM view_request ORDER BY seq")
        came = [at for (at,) in desk.rows("SELECT at FROM journal_entry ORDER BY seq")]
        assert [tuple(row) for row in rows] == [(1, "here", "", 1, came[0]), (2, "here", "", 0, came[1])]
    old.close()


def accepted(view: RequestView) -> RequestView:
    """As it is shown where nothing of it is on its way."""
    return replace(view, mark="accepted")
