"""The filled request: everything that was entered, and what must be told about data processing."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from clerk_app.documents.request_form import RequestPaper, request_words
from clerk_app.domain.bodies import OnPaper, Representation
from clerk_app.domain.people import Person
from clerk_app.ports.paper import RequestFacts
from tests.support.specimens import ISSUER, SERVICE, received


@pytest.fixture
def facts():
    return RequestFacts(issuer=ISSUER, body=received(), service=SERVICE)


def test_the_pdf_says_who_asks_for_what(facts, layouts, texts):
    document = pypdfium2.PdfDocument(RequestPaper(layouts, texts).request(facts))
    text = document[0].get_textpage().get_text_bounded()
    for expected in ("Заузеће јавне површине", "Драган Огледић", "2308003990429", "Башта Пример", "01.04.2027."):
        assert expected in text
    document.close()


def test_it_tells_about_data_processing(facts, texts):
    words = request_words(facts, texts.of("sr-Cyrl"))
    assert "Општинска управа" in words["processing"]
    assert words["officer"] == "zastita@primerovo.example"


def test_choices_are_worded_not_coded(facts, texts):
    words = request_words(facts, texts.of("en"))
    assert ["Kind", "garden"] in words["sections"][0]["rows"]
    assert words["proofs"] == [
        ["Company register", "obtained by the body ex officio"],
        ["Land register", "brought by the party"],
    ]


def test_whoever_speaks_for_the_applicant_stands_on_it_with_the_paper_they_speak_by(facts, texts):
    by = Representation(
        number="УОП-II:1-2026", issued="2026-11-02", issuer="Јавни бележник", scope="предаја", seen=True
    )
    other = Person(id_number="0505970980118", surname="Узорић", given_name="Весна")
    body = replace(facts.body, representative=other, representation=by)
    told = request_words(replace(facts, body=body), texts.of("sr-Cyrl"))["representative"]
    assert ["Име и презиме", "Весна Узорић"] in told
    assert told[-4:] == [
        ["По основу", "пуномоћје бр. УОП-II:1-2026 од 02.11.2026."],
        ["Издао", "Јавни бележник"],
        ["Обухвата", "предаја"],
        ["Показано на шалтеру", "да"],
    ]


def test_statements_that_were_signed_already_say_so(facts, texts):
    words = request_words(replace(facts, body=replace(facts.body, statements=("true",))), texts.of("sr-Cyrl"))
    assert words["statements"] == ["Подаци су тачни. (потписано)"]
    assert request_words(facts, texts.of("sr-Cyrl"))["statements"] == ["Подаци су тачни."]


def test_a_paper_entered_later_says_when(facts, texts):
    paper = OnPaper(entered_local="2026-11-23T14:02:11+01:00")
    words = request_words(replace(facts, body=replace(facts.body, on_paper=paper)), texts.of("sr-Cyrl"))
    assert words["entered"] == "Примљено на папиру, унето накнадно 23.11.2026. у 14:02:11"
    assert request_words(facts, texts.of("sr-Cyrl"))["entered"] == ""
