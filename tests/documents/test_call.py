"""The call to supplement: whom it calls, for what, until when, and what follows."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from clerk_app.documents.call import CallPaper, call_words
from clerk_app.domain.numbers import UniqueNumber
from clerk_app.ports.paper import CallFacts
from tests.support.specimens import ISSUER, SERVICE, received


@pytest.fixture
def facts():
    return CallFacts(
        issuer=ISSUER,
        body=received(),
        service=SERVICE,
        unique=UniqueNumber(4_809_118, 2026),
        missing=("Скица са мерама", "Копија *плана* [1]"),
        until="2026-12-10",
        made="2026-11-23T09:00:00+01:00",
        clerk_name="Огњен Моделић",
    )


def test_the_pdf_says_who_is_to_bring_what_and_until_when(facts, layouts, texts):
    document = pypdfium2.PdfDocument(CallPaper(layouts, texts).call(facts))
    text = document[0].get_textpage().get_text_bounded()
    for expected in ("Драган Огледић", "Скица са мерама", "Копија *плана* [1]", "10.12.2026.", "004 809 118", "Огњен"):
        assert expected in text
    assert len(document) == 1
    document.close()


def test_it_names_the_office_where_it_is_handed_in(facts, texts):
    words = call_words(facts, texts.of("sr-Cyrl"))
    assert ISSUER.municipality.address in words["how"]
    assert ISSUER.municipality.phone in words["phone"]
    assert "одбачен" in words["after"]


def test_it_is_in_the_citizens_language_and_says_what_is_no_real_call(facts, texts):
    words = call_words(replace(facts, unique=None, until="", annulled="x"), texts.of("en"))
    assert words["title"] == "Call to supplement a request"
    assert words["until"] == "Bring it without delay."
    assert words["annulled"]
    assert [number for _label, number in words["numbers"]] == [facts.body.number]
