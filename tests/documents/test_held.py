"""The report on a person: everything of theirs in full, and nothing of anybody else."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pypdfium2
import pytest

from clerk_app.documents.held import HeldPaper, held_words
from clerk_app.domain.bodies import FeeCharged
from clerk_app.domain.findings import Finding
from clerk_app.domain.people import IdDocument
from clerk_app.domain.requests import Happening, RequestView, begin
from clerk_app.domain.retention import Retention
from clerk_app.ports.desk_file import JobState, PrintJob
from clerk_app.ports.paper import HeldDraft, HeldFacts, HeldLook, HeldRequest
from tests.documents.test_happenings import items, latin
from tests.documents.test_held_later import OWN
from tests.support.records_day import LOG
from tests.support.specimens import APPLICANT, ISSUER, SERVICE, received

MORNING = 1_795_420_391_000_000


def view() -> RequestView:
    body = received()
    return begin(Happening(seq=1, at=MORNING, subject=b"s" * 16, body=body), body)


def own() -> HeldRequest:
    person = replace(
        APPLICANT,
        sex="m",
        birth_place="Примерово",
        source="card",
        document=IdDocument(kind="id_card", number="009990417", issuer="ПС Примерово", expires="2030-05-01"),
    )
    body = replace(
        received(),
        note="Долази сутра по решење.",
        fee=FeeCharged(exemption="pupil"),
        findings=(Finding("name_incomplete", "person.surname"),),
    )
    job = PrintJob(id=b"1234", subject=b"s" * 16, kind="receipt", copy=0, state=JobState.PRINTED, made=MORNING)
    return HeldRequest(
        part="applicant",
        view=view(),
        service=SERVICE,
        person=person,
        forms=({**body.form, "left.over": "нешто давно"}, {"place.name": "Башта Узорна"}),
        body=body,
        prints=(job,),
        looks=(HeldLook(at=MORNING, who="vuzoric", activity="open"),),
    )


def facts(*requests: HeldRequest, drafts: tuple[HeldDraft, ...] = (), language: str = "sr-Cyrl") -> HeldFacts:
    return HeldFacts(
        issuer=ISSUER,
        number=APPLICANT.id_number,
        made="2026-11-23T09:00:00+01:00",
        clerk="mprimeric",
        language=language,
        requests=requests,
        drafts=drafts,
        retention=Retention(),
    )


def printed(held: HeldFacts, layouts, texts) -> str:
    document = pypdfium2.PdfDocument(HeldPaper(layouts, texts).held(held))
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return text


def test_the_paper_tells_everything_of_the_persons_own_request(layouts, texts):
    text = printed(facts(own()), layouts, texts)
    for expected in (
        *("2308003990429", "Драган Огледић", "мушки", "009990417", "ПС Примерово", "01.05.2030."),
        *("Башта Пример", "башта", "01.04.2027.", "нешто давно", "Башта Узорна"),
        *("Скица баште", "Пуномоћје", "Долази сутра", "pupil", "одштампана", "vuzoric", "mprimeric"),
        *("примљен овде", "чека везу", "60 дана", "730 дана", "7 дана", "zastita@primerovo.example"),
    ):
        assert expected in text


def test_to_somebody_named_in_it_a_request_tells_its_number_and_their_own_row(layouts, texts):
    row = {"place.name": "Башта Пример"}
    named = HeldRequest(part="named", view=view(), service=SERVICE, person=None, forms=(row,))
    text = printed(facts(named), layouts, texts)
    assert "лице које се помиње" in text
    assert "Башта Пример" in text
    for hidden in ("Огледић", "01.04.2027.", "Скица", "Узорна 7", "шалтер, привремени број"):
        assert hidden not in text


def test_a_draft_is_told_too(texts):
    draft = HeldDraft(
        part="applicant", saved=MORNING, clerk="mprimeric", service=None, person=APPLICANT, form={"x.y": "нешто"}
    )
    item, _log = held_words(facts(drafts=(draft,)), texts.of("sr-Cyrl"))["items"]
    assert item["title"] == "Нацрт, услуга још није изабрана"
    assert ["Примио/ла", "mprimeric"] in item["rows"]
    assert ["x.y", "нешто"] in item["groups"][1]["rows"]


@pytest.mark.parametrize(("language", "said"), [("sr-Cyrl", "не чува ништа"), ("en", "holds nothing")])
def test_that_nothing_is_held_is_said(layouts, texts, language, said):
    assert said in printed(facts(language=language), layouts, texts)
    assert held_words(facts(own()), texts.of(language))["nothing"] == ""


@pytest.mark.parametrize("activity", ["open", "print", "export", "search", "unmask"])
@pytest.mark.parametrize("state", list(JobState))
def test_every_look_and_every_print_has_its_words(texts, activity, state):
    held = own()
    held = replace(
        held, looks=(replace(held.looks[0], activity=activity),), prints=(replace(held.prints[0], state=state),)
    )
    for language in ("sr-Latn", "en"):
        assert held_words(facts(held), texts.of(language))["items"]


def test_everything_that_came_later_is_on_the_paper_and_no_codes(layouts, texts):
    held = replace(own(), own=OWN, view=replace(view(), history=tuple(items())))
    text = printed(facts(held), layouts, texts)
    for expected in ("Доставница", "840000074225184373", "чува се слика потписа", "КО ПРИБАВЉА ПОДАТКЕ"):
        assert expected in text
    item, _log = held_words(facts(held), texts.of("sr-Cyrl"))["items"]
    history = next(group for group in item["groups"] if group["title"] == "Шта се дешавало")
    assert [word for _when, words in history["rows"] for word in latin(words)] == []


def test_the_centres_log_stands_on_the_paper_with_what_it_covers(layouts, texts):
    rows = (LOG.rows[0], msgspec.structs.replace(LOG.rows[0], attached=0, reason="kept_no_longer", readings=()))
    text = " ".join(printed(replace(facts(own()), accesses=rows), layouts, texts).split())
    for expected in (
        "Питања службеним регистрима, по евиденцији центра",
        "Сва питања по овом броју, са свих рачунара општине.",
        "Изводи из матичне књиге рођених за децу: приложено предмету · Дечији додатак · A7-000431-T · Марко Примерић",
        "читали: Марко Примерић, vuzoric",
        "одговорено, није приложено и више се не чува",
    ):
        assert expected in text


@pytest.mark.parametrize(("lack", "words"), [("", "Није било питања."), ("line_down", "сада није могла да се прочита")])
def test_without_questions_and_without_the_line_the_paper_says_so(layouts, texts, lack, words):
    text = " ".join(printed(replace(facts(own()), accesses_lack=lack), layouts, texts).split())
    assert words in text
    assert ("Није било питања." in text) is (not lack)
    nobody = held_words(replace(facts(own()), number=""), texts.of("sr-Cyrl"))
    assert "Питања службеним регистрима, по евиденцији центра" not in str(nobody)
