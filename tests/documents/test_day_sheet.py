"""The sheet of a day: what was received with its sums, what was done, and what is due."""

from __future__ import annotations

import pypdfium2
import pytest

from clerk_app.documents.day_sheet import DayPaper, day_words
from clerk_app.domain.catalogue import Wording
from clerk_app.domain.days import Day, DayCase, DayLine
from clerk_app.ports.paper import DayFacts
from tests.support.specimens import ISSUER

NAME = Wording(sr="Извод из матичне књиге рођених", en="Birth extract")
CASE = DayCase(
    subject=b"s" * 16, number="004809118/2026", registered=True, service=NAME, state="u_radu", due="2026-11-24"
)


def facts(day: Day, language: str = "sr-Cyrl") -> DayFacts:
    return DayFacts(
        issuer=ISSUER, day=day, made="2026-11-23T15:30:00+01:00", clerk_name="М. Примерић", language=language
    )


@pytest.fixture
def full() -> Day:
    line = DayLine(service="birth-extract", version=1, name=NAME, mine=2, desk=3, fees=132_000)
    return Day(date="2026-11-23", lines=(line,), done={"handed": 2}, print_problems=1, waiting=5, soon=(CASE,))


def test_the_pdf_has_the_sums_and_what_is_due(full, layouts, texts):
    document = pypdfium2.PdfDocument(DayPaper(layouts, texts).day(facts(full)))
    text = document[0].get_textpage().get_text_bounded()
    for expected in ("23. новембар 2026.", "1.320,00", "Предаје колегама", "24.11.2026.", "М. Примерић", "у раду"):
        assert expected in text
    document.close()


def test_a_day_without_anything_says_so(texts, layouts):
    words = day_words(facts(Day(date="2026-11-22"), "en"), texts.of("en"))
    assert words["nothing"] == "No request was received here on that day."
    assert (words["lines"], words["done"]) == ([], [])
    assert DayPaper(layouts, texts).day(facts(Day(date="2026-11-22"), "en")).startswith(b"%PDF")


def test_many_services_go_on_to_the_next_page(texts, layouts, full):
    lines = full.lines * 80
    document = pypdfium2.PdfDocument(DayPaper(layouts, texts).day(facts(Day(date="2026-11-23", lines=lines))))
    assert len(document) > 1
    document.close()
