"""What stands on a receipt below its numbers, in each language of the paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.documents.receipt_rows import enclosures, entered, fee_ground, lists, rows
from clerk_app.domain.bodies import FeeCharged, OnPaper, Representation
from clerk_app.domain.catalogue import Exemption, Wording
from clerk_app.domain.findings import Finding
from clerk_app.domain.people import Person
from tests.support.specimens import receipt_facts

OTHER = Person(id_number="0505970980118", surname="Узорић", given_name="Весна")
BY = Representation(number="УОП-II:7268-2026", issued="2026-11-02", seen=True)
LACKING = (
    Finding("required_missing", "place.kind"),
    Finding("proof_missing", "proof.rgz"),
    Finding("statement_unsigned", "statement.true"),
    Finding("number_wrong", "place.name"),
)


@pytest.fixture
def sr(texts):
    return texts.of("sr-Cyrl")


def facts_of(**given):
    facts = receipt_facts()
    return replace(facts, body=replace(facts.body, **given))


def test_where_it_goes_is_told_by_department_and_classification(sr):
    told = rows(receipt_facts(), sr)
    assert ["Одељење", "Комунални послови"] in told
    assert ["Класиф. знак", "354"] in told


def test_the_representative_stands_with_the_word_they_speak_by(sr):
    told = rows(facts_of(representative=OTHER, representation=BY), sr)
    assert ["Заступа", "Весна Узорић"] in told
    assert ["По основу", "пуномоћје бр. УОП-II:7268-2026 од 02.11.2026."] in told
    assert "0505970980118" not in repr(told)


def test_a_company_has_both_numbers_and_they_are_not_masked(sr):
    company = Person(id_kind="company", id_number="101134702", company_number="20084693", surname="Узор д.о.о.")
    told = rows(facts_of(applicant=company), sr)
    assert ["ПИБ / мат. број", "101134702 / 20084693"] in told
    assert ["ПИБ / мат. број", "101134702"] in rows(facts_of(applicant=replace(company, company_number="")), sr)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("sr-Cyrl", ["Недостаје; донети до 01.12.2026.", "Врста; РГЗ: лист непокретности"]),
        ("sr-Latn", ["Nedostaje; doneti do 01.12.2026.", "Vrsta; RGZ: list nepokretnosti"]),
        ("en", ["Missing; to be brought by 01.12.2026", "Kind; Land register"]),
    ],
)
def test_what_is_missing_is_told_in_the_citizens_language(texts, language, expected):
    told = lists(facts_of(findings=LACKING, bring_by="2026-12-01"), texts.of(language))
    assert expected in told


def test_without_a_day_none_is_told_and_an_annulled_request_asks_for_nothing(sr):
    told = lists(facts_of(findings=LACKING), sr)
    assert [entry[0] for entry in told][1:] == ["Доставља странка", "Недостаје", "Изјаве које нису потписане"]
    annulled = replace(facts_of(findings=LACKING, bring_by="2026-12-01"), annulled="грешка")
    assert "01.12.2026." not in repr(lists(annulled, sr))


def test_a_citizen_who_insists_has_it_in_writing(sr):
    assert "Белешка" in [entry[0] for entry in lists(facts_of(insisted=True), sr)]
    assert "Белешка" not in [entry[0] for entry in lists(receipt_facts(), sr)]


def test_enclosures_tell_their_pages_where_these_are_known(sr):
    first, second = receipt_facts().body.enclosures
    told = enclosures(facts_of(enclosures=(replace(first, pages=1), replace(second, pages=12))), sr)
    assert told["rows"] == [["1. Скица баште", "копија, 1 стр."], ["2. Пуномоћје", "оригинал, 12 стр."]]


def test_the_ground_of_an_exemption_stands_with_its_provision(sr):
    ground = Exemption(code="school", label=Wording(sr="Упис у школу"), legal="чл. 19")
    facts = facts_of(fee=FeeCharged(exemption="school"))
    assert fee_ground(facts, sr) == ""
    known = replace(facts, service=replace(facts.service, exemptions=(ground,)))
    assert fee_ground(known, sr) == "Основ: Упис у школу, чл. 19"


def test_a_paper_entered_later_tells_when_and_what_stood_on_it(sr):
    paper = OnPaper(entered_local="2026-11-23T14:02:11+01:00", number="14", clerk="Ј. Пробић")
    assert entered(paper, sr) == [
        "унето накнадно 23.11.2026. у 14:02:11",
        "папир бр. 14",
        "на папиру примио/ла Ј. Пробић",
    ]
    assert len(entered(OnPaper(entered_local="2026-11-23T14:02:11+01:00"), sr)) == 1
