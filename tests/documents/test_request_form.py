"""The filled request: everything that was entered, and what must be told about data processing."""

from __future__ import annotations

import pypdfium2
import pytest

from clerk_app.documents.request_form import RequestPaper, request_words
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
