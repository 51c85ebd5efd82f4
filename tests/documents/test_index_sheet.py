"""The sheet of indicators: counts, plots and definitions on A4, whatever there is to tell."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from clerk_app.documents.index_sheet import MOST_SERVICES, IndicatorPaper, sheet_words
from clerk_app.domain.index_periods import KINDS, of_kind
from tests.documents.test_index_csv import facts
from tests.support.fake_desk import FakeDesk
from tests.support.fake_neighbours import NOW

__all__ = ["facts"]


def text_of(pdf: bytes) -> tuple[str, int]:
    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    pages = len(document)
    document.close()
    return text, pages


def test_the_pdf_has_counts_definitions_and_says_what_it_is_not(facts, layouts, texts):
    text, pages = text_of(IndicatorPaper(layouts, texts).sheet(facts))
    assert pages <= 2
    measure = facts.figures.measures["on_time"]
    said = " ".join(text.split())
    for expected in (
        "Показатељи у вези са ЛЕИ",
        "није званична оцена",
        str(measure.numerator),
        "Како се рачуна",
        "предмета је решен",
        "Услужни центар",
        "М. Примерић",
    ):
        assert expected in said, expected


@pytest.mark.parametrize("kind", KINDS[:4])
@pytest.mark.parametrize("language", ["sr-Cyrl", "sr-Latn", "en"])
def test_a_desk_without_any_work_has_a_sheet_too(layouts, texts, kind, language):
    desk = FakeDesk(role="supervisor")
    bare = desk.actions.systems.indicators.facts(of_kind(kind, NOW.date()), language)
    pdf = IndicatorPaper(layouts, texts).sheet(bare)
    assert pdf.startswith(b"%PDF")
    assert sheet_words(bare, texts.of(language))["services"]["bars"] == []


def test_the_table_is_beside_it(facts, layouts, texts):
    assert IndicatorPaper(layouts, texts).table(facts).startswith("\ufeff".encode())


def test_more_procedures_than_have_room_are_left_to_the_table(facts, texts):
    many = replace(facts, figures=replace(facts.figures, services=facts.figures.services * 9))
    assert len(sheet_words(many, texts.of("sr-Cyrl"))["services"]["bars"]) == MOST_SERVICES
