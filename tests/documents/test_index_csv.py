"""The counts as a spreadsheet here opens them: a mark at the front, semicolons, decimal commas."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from clerk_app.documents.index_csv import table_of
from clerk_app.domain.catalogue import Wording
from clerk_app.domain.index import BY_CODE
from clerk_app.domain.index_periods import of_kind
from clerk_app.ports.paper import IndexFacts
from tests.support.fake_desk import FakeDesk
from tests.support.fake_index import INDEX_ITEM, autumn, office_item
from tests.support.fake_neighbours import NOW


@pytest.fixture(scope="module")
def facts() -> IndexFacts:
    """A month of the autumn, with the office beside it."""
    desk = FakeDesk(role="supervisor")
    autumn(desk.measures, desk.outages)
    desk.reference.told(INDEX_ITEM, office_item())
    return desk.actions.systems.indicators.facts(of_kind("month", NOW.date()), "sr-Cyrl")


def rows_of(facts: IndexFacts, texts, language: str = "sr-Cyrl") -> list[list[str]]:
    raw = table_of(facts, texts.of(language))
    assert raw.startswith("\ufeff".encode())
    assert b"\r\n" in raw
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))


def test_every_indicator_has_its_counts_its_value_and_its_words(facts, texts):
    heading, *rows = rows_of(facts, texts)
    assert heading[:3] == ["Показатељ", "Ознака", "Компонента"]
    by_code = {row[1]: row for row in rows[: len(BY_CODE)]}
    assert set(by_code) == set(BY_CODE)
    measure = facts.figures.measures["not_asked"]
    row = by_code["not_asked"]
    assert row[3:5] == ["2026-11-01", "2026-11-23"]
    assert row[6:8] == [str(measure.numerator), str(measure.denominator)]
    assert float(row[8].replace(",", ".")) == pytest.approx(100 * measure.value, abs=1e-3)
    assert "," in row[8]
    assert (row[9], row[10]) == ("%", "66,6667")
    by_body = facts.figures.measures["by_ezup"].denominator
    assert by_code["by_ezup"][6:9] == ["0", str(by_body), "0"]  # eZUP's entries are counted: none of so many
    assert by_code["offline"][9:11] == ["h", ""]  # hours of a whole office say nothing beside those of a desk


def test_weeks_and_procedures_add_up(facts, texts):
    rows = rows_of(facts, texts)[1:]
    weeks = [row for row in rows[len(BY_CODE) :] if row[1] == "visits" and not row[5]]
    assert sum(int(row[7]) for row in weeks) == facts.figures.total.requests
    procedures = [row for row in rows[:-1] if row[5]]
    assert sum(int(row[7]) for row in procedures) == facts.figures.total.settled
    assert rows[-1][0] == "Ово није званична оцена ЛЕИ."


def test_it_is_in_the_language_that_is_asked_for(facts, texts):
    assert rows_of(facts, texts, "en")[0][0] == "Indicator"


def test_a_name_that_begins_like_a_formula_stays_a_name(facts, texts):
    line = replace(facts.figures.services[0], name=Wording(sr="=1+1", en="=1+1"))
    changed = replace(facts, figures=replace(facts.figures, services=(line,)))
    assert [row[5] for row in rows_of(changed, texts)[1:-1] if row[5]] == ["'=1+1"]
