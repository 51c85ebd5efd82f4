"""The page in both languages, from values alone."""

from __future__ import annotations

import re

import pytest

from clerk_app.central.operator.fleet import AlarmLine, DeskLine, Fleet
from clerk_app.central.operator.page import render
from clerk_app.central.population.lookups import Counts
from clerk_app.central.requests import ANNULLED
from clerk_app.domain.cases import STATES
from tests.central.conftest import RESOURCES, TEXTS
from tests.support.lone_desk import START

DESK = DeskLine(
    code="A1",
    place="Услужни центар, 1",
    last_seen=START,
    program="salter/0.1 <b>",
    received=1200,
    unnumbered=3,
    held=0,
    gap=False,
    chain_broken=False,
    fenced=False,
)


@pytest.mark.parametrize("language", ["sr-Cyrl", "sr-Latn", "en"])
def test_everything_is_worded(language: str) -> None:
    texts = TEXTS.in_language(language)
    alarm = AlarmLine(desk="A1", at=START, code="entry_forked", params={"seq": "7"})
    page = render(Fleet(municipality="Општина Примерово", now=START, desks=(DESK,), alarms=(alarm,)), texts)
    assert texts.text("central.page.state.fine") in page
    assert texts.text("alarm.entry_forked") in page
    assert texts.number(1200) in page
    assert "<b>" not in page


@pytest.mark.parametrize("language", ["sr-Cyrl", "sr-Latn", "en"])
def test_every_alarm_has_words_of_its_own_and_names_its_entry(language: str) -> None:
    texts, worded = TEXTS.in_language(language), (RESOURCES / "texts" / "sr" / "central.po").read_text()
    codes = re.findall(r'^msgid "alarm\.(\w+)"$', worded, re.MULTILINE)
    assert {"orders_fault", "order_repeated", "entry_fault"} <= set(codes)
    alarms = tuple(AlarmLine(desk="A1", at=START, code=code, params={"seq": "2077"}) for code in codes)
    page = render(Fleet(municipality="М", now=START, desks=(), alarms=alarms), texts)
    assert page.count("2077") == len(codes)


@pytest.mark.parametrize("language", ["sr-Cyrl", "sr-Latn", "en"])
def test_cases_and_population_are_counted(language: str) -> None:
    texts = TEXTS.in_language(language)
    counts = Counts(citizens=2040, companies=150, parcels=1200)
    cases = tuple((state, 1001) for state in (*STATES, ANNULLED))
    page = render(
        Fleet(
            municipality="М",
            now=START,
            desks=(),
            alarms=(),
            cases=cases,
            deadlines=(2002, 3003),
            population=counts,
            scripted=True,
        ),
        texts,
    )
    for state in (*STATES, ANNULLED):
        assert f"<td>{texts.text(f'state.{state}')}</td>" in page
    assert texts.number(1001 * len(cases)) in page
    assert all(texts.number(count) in page for count in (2040, 2002, 3003))
    moment = page.partition("<p>")[2].partition("</p>")[0]
    assert texts.text("central.page.as_of_script", moment="").rpartition(",")[2] in moment


def test_an_empty_fleet_says_so_calmly() -> None:
    page = render(Fleet(municipality="М", now=START, desks=(), alarms=()), TEXTS)
    assert TEXTS.text("central.page.no_desks") in page
    assert TEXTS.text("central.page.no_alarms") in page
    assert TEXTS.text("central.page.no_cases") in page
    assert TEXTS.text("central.page.population") not in page
