"""Looking: every look is on disk before anything is shown, and an hourly entry commits to the looks of the hour."""

from __future__ import annotations

import pytest

from clerk_app.actions.looking import Looking
from clerk_app.contract import canonical
from clerk_app.domain.bodies import LooksCommitted
from clerk_app.domain.errors import Refused, SignIn
from clerk_app.ports.desk_file import ListFilter
from tests.support.hand_clock import micros
from tests.support.memory_neighbours import MemoryNeighbours, neighbour


def looks(desk):
    with desk.file.database.reading() as connection:
        rows = connection.execute("SELECT id, at, grant_id, activity, subject FROM journal_look ORDER BY id")
        return rows.fetchall()


def committed(desk) -> list[LooksCommitted]:
    with desk.file.database.reading() as connection:
        rows = connection.execute(
            "SELECT b.body FROM journal_entry e JOIN journal_body b ON b.seq = e.seq"
            " WHERE e.kind = 'looks.committed' ORDER BY e.seq"
        ).fetchall()
    return [canonical.decode(body, LooksCommitted) for (body,) in rows]


def test_opening_a_request_is_a_look(desk):
    subject = desk.receive().view.subject
    view, body = desk.looking.open(subject)
    assert (view.subject, body.number) == (subject, view.number)
    assert looks(desk) == [(1, micros(desk.clock.wall), desk.sessions.current().grant.id, "open", subject)]


def test_lists_and_counts_are_of_what_was_received(desk):
    received = desk.receive()
    (row,) = desk.looking.page(ListFilter(scope="today"))
    assert (row.number, desk.looking.counts().today) == (received.view.number, 1)
    assert looks(desk) == []


def test_asking_for_what_is_not_here_is_a_look_too(desk):
    assert desk.looking.open(bytes(16)) == (None, None)
    assert len(looks(desk)) == 1


def test_who_may_not_look_sees_nothing_and_leaves_no_look(desk):
    subject = desk.receive().view.subject
    desk.sign_in("a.probic", "administrator")
    for ask in (
        lambda: desk.looking.open(subject),
        lambda: desk.looking.find("огледић"),
        lambda: desk.looking.page(ListFilter(scope="all")),
        desk.looking.counts,
    ):
        with pytest.raises(Refused, match="not_permitted"):
            ask()
    desk.sessions.lock()
    with pytest.raises(SignIn, match="locked"):
        desk.looking.open(subject)
    assert looks(desk) == []


@pytest.mark.parametrize("typed", ["огледић", "ogledic", "OGL drag"])
def test_search_finds_in_both_scripts_and_shows_masked_rows(desk, typed):
    received = desk.receive()
    (found,) = desk.looking.find(typed)
    assert found.number == received.view.number
    assert found.masked_id == "230800••••••9"
    assert looks(desk) == []


@pytest.mark.parametrize("activity", ["print", "export", "search", "unmask"])
def test_other_looks_are_noted_by_name(desk, activity):
    desk.looking.note(activity, b"s" * 16)
    assert [row[3] for row in looks(desk)] == [activity]


def test_an_hour_without_looks_leaves_no_entry(desk):
    assert not desk.folding.fold()
    assert desk.kinds() == []


def test_looks_are_folded_once_and_in_order(desk):
    for _ in range(3):
        desk.looking.note("open", b"s" * 16)
    assert desk.folding.fold()
    assert not desk.folding.fold()
    desk.looking.note("unmask", b"t" * 16)
    assert desk.folding.fold()
    assert [(body.first, body.count) for body in committed(desk)] == [(1, 3), (4, 1)]
    assert len({body.digest for body in committed(desk)}) == 2


def test_they_are_folded_with_nobody_signed_in(desk):
    desk.looking.note("open", b"s" * 16)
    desk.sessions.end()
    assert desk.folding.fold()
    assert desk.kinds() == ["looks.committed"]


def test_the_entry_commits_to_what_was_seen_by_whom(desk, tmp_path):
    desk.looking.note("open", b"s" * 16)
    desk.folding.fold()
    desk.sign_in("j.uzoric")
    desk.looking.note("open", b"s" * 16)
    desk.folding.fold()
    first, second = committed(desk)
    assert first.digest != second.digest
    assert b"m.primeric" not in canonical.encode(first)


def test_neighbours_requests_are_found_by_whoever_may_search_and_nobody_else(desk):
    kept = MemoryNeighbours()
    kept.requests = [neighbour(1), neighbour(2, "Други Неко")]
    parts = {"requests": desk.requests, "bodies": desk.bodies, "looks": desk.looks, "clock": desk.clock}
    looking = Looking(sessions=desk.sessions, neighbours=kept, **parts)
    assert looking.neighbours("", limit=1) == (neighbour(1),)
    assert [one.seq for one in looking.neighbours("други")] == [2]
    assert Looking(sessions=desk.sessions, **parts).neighbours("") == ()
    desk.sessions.end()
    with pytest.raises(SignIn):
        looking.neighbours("")
