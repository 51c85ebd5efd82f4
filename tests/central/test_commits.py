"""What a process commits is counted, also where a commit fails."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from clerk_app.central.commits import Commits
from clerk_app.central.server import CentralSettings, open_parts


def test_nothing_is_marked_while_one_is_under_way() -> None:
    commits = Commits()
    before = commits.mark()
    with commits:
        assert commits.mark() is None
    assert before is not None
    assert commits.mark() == before + 1


def test_one_that_failed_may_have_been_done_all_the_same() -> None:
    commits, heard = Commits(), []
    commits.hear(lambda: heard.append(commits.mark()))
    with pytest.raises(OSError, match="cut"), commits:
        raise OSError("cut")
    assert heard == [commits.mark()] == [1]


def test_a_database_counts_what_it_writes_unless_it_is_told_to_nobody(settings: CentralSettings) -> None:
    parts = open_parts(settings)
    database = parts.database
    before = database.commits.mark()
    assert before is not None
    with database.read() as connection:
        connection.execute(text("SELECT 1"))
    with database.write(telling=False):
        assert database.commits.mark() == before
    assert database.commits.mark() == before
    with database.write():
        assert database.commits.mark() == before
    assert database.commits.mark() == before + 1
    with pytest.raises(OSError, match="cut"), database.write():
        raise OSError("cut")
    assert database.commits.mark() == before + 1
    database.close()
