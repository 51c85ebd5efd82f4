"""The confirmation of a delivery: which document, to whom, by which identity document, and no legal day."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from clerk_app.documents.delivery import DeliverySheet, delivery_words
from clerk_app.domain.numbers import UniqueNumber
from clerk_app.ports.paper import DeliveryFacts
from tests.domain.test_delivery_bodies import HANDED
from tests.support.specimens import ISSUER, received


@pytest.fixture
def facts():
    return DeliveryFacts(
        issuer=ISSUER, body=received(), unique=UniqueNumber(4_809_118, 2026), handed=HANDED, kind="решење"
    )


def test_the_pdf_says_what_was_handed_to_whom_and_how(facts, layouts, texts):
    drawn = replace(facts, handed=replace(HANDED, strokes=((10, 10, 500, 300, 900, 20), (100, 100))))
    document = pypdfium2.PdfDocument(DeliverySheet(layouts, texts).delivery(drawn))
    text = document[0].get_textpage().get_text_bounded()
    for expected in ("Доставница", "Решење", "Јелена Примерић", "4321", "23.11.2026.", "004 809 118", "центар"):
        assert expected in text
    assert len(document) == 1
    document.close()


def test_a_refusal_is_no_confirmation_of_delivery(facts, texts):
    refused = replace(HANDED, taken=False, signed="none", strokes=(), note="неће да прими")
    words = delivery_words(replace(facts, unique=None, handed=refused), texts.of("sr-Cyrl"))
    assert words["title"] == "Белешка о одбијању пријема"
    assert ["Белешка", "неће да прими"] in words["rows"]
    assert words["signed"] == "није потписано"


def test_it_is_in_the_citizens_language(facts, texts):
    words = delivery_words(replace(facts, issuer=replace(ISSUER, practice=True)), texts.of("en"))
    assert words["title"] == "Confirmation of delivery"
    assert words["practice"]
