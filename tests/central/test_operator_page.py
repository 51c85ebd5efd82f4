"""The page in both languages, from values alone."""

from __future__ import annotations

import pytest

from clerk_app.central.operator import AlarmLine, DeskLine, Fleet
from clerk_app.central.operator_page import render
from tests.central.conftest import TEXTS
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


def test_an_empty_fleet_says_so_calmly() -> None:
    page = render(Fleet(municipality="М", now=START, desks=(), alarms=()), TEXTS)
    assert TEXTS.text("central.page.no_desks") in page
    assert TEXTS.text("central.page.no_alarms") in page
