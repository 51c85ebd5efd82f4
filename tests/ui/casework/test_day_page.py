from dataclasses import replace
from datetime import date

import pytest

from clerk_app.domain.catalogue import Wording
from clerk_app.domain.days import Day, DayCase, DayLine
from clerk_app.ui.casework.day_page import DayPage
from clerk_app.ui.widgets.label import Label

TODAY = date(2026, 11, 23)
LINE = DayLine(service="x", version=1, name=Wording(sr="Извод", en="Extract"), mine=2, desk=3, fees=132_000)
CASE = DayCase(
    subject=b"s" * 16,
    number="004809118/2026",
    registered=True,
    service=Wording(sr="Извод", en="Extract"),
    state="u_radu",
    due="2026-11-20",
)


@pytest.fixture
def shown(context, qtbot):
    page = DayPage(context)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    return page


def said(page):
    return {label.text() for label in page.findChildren(Label) if label.isVisible()}


def cells(table):
    model = table.rows_model
    return [
        [model.data(model.index(row, column)) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_a_day_is_told_in_numbers(shown, settle):
    day = Day(date="2026-11-23", lines=(LINE,), done={"handed": 2}, print_problems=1, waiting=5, today=(CASE,), soon=())
    shown.show_day(day, TODAY)
    settle()
    assert cells(shown.received) == [["Извод", "2", "3", "1.320,00"]]
    assert cells(shown.due) == [["004 809 118 / 2026", "Извод", "у раду", "20.11.2026. · истекао пре 3 дана"]]
    assert {"3 захтева · 1.320,00 РСД", "Предаје колегама", "2", "1", "5"} <= said(shown)


def test_a_day_without_anything_says_so(shown, settle, texts):
    shown.show_day(Day(date="2026-11-22"), TODAY)
    settle()
    assert {texts.text(f"day.{name}") for name in ("nothing", "done_nothing", "due_nothing")} <= said(shown)


def test_a_case_that_is_due_can_be_opened(shown):
    heard: list[object] = []
    shown.case_opened.connect(heard.append)
    shown.show_day(Day(date="2026-11-23", today=(CASE,)), TODAY)
    shown.due.row_opened.emit(CASE)
    assert heard == [CASE.subject]


def test_how_long_a_deadline_is_past_is_never_cut(shown, settle):
    due = replace(CASE, service=Wording(sr="Упис или промена у Јединственом бирачком списку", en="x"), due="2026-01-02")
    shown.show_day(Day(date="2026-11-23", today=(due,)), TODAY)
    settle()
    column = shown.due.rows_model.columns[-1]
    assert shown.due.columnWidth(3) >= shown.due._delegate.width_of(column.cell(due))
