"""The page of cases in both languages, from values alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.central.operator.frame import Frame
from clerk_app.central.operator.page import Work, render
from clerk_app.central.population.lookups import Counts
from clerk_app.central.requests import ANNULLED
from clerk_app.domain.cases import STATES
from clerk_app.domain.payments_stray import StrayPayment, StrayPayments
from tests.central.conftest import TEXTS
from tests.support.lone_desk import START

FRAME = Frame(texts=TEXTS, municipality="М", now=START)


@pytest.mark.parametrize("language", ["sr-Cyrl", "sr-Latn", "en"])
def test_cases_and_population_are_counted(language: str) -> None:
    texts = TEXTS.in_language(language)
    counts = Counts(citizens=2040, companies=150, parcels=1200)
    cases = tuple((state, 1001) for state in (*STATES, ANNULLED))
    page = render(replace(FRAME, texts=texts), Work(cases=cases, deadlines=(2002, 3003), population=counts))
    for state in (*STATES, ANNULLED):
        assert f'<th scope="row">{texts.text(f"state.{state}")}</th>' in page
    assert texts.number(1001 * len(cases)) in page
    assert all(texts.number(count) in page for count in (2040, 2002, 3003))


def test_what_comes_from_a_bank_is_escaped() -> None:
    stray = StrayPayment(id="<b>", at=START, told="97 <i>", amount=100, why="order_unknown", outcome="unknown")
    page = render(FRAME, Work(strays=StrayPayments(lines=(stray,))))
    assert "<b>" not in page
    assert "<i>" not in page


def test_nothing_is_said_calmly() -> None:
    page = render(FRAME, Work())
    assert TEXTS.text("central.page.no_cases") in page
    assert TEXTS.text("central.page.population") not in page
