"""The end-of-day list on paper and as a table: the same numbers, decimal commas, and nobody's name but the clerk's."""

from __future__ import annotations

import csv
import io

import pytest

from clerk_app.documents.payments_day import COLUMNS, PaymentsDayPaper, sheet_words, state_words
from clerk_app.domain.catalogue import Wording
from clerk_app.domain.payments_day import PaymentDayLine, PaymentsDay
from clerk_app.ports.paper import PaymentsDayFacts
from tests.support.specimens import ISSUER

STALL = Wording(sr="Тезга", en="Stall")
DAY = PaymentsDay(
    date="2026-11-23",
    clerk="mprimeric",
    clerk_name="М. Примерић",
    lines=(
        PaymentDayLine(
            number="A7-000415-T", service="stall", version=1, level="republic", tariffs=("1", "9"), charged=133_000,
            confirmed=33_000, seen=100_000, state="partially_paid", name=STALL,
        ),
        PaymentDayLine(
            number="A7-000416-E", service="stall", version=1, level="local", tariffs=("2",), charged=50_050,
            terminal=50_050, state="proof_accepted", name=Wording(sr="=2+2", en="=2+2"),
        ),
        PaymentDayLine(
            number="A7-000417-J", service="stall", version=1, level="", tariffs=(), exemption="pupil", name=STALL,
            ground=Wording(sr="ученик", en="pupil"),
        ),
    ),
    tariffs={("republic", "1"): 133_000, ("local", "2"): 50_050},
)  # fmt: skip


@pytest.fixture
def facts():
    return PaymentsDayFacts(issuer=ISSUER, day=DAY, made="2026-11-23T15:30:00+01:00", language="sr-Cyrl")


def test_the_sheet_is_a_pdf(facts, layouts, texts):
    assert PaymentsDayPaper(layouts, texts).sheet(facts).startswith(b"%PDF")


def test_an_empty_day_has_a_sheet_too(facts, layouts, texts):
    empty = PaymentsDay(date="2026-11-23", clerk="mp", clerk_name="М. П.")
    bare = PaymentsDayFacts(issuer=ISSUER, day=empty, made=facts.made, language="en")
    assert PaymentsDayPaper(layouts, texts).sheet(bare).startswith(b"%PDF")


def test_totals_are_those_of_the_lines(facts, texts):
    words = sheet_words(facts, texts.of("sr-Cyrl"))
    assert words["total"][1:] == ["1.830,50", "330,00", "1.000,00", "500,50"]
    assert [row[:2] for row in words["levels"]] == [["Република", "1.330,00"], ["Општина", "500,50"]]
    assert words["tariffs"][1] == ["Општина, тарифни број 2", "500,50"]
    assert words["lines"][2][-1] == "ослобођено: ученик"


def test_a_line_of_a_case_that_has_left_says_so(texts):
    gone = PaymentDayLine(number="B2-1", service="", version=0, level="", tariffs=(), seen=1, earlier=True, gone=True)
    assert state_words(gone, texts.of("sr-Cyrl")) == "предмет више није овде"


def test_the_table_opens_in_a_spreadsheet(facts, layouts, texts):
    raw = PaymentsDayPaper(layouts, texts).table(facts)
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    assert len(rows[0]) == len(COLUMNS)
    assert rows[1][:6] == ["A7-000415-T", "Тезга", "Република", "1, 9", "1330,00", "330,00"]
    assert rows[2][1] == "'=2+2", "no spreadsheet computes a name"
