"""The sheet of parameters and the slip of an appointment: the code can be scanned, and nothing remembers it."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from clerk_app.contract.eid import EidParameters
from clerk_app.documents import qr
from clerk_app.documents.consentid import ConsentIdPaper, agreement_words, appointment_words, sheet_words
from clerk_app.documents.raster import png_of
from clerk_app.ports.eid import AgreementFacts, AppointmentFacts, SheetFacts
from tests.support.eid_people import POLICY
from tests.support.specimens import ISSUER

PARAMETERS = EidParameters(user_id="9012345678", code="WXYZ-2345-CODE", qr="CONSENTID:9012345678:WXYZ-2345-CODE")
SHEET = SheetFacts(
    issuer=ISSUER, name="Проба Пробић", given_local="2026-11-23T09:12+01:00", language="sr-Cyrl", parameters=PARAMETERS
)
SLIP = AppointmentFacts(issuer=ISSUER, name="Проба Пробић", at="2026-11-24T08:30+01:00", language="sr-Cyrl")


@pytest.fixture
def paper(layouts, texts) -> ConsentIdPaper:
    return ConsentIdPaper(layouts, texts)


@pytest.mark.parametrize("width", [576, 384])
@pytest.mark.parametrize("language", ["sr-Cyrl", "sr-Latn", "en"])
def test_what_is_printed_can_be_scanned(paper, width, language):
    raster = paper.sheet(replace(SHEET, language=language), width)
    assert raster.width == width
    assert qr.read(png_of(raster)) == (PARAMETERS.qr,)


def test_what_is_shown_can_be_scanned_from_the_screen(paper):
    assert qr.read(paper.sheet_picture(SHEET)) == (PARAMETERS.qr,)


def test_the_sheet_says_whose_it_is_and_that_it_is_a_secret(texts):
    words = sheet_words(SHEET, texts.of("sr-Cyrl"), 576)
    assert words["rows"] == [["Кориснички ИД", "9012345678"], ["Регистрациони код", "WXYZ-2345-CODE"]]
    assert (words["name"], words["practice"]) == ("Проба Пробић", "")
    assert "тајна" in words["warning"]
    practised = replace(SHEET, issuer=replace(ISSUER, practice=True))
    assert sheet_words(practised, texts.of("sr-Cyrl"), 576)["practice"]


def test_a_compiler_that_drew_a_sheet_is_not_kept(layouts, paper):
    before = set(layouts._kept)
    code = "".join(("NEVER-", "KEPT-", "CODE"))
    parameters = EidParameters(user_id="1", code=code, qr="CONSENTID:1")
    unused = "".join(("ANOTHER-", "UNUSED-", "CODE"))
    for _ in range(2):
        paper.sheet(replace(SHEET, parameters=parameters), 576)
    assert set(layouts._kept) == before
    del parameters
    held = [sys.getrefcount(one) for one in (code, unused)]
    assert held[0] == held[1]


@pytest.mark.parametrize("width", [576, 384])
def test_the_slip_says_day_and_time(paper, texts, width):
    assert any(paper.appointment(SLIP, width).rows)
    words = appointment_words(SLIP, texts.of("sr-Cyrl"), width)
    assert (words["day"], words["time"]) == ("уторак, 24. новембар", "у 08:30")


def test_what_the_citizen_agrees_to_is_given_in_their_language(paper, texts):
    facts = AgreementFacts(issuer=ISSUER, name="Проба Пробић", agreement=POLICY.agreement, language="en")
    assert any(paper.agreement(facts, 384).rows)
    assert agreement_words(facts, texts.of("en"), 576)["paragraphs"] == ["Data for the account."]
    assert agreement_words(facts, texts.of("sr-Cyrl"), 576)["paragraphs"] == ["Подаци за налог."]
