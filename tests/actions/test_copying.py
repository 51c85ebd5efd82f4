"""Copies of the desk file: made by whoever may, named by desk and time, and written down before they are made."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerk_app.actions.copying import Copying
from clerk_app.contract.signin import Role
from clerk_app.domain.errors import Refused, SignIn
from clerk_app.store.copying import DeskCopies
from clerk_app.store.desk_file import DeskFile
from tests.actions.counter import Counter, service
from tests.store.desk import DESK, KEY
from tests.support.specimens import APPLICANT


@pytest.fixture
def copying(counter: Counter) -> Copying:
    copies = DeskCopies(counter.desk.database, KEY, DESK)
    return Copying(sessions=counter.sessions, looks=counter.looks, copies=copies, clock=counter.desk.clock, desk=DESK)


@pytest.mark.parametrize("role", ["supervisor", "administrator"])
def test_whoever_keeps_copies_makes_them(counter: Counter, copying: Copying, role: Role, tmp_path: Path) -> None:
    counter.receive(counter.knows(service("marriage")), APPLICANT)
    counter.sign_in("vuzoric", role)
    told: list[int] = []
    copied = copying.copy(tmp_path, lambda done, _whole: told.append(done))
    assert copied.path == tmp_path / "salter-A7-2026-11-23-080000.db"
    assert copied.entries == 1
    assert told
    with DeskFile(copied.path, KEY) as opened, opened.database.reading() as connection:
        rows = connection.execute("SELECT grant_id, activity, subject FROM journal_look").fetchall()
    assert rows == [("grant-vuzoric", "copy", b"")]


@pytest.mark.parametrize("role", ["clerk", "handler", "trainee"])
def test_nobody_else_does(counter: Counter, copying: Copying, role: Role, tmp_path: Path) -> None:
    counter.sign_in("mprimeric", role)
    assert not copying.allowed()
    with pytest.raises(Refused, match="not_permitted"):
        copying.copy(tmp_path)
    assert list(tmp_path.glob("salter*")) == []
    assert counter.desk.rows("SELECT * FROM journal_look") == []


def test_nor_anybody_once_the_desk_is_locked(counter: Counter, copying: Copying, tmp_path: Path) -> None:
    counter.sign_in("vuzoric", "supervisor")
    assert copying.allowed()
    counter.sessions.lock()
    assert not copying.allowed()
    with pytest.raises(SignIn, match="locked"):
        copying.copy(tmp_path)
