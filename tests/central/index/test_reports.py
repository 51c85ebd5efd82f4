"""Batches of indicators: kept by month, the newest of a desk counts, summed for its office and the municipality."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from clerk_app.central.index.reports import LARGEST, MONTHS, MOST_LINES, figures_of
from clerk_app.contract import canonical
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
        assert told(caller, desk, figures.at) is None
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
        assert send(caller, desk) == []  # there was nothing to tell after all
        figures = told(caller, desk, figures.at)
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
    ("lines", "month"),
    [
        ((line("lei_score"),), MONTH),
        ((line(numerator=-1),), MONTH),
        ((line(denominator=LARGEST + 1),), MONTH),
        ((line(service="a\0b"),), MONTH),
        ((line(service="s" * 81),), MONTH),
        ((line(), line()), MONTH),
        ((line(),), "2026-13"),
        ((line(),), "новембар"),
        (tuple(line(service=f"s{n}") for n in range(MOST_LINES + 1)), MONTH),
    ],
)
def test_what_is_no_report_is_refused(shared: Running, lines: tuple[IndexLine, ...], month: str) -> None:
    desk = shared.desk()
    with Caller(shared.url, desk.anchor) as caller:
        assert send(caller, desk, *lines, month=month) == [("refused", "malformed")]


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
