"""The page of the fleet, from values alone and as it is asked for."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

import pytest

from clerk_app.central.operator.fleet import STATES, DeskLine, Fleet, Wanted
from clerk_app.central.operator.fleet_page import rate_of, render, since_of
from clerk_app.central.operator.frame import Frame
from tests.central.conftest import TEXTS, Running
from tests.support.lone_desk import START
from tests.support.operator_at_page import OperatorAtPage

FRAME = Frame(texts=TEXTS, municipality="М", now=START)
DESK = DeskLine(
    code="A1",
    place="Услужни центар, 1",
    last_seen=START,
    program="salter/0.1 <b>",
    states=STATES[1:],
    told=START,
    waiting=41,
    oldest=8192,
    rate=4096,
    delay=612,
    received=1200,
)


def fleet(*desks: DeskLine, many: int = 1, **wanted: object) -> Fleet:
    states = dict.fromkeys(STATES, many)
    return Fleet(wanted=Wanted(**wanted), desks=desks, many=many, states=states)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["sr-Cyrl", "sr-Latn", "en"])
def test_everything_is_worded_and_escaped(language: str) -> None:
    texts = TEXTS.in_language(language)
    page = render(replace(FRAME, texts=texts), fleet(DESK, replace(DESK, code="A2", states=(), told=0)), 41)
    for state in STATES:
        assert texts.text(f"central.page.state.{state}") in page
    assert texts.number(1200) in page
    assert "<b>" not in page


def test_the_column_that_has_sorted_says_so_and_links_keep_the_rest() -> None:
    page = unescape(render(FRAME, fleet(DESK, many=120, order="link", state="gap", text="а&б", page=2), 0))
    assert page.count("aria-sort") == 1
    assert '<th scope="col" aria-sort="ascending"><a href="/?state=gap&order=link&text=%D0%B0%26%D0%B1&page=1"' in page
    assert 'rel="prev"' in page
    assert 'rel="next"' in page
    assert '<option value="gap" selected>' in page


def test_an_empty_fleet_says_so_calmly() -> None:
    assert TEXTS.text("central.page.no_desks") in render(FRAME, fleet(many=0), 0)


def test_figures_are_as_people_say_them() -> None:
    assert rate_of(4096, TEXTS) == "4,0 kB/с"
    assert rate_of(0, TEXTS) == TEXTS.text("operator.link.unknown")
    said = {seconds: since_of(seconds, TEXTS) for seconds in (3, 64, 8192, 262144)}
    assert said == {3: "мање од минута", 64: "око 1 мин", 8192: "око 2 ч", 262144: "око 3 дана"}


def test_nonsense_in_an_address_is_no_question(centre: Running) -> None:
    centre.desk()
    with OperatorAtPage(centre.central, centre.url) as operator:
        for query in ("?page=x&order=y&state=z", "?page=-1", "?text=%00", "?page=99999999"):
            assert "aria-sort" in operator.page(f"/{query}")
