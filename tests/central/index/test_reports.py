"""Batches of indicators: kept by month, the newest of a desk counts, summed for its office and the municipality."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from clerk_app.central.clock import HOUR
from clerk_app.central.index.reports import LARGEST, MONTHS, MOST_LINES, figures_of, keep
from clerk_app.central.index.tables import INDEX_LINE
from clerk_app.central.schema import DESK
from clerk_app.central.verdicts import ACCEPTED
from clerk_app.contract import canonical
from clerk_app.contract.entries import row_of
from clerk_app.contract.exchange import REFERENCE
from clerk_app.contract.reference import OFFICE_INDEX, revision
from clerk_app.domain.index_bodies import IndexLine, IndexReported
from clerk_app.domain.index_office import MonthLine, OfficeFigures
from tests.central.conftest import Running
from tests.central.test_reference import items
from tests.support.citizen import Citizen
from tests.support.lone_desk import START, Caller, LoneDesk, subject

MONTH = datetime.fromtimestamp(START / 1_000_000, ZoneInfo("Europe/Belgrade")).strftime("%Y-%m")
OFFICE = "usluzni-centar"


def line(code: str = "on_time", numerator: int = 8, denominator: int = 10, service: str = "") -> IndexLine:
    return IndexLine(code=code, service=service, numerator=numerator, denominator=denominator)


def send(caller: Caller, desk: LoneDesk, *lines: IndexLine, month: str = MONTH) -> list[tuple[str, str]]:
    """Report; what became of it, if it was not taken."""
    body = IndexReported(month=month, whole=False, lines=lines)
    entry = desk.write("index.reported", body, subject(desk.code, 900), grant="")
    caller.send(desk, desk.cut(entry)).raise_for_status()
    return [(one.outcome, one.code) for one in caller.answer(desk).results if one.seq == entry.header.seq]


def told(caller: Caller, desk: LoneDesk, known: int = 0) -> OfficeFigures | None:
    asked = canonical.encode({OFFICE_INDEX: known})
    item = items(caller.ask(desk, "POST", REFERENCE, content=asked), desk).get(OFFICE_INDEX)
    return canonical.decode(item.body, OfficeFigures) if item is not None else None


def version(caller: Caller, desk: LoneDesk, known: int = 0) -> int:
    asked = canonical.encode({OFFICE_INDEX: known})
    item = items(caller.ask(desk, "POST", REFERENCE, content=asked), desk).get(OFFICE_INDEX)
    return item.version if item is not None else 0


def test_a_report_needs_no_grant_and_its_office_is_told(centre: Running) -> None:
    desk, neighbour, far = centre.desk(OFFICE), centre.desk(OFFICE), centre.desk()
    with Caller(centre.url, desk.anchor) as caller:
        assert told(caller, desk) is None
        assert send(caller, desk, line(service="birth-extract"), line(numerator=1, denominator=5)) == []
        assert send(caller, neighbour, line(numerator=5, denominator=5)) == []
        assert send(caller, far, line(numerator=20, denominator=80)) == []
        figures = told(caller, desk)
        assert figures is not None
        assert (figures.office, figures.name) == (OFFICE, "Услужни центар")
        expected = {"numerator": 14, "denominator": 20, "all_numerator": 34, "all_denominator": 100}
        assert figures.lines == (MonthLine(month=MONTH, code="on_time", **expected),)
        assert told(caller, desk, version(caller, desk)) is None
        theirs = told(caller, far)
        assert theirs is not None
        assert [(one.numerator, one.denominator) for one in theirs.lines] == [(20, 80)]


def test_a_later_report_takes_the_place_of_the_earlier_whatever_way_they_come(centre: Running) -> None:
    desk = centre.desk(OFFICE)
    with Caller(centre.url, desk.anchor) as caller:
        bodies = [IndexReported(month=MONTH, whole=False, lines=(line(denominator=of),)) for of in (10, 20, 30)]
        entries = [desk.write("index.reported", body, subject(desk.code, 900), grant="") for body in bodies]
        for entry in (entries[0], entries[2], entries[1], entries[2]):
            caller.send(desk, desk.cut(entry)).raise_for_status()
        figures = told(caller, desk)
        assert figures is not None
        assert [one.denominator for one in figures.lines] == [30]
        known = version(caller, desk)
        assert send(caller, desk) == []  # there was nothing to tell after all
        figures = told(caller, desk, known)
        assert figures is not None
        assert figures.lines == ()


def test_what_was_filed_online_is_counted_here(centre: Running) -> None:
    desk = centre.desk(OFFICE)
    with Caller(centre.url, desk.anchor) as caller, Citizen(centre.url, desk.anchor) as citizen:
        filings = [citizen.file() for _ in range(3)]
        for _ in range(2):
            citizen.do(filings[0].number, "payment")
        send(caller, desk, line("supplements", 1, 9), line("by_epayment", 4, 6))
        figures = told(caller, desk)
        assert figures is not None
        found = {one.code: (one.numerator, one.denominator) for one in figures.lines}
        assert found["by_portal"] == (3, 12)
        assert found["by_epayment"] == (5, 9)


@pytest.mark.parametrize(
    "lines",
    [
        (line("lei_score"),),
        (line(service="a\0b"),),
        (line(service="s" * 81),),
        (line(), line()),
        tuple(line(service=f"s{n}") for n in range(MOST_LINES + 1)),
    ],
)
def test_what_is_no_report_is_refused(shared: Running, lines: tuple[IndexLine, ...]) -> None:
    desk = shared.desk()
    with Caller(shared.url, desk.anchor) as caller:
        assert send(caller, desk, *lines) == [("refused", "malformed")]


@pytest.mark.parametrize(
    "month",
    ["2026-13", "2026-00", "2026-1", "0", "", "-2026-09", "2026-10", "2099-01", "1999-12", "новембар", "٢٠٢٦-٠٩"],
)
def test_a_month_that_does_not_exist_or_has_not_come_is_refused(shared: Running, month: str) -> None:
    desk = shared.desk()
    with Caller(shared.url, desk.anchor) as caller:
        assert send(caller, desk, line(), month=month) == [("refused", "index_month_wrong")]


def test_a_month_that_begins_within_a_day_is_taken_for_clocks_differ(centre: Running) -> None:
    desk = centre.desk()
    centre.clock.at = int(datetime(2026, 9, 30, 23, 30, tzinfo=ZoneInfo("Europe/Belgrade")).timestamp()) * 1_000_000
    with Caller(centre.url, desk.anchor) as caller:
        assert send(caller, desk, line(), month="2026-10") == []
        assert send(caller, desk, line(), month="2026-11") == [("refused", "index_month_wrong")]


@pytest.mark.parametrize("of", [(-1, 5), (5, -1), (LARGEST + 1, 5), (5, LARGEST + 1), (2**62, 2**62)])
def test_counts_that_nobody_counted_are_refused(shared: Running, of: tuple[int, int]) -> None:
    desk = shared.desk()
    with Caller(shared.url, desk.anchor) as caller:
        assert send(caller, desk, line(numerator=of[0], denominator=of[1])) == [("refused", "index_counts_wrong")]


_MALFORMED, _COUNTS = ("refused", "malformed"), ("refused", "index_counts_wrong")
NO_COUNTS = {
    "NaN": ("held", "malformed"),  # no JSON at all: the entry cannot even be read, and stands under its number
    "-Infinity": ("held", "malformed"),
    "1.5": _MALFORMED,
    "1e400": _MALFORMED,
    '"8"': _MALFORMED,
    "null": _MALFORMED,
    "true": _MALFORMED,
    str(2**64): _COUNTS,
    str(-(2**63) - 1): _COUNTS,
}


@pytest.mark.parametrize("count", NO_COUNTS)
def test_what_is_no_whole_number_is_kept_nowhere(shared: Running, count: str) -> None:
    desk = shared.desk()
    raw = canonical.encode(IndexReported(month=MONTH, whole=False, lines=(line(numerator=777),)))
    entry = desk.write("index.reported", raw.replace(b"777", count.encode()), subject(desk.code, 900), grant="")
    with Caller(shared.url, desk.anchor) as caller:
        caller.send(desk, desk.cut(entry)).raise_for_status()
        (result,) = caller.answer(desk).results
    assert (result.outcome, result.code) == NO_COUNTS[count]
    with shared.central.parts.database.read() as connection:
        assert connection.execute(select(INDEX_LINE).where(INDEX_LINE.c.desk == desk.code)).all() == []


def test_an_office_is_told_of_a_year_and_no_further(centre: Running) -> None:
    desk = centre.desk(OFFICE)
    with Caller(centre.url, desk.anchor) as caller:
        for month in ("2020-01", MONTH):
            send(caller, desk, line(), month=month)
        parts = centre.central.parts
        with parts.database.read() as connection:
            figures = figures_of(connection, parts.keys.municipality, OFFICE, START)
        assert [one.month for one in figures.lines] == [MONTH]
        assert MONTHS == 13


def test_nobody_waits_for_figures_so_they_do_not_count_in_the_revision() -> None:
    assert revision({OFFICE_INDEX: 10**15, "municipality": 1}) == 1


@pytest.mark.parametrize("kind", ["postgresql"])  # on SQLite one writes after the other anyway
def test_what_commits_last_is_told_though_it_was_written_first(centre: Running, kind: str) -> None:
    slow, quick = centre.desk(OFFICE), centre.desk(OFFICE)
    parts = centre.central.parts
    body = IndexReported(month=MONTH, whole=False, lines=(line(),))
    entry = slow.write("index.reported", body, subject(slow.code, 900), grant="")
    with Caller(centre.url, quick.anchor) as caller:
        with parts.database.write() as connection:
            row = connection.execute(select(DESK).where(DESK.c.code == slow.code)).one()
            assert keep(connection, row, row_of(entry), body, START) == ACCEPTED
            centre.clock.at += HOUR
            assert send(caller, quick, line()) == []
            known = version(caller, quick)
        assert version(caller, quick, known) > known
        figures = told(caller, quick, known)
    assert figures is not None
    assert [one.denominator for one in figures.lines] == [20]


def test_desks_that_report_at_once_wait_for_nobody_and_count_once(centre: Running) -> None:
    desks = [centre.desk(OFFICE) for _ in range(4)]
    parcels: list[bytes] = []
    for desk in desks:
        bodies = [IndexReported(month=MONTH, whole=False, lines=(line(denominator=of),)) for of in (30, 10, 20)]
        entries = [desk.write("index.reported", body, subject(desk.code, 900), grant="") for body in bodies]
        parcels += [desk.cut(*entries), desk.cut(entries[2], first=3), desk.cut(entries[0], first=1)]
    taken = centre.central.parts.accepting.take
    with ThreadPoolExecutor(len(parcels)) as pool:
        together = threading.Barrier(len(parcels), timeout=30)
        done = list(pool.map(lambda raw: (together.wait(), taken(raw))[1], parcels))
    assert [one.refused + one.held for one in done] == [0] * len(parcels)
    with Caller(centre.url, desks[0].anchor) as caller:
        figures = told(caller, desks[0])
    assert figures is not None
    assert [(one.numerator, one.denominator) for one in figures.lines] == [(4 * 8, 4 * 20)]
