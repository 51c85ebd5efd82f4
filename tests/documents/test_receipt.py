"""Receipts: whole, readable by a machine, and true about both numbers."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from clerk_app.documents import qr
from clerk_app.documents.raster import png_of
from clerk_app.documents.receipt import ReceiptSheets, ReceiptStrip, receipt_words
from clerk_app.domain.bodies import OnPaper
from clerk_app.domain.numbers import UniqueNumber
from tests.support.specimens import receipt_facts


@pytest.fixture
def strip(layouts, texts):
    return ReceiptStrip(layouts, texts)


@pytest.mark.parametrize("width", [576, 384])
def test_the_code_on_the_paper_reads_back_to_the_signed_text(strip, width):
    facts = receipt_facts()
    raster = strip.receipt(facts, width)
    assert raster.width == width
    assert len(raster.rows) == raster.height * width // 8
    assert qr.read(png_of(raster)) == (facts.qr,)


def test_before_registration_the_strip_says_so_and_names_no_unique_number(texts):
    words = receipt_words(receipt_facts(), texts.of("sr-Cyrl"), 576)
    assert words["unique"] == ""
    assert words["not_yet"] == "још није додељен"
    assert words["provisional"] == "A7-000415-T"


def test_after_registration_both_numbers_stand_on_it(texts):
    facts = replace(receipt_facts(), unique=UniqueNumber(4812741, 2026), registered=1_795_420_920_000_000)
    words = receipt_words(facts, texts.of("sr-Cyrl"), 576)
    assert words["unique"] == "004 812 741 / 2026"
    assert words["provisional"] == "A7-000415-T"
    assert "2026." in words["unique_note"]


def test_a_copy_says_copy_and_an_annulled_request_says_annulled(texts):
    facts = replace(receipt_facts(), copy=2, annulled="погрешна услуга")
    marks = receipt_words(facts, texts.of("sr-Cyrl"), 576)["marks"]
    assert marks == ["поништено", "поновљен отисак 2"]


def test_an_annulled_request_has_no_deadline_and_asks_for_no_money(texts):
    facts = receipt_facts()
    before = receipt_words(facts, texts.of("sr-Cyrl"), 576)
    after = receipt_words(replace(facts, annulled="погрешна услуга"), texts.of("sr-Cyrl"), 576)
    assert "Рок" in [row[0] for row in before["rows"]]
    assert "Рок" not in [row[0] for row in after["rows"]]
    assert "за уплату" in before["fee"]
    assert "за уплату" not in after["fee"]


def test_the_telephone_number_stays_on_one_line(texts):
    words = receipt_words(receipt_facts(), texts.of("sr-Cyrl"), 576)
    assert " " not in words["foot"][0].partition("тел. ")[2]


def test_the_counter_stands_at_the_top_of_the_paper(strip):
    facts = receipt_facts()
    other = replace(facts, issuer=replace(facts.issuer, counter="88"))
    top = 576 // 8 * 130
    assert strip.receipt(facts, 576).rows[:top] != strip.receipt(other, 576).rows[:top]


def test_practice_paper_says_practice(texts):
    facts = receipt_facts()
    practice = replace(facts, issuer=replace(facts.issuer, practice=True))
    assert "вежба" in receipt_words(practice, texts.of("sr-Cyrl"), 576)["marks"]


def test_the_personal_number_is_masked_in_every_language(texts):
    for language in ("sr-Cyrl", "sr-Latn", "en"):
        shown = repr(receipt_words(receipt_facts(), texts.of(language), 576))
        assert "2308003990429" not in shown
        assert "230800••••••9" in shown


def test_a_latin_receipt_keeps_names_as_the_document_has_them(texts):
    words = receipt_words(receipt_facts(), texts.of("sr-Latn"), 576)
    assert words["title"] == "Potvrda o prijemu"
    assert ["Podnosilac", "Драган Огледић"] in words["rows"]


def test_enclosures_and_choices_are_listed(texts):
    words = receipt_words(receipt_facts(), texts.of("sr-Cyrl"), 576)
    assert words["enclosures"]["rows"] == [["1. Скица баште", "копија"], ["2. Пуномоћје", "оригинал"]]
    assert [row[1] for row in words["lists"]] == ["АПР: привредни субјект", "РГЗ: лист непокретности"]


def test_the_seat_of_the_body_stands_at_the_head(texts):
    assert "Узорни трг 1, Примерово" in receipt_words(receipt_facts(), texts.of("sr-Cyrl"), 576)["head"]


def test_a_paper_entered_later_bears_both_times(texts):
    facts = receipt_facts()
    paper = OnPaper(entered_local="2026-11-23T14:02:11+01:00")
    late = replace(facts, body=replace(facts.body, received_local="2026-11-23T08:10:00+01:00", on_paper=paper))
    words = receipt_words(late, texts.of("sr-Cyrl"), 576)
    assert (words["received"], words["received_at"]) == ("примљено на папиру", "23.11.2026. у 08:10")
    assert words["entered"] == ["унето накнадно 23.11.2026. у 14:02:11"]
    assert receipt_words(facts, texts.of("sr-Cyrl"), 576)["entered"] == []


def test_receipts_lie_on_sheets_a_page_each_in_the_language_of_each_citizen(layouts, texts):
    facts = receipt_facts()
    english = replace(facts, body=replace(facts.body, language="en"))
    document = pypdfium2.PdfDocument(ReceiptSheets(layouts, texts).receipts((facts, english)))
    first, second = (page.get_textpage().get_text_bounded() for page in document)
    document.close()
    assert ("Потврда о пријему" in first, "Confirmation of receipt" in second) == (True, True)
