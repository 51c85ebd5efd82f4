"""Acts on paper: their parts, whose proofs are whose, the ground of an exemption, both scripts, numbered pages."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from clerk_app.documents.act import ActPaper, act_words
from clerk_app.documents.layouts import Layouts
from clerk_app.documents.wording import PaperTexts
from clerk_app.domain.acts import ActDraft, Evidence, Filed, Obtained
from clerk_app.domain.bodies import FeeCharged, FeeLine
from clerk_app.domain.catalogue import Exemption, Wording
from clerk_app.ports.acts import ActFacts, SignerOnPaper
from tests.support.specimens import ISSUER, SERVICE, received

EVIDENCE = Evidence(
    obtained=(Obtained(key="a", name=Wording(sr="Неосуђиваност"), source="МУП", at="2026-11-18"),),
    filed=(Filed(key="b", title="Возачка дозвола [копија] *1*"),),
)
FEE = FeeCharged(lines=(FeeLine(code="x", level="local", tariff="9", amount=133_000),), total=133_000)


@pytest.fixture
def facts() -> ActFacts:
    return ActFacts(
        issuer=ISSUER,
        body=replace(received(), fee=FEE),
        service=SERVICE,
        number="344-4812736/2026-05",
        provisional=False,
        draft=ActDraft(kind="approved", disposition="УСВАЈА СЕ захтев.\n\nВажи пет година.", reasons="Услови постоје."),
        made="2026-11-23T09:12:33+01:00",
        clerk_name="Огњен Моделић",
        evidence=EVIDENCE,
        remedy=Wording(sr="Жалба у року од 15 дана."),
        signer=SignerOnPaper(name="Огњен Моделић", issuer="ТЕСТ издавалац", at="2026-11-23T09:12:33+01:00"),
    )


def pages(layouts: Layouts, texts: PaperTexts, facts: ActFacts) -> list[str]:
    document = pypdfium2.PdfDocument(ActPaper(layouts, texts).act(facts))
    told = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return told


def test_everything_stands_on_the_paper(layouts: Layouts, texts: PaperTexts, facts: ActFacts) -> None:
    (page,) = pages(layouts, texts, facts)
    for told in (
        "344-4812736/2026-05",
        "23.11.2026.",
        "Драган Огледић",
        "УСВАЈА СЕ захтев.",
        "Важи пет година.",
        "Услови постоје.",
        "члана 103. Закона о општем управном поступку",
        "Неосуђиваност, од: МУП, дана 18.11.2026.",
        "Странка је уз захтев приложила",
        "Возачка дозвола [копија] *1*",
        "1.330,00",
        "Жалба у року од 15 дана.",
        "ТЕСТ издавалац",
        "без временског жига",
        "1 / 1",
    ):
        assert told in page
    assert page.index("Неосуђиваност") < page.index("Странка је уз захтев") < page.index("Возачка")


def test_no_personal_number_stands_on_it(layouts: Layouts, texts: PaperTexts, facts: ActFacts) -> None:
    number = facts.body.applicant.id_number
    assert number
    assert all(number not in page for page in pages(layouts, texts, facts))


def test_an_exemption_stands_with_its_ground(texts: PaperTexts, facts: ActFacts) -> None:
    ground = Exemption(code="school", label=Wording(sr="упис у школу"), legal="чл. 19. ЗРАТ")
    free = replace(
        facts,
        service=replace(SERVICE, exemptions=(ground,)),
        body=replace(facts.body, fee=FeeCharged(exemption="school")),
    )
    assert (
        act_words(free, texts.of("sr-Cyrl"))["fee"]
        == "Ослобођено плаћања таксе по основу: упис у школу (чл. 19. ЗРАТ)."
    )
    nothing = replace(facts, body=replace(facts.body, fee=FeeCharged()))
    assert "се не плаћа" in act_words(nothing, texts.of("sr-Cyrl"))["fee"]


def test_what_nobody_signed_says_so_and_has_no_block(texts: PaperTexts, facts: ActFacts) -> None:
    words = act_words(replace(facts, signer=None), texts.of("sr-Cyrl"))
    assert words["signature"] == []
    assert words["note"] == "Овај акт није електронски потписан."


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("confirmation", "Потврда"),
        ("rejected", "Решење"),
        ("dismissed", "Закључак"),
        ("discontinued", "Закључак"),
        ("referred", "Закључак"),
    ],
)
def test_each_kind_has_its_title(texts: PaperTexts, facts: ActFacts, kind: str, title: str) -> None:
    draft = replace(facts.draft, kind=kind)  # type: ignore[arg-type]
    assert act_words(replace(facts, draft=draft), texts.of("sr-Cyrl"))["title"] == title


def test_it_is_in_latin_or_english_where_that_is_wanted(layouts: Layouts, texts: PaperTexts, facts: ActFacts) -> None:
    (latin,) = pages(layouts, texts, replace(facts, draft=replace(facts.draft, language="sr-Latn")))
    assert "člana 103." in latin
    assert "ex officio" not in latin
    words = act_words(facts, texts.of("en"))
    assert words["title"] == "Decision"
    assert words["remedy"][0] == "Instruction on legal remedy"


def test_a_provisional_number_is_called_one_and_marks_say_what_it_is_not(texts: PaperTexts, facts: ActFacts) -> None:
    words = act_words(
        replace(facts, provisional=True, draft_only=True, issuer=replace(ISSUER, practice=True)), texts.of("sr-Cyrl")
    )
    assert words["numbers"][0][0] == "Привремени број"
    assert words["draft"]
    assert words["practice"]


def test_a_long_act_goes_over_pages_that_are_numbered(layouts: Layouts, texts: PaperTexts, facts: ActFacts) -> None:
    reasons = "\n".join(f"{number}. Утврђено је чињенично стање по прилозима у спису." for number in range(120))
    told = pages(layouts, texts, replace(facts, draft=replace(facts.draft, reasons=reasons)))
    assert len(told) > 2
    for number, page in enumerate(told, 1):
        assert f"{number} / {len(told)}" in page
    assert "без временског жига" in told[-1]


def test_a_confirmation_has_what_is_confirmed(layouts: Layouts, texts: PaperTexts, facts: ActFacts) -> None:
    draft = ActDraft(kind="confirmation", disposition="Потврђује се да је уписан.", remedy=False)
    (page,) = pages(layouts, texts, replace(facts, draft=draft, remedy=None))
    assert "Потврђује се да је уписан." in page
    assert "Поука" not in page


def test_what_was_obtained_otherwise_stands_apart_and_says_so(texts: PaperTexts, facts: ActFacts) -> None:
    otherwise = Obtained(key="c", name=Wording(sr="Приходи"), state="source_unavailable")
    evidence = replace(facts.evidence, obtained=(*facts.evidence.obtained, otherwise))
    by_duty, other, _filed = act_words(replace(facts, evidence=evidence), texts.of("sr-Cyrl"))["proofs"]
    assert by_duty[1] == ["Неосуђиваност, од: МУП, дана 18.11.2026."]
    assert other == ["Прибављено другим службеним путем:", ["Приходи"]]
