"""The indicators of an open desk: outages end with the program, months are reported, files land where they should."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from clerk_app.app.indicating import IndexExport, end_outage, measured, watched
from clerk_app.domain.errors import Unavailable
from clerk_app.domain.index_periods import of_kind
from clerk_app.sync.link import LinkState
from clerk_app.sync.pace import PaceLog
from tests.support.fake_desk import FakeDesk
from tests.support.fake_index import FakeOutages
from tests.support.fake_neighbours import NOW, FixedClock, micros


def at_once[T](work: Callable[[], T], /) -> T:
    return work()


def test_the_line_is_watched_on_its_way_to_the_screens() -> None:
    book, clock = FakeOutages(), FixedClock()
    told: list[LinkState] = []
    link = watched(book, at_once, clock, told.append)
    down, good = LinkState(kind="down", code="line_down", since=micros(NOW)), LinkState(kind="good")
    link(down)
    link(good)
    assert told == [down, good]
    assert [(one.kind, one.running) for one in book.made] == [("line_down", False)]


def test_the_rate_is_kept_on_its_way_and_only_of_a_line_that_works() -> None:
    pace, told = PaceLog(lambda: micros(NOW)), list[LinkState]()
    link = measured(pace, told.append)
    link(LinkState(kind="down", rate=9000))
    assert pace.since(0) == ()
    link(LinkState(kind="slow", rate=9000))
    assert [one.rate for one in pace.since(0)] == [9000]
    assert [state.kind for state in told] == ["down", "slow"]


def test_an_outage_ends_with_the_program() -> None:
    book = FakeOutages()
    book.begin(1, "line_down")
    end_outage(book, FixedClock())
    assert [one.running for one in book.made] == [False]


def test_a_file_is_named_by_desk_and_days(tmp_path: Path) -> None:
    desk = FakeDesk(role="supervisor")
    export = IndexExport(desk.actions.systems.indicators, desk.paper, "A7")
    path = export.save(tmp_path, of_kind("last_month", NOW.date()), "sr-Cyrl")
    assert path.name == "salter-A7-2026-10-01-2026-10-31.csv"
    assert path.read_bytes() == b"a;b\r\n"
    with pytest.raises(Unavailable, match="file_not_written"):
        export.save(tmp_path / "nowhere", of_kind("month", NOW.date()), "sr-Cyrl")
