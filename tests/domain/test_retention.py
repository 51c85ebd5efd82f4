"""A desk forgets what is finished, then what fell silent, and never what the centre does not have."""

from __future__ import annotations

from typing import get_args

import pytest

from clerk_app.domain.requests import FINISHED, CaseState, HistoryItem, RequestView
from clerk_app.domain.retention import DAY, Retention, ended

RULE = Retention(closed=60, silent=730)
START = 1_795_420_391_000_000


def view(state: CaseState, mark: str = "accepted", touched: int = START) -> RequestView:
    history = (
        HistoryItem(at=START - 9 * DAY, kind="received", source="desk", params={}),
        HistoryItem(at=touched, kind="status", source="centre", params={}),
    )
    return RequestView(
        subject=b"s" * 16,
        seq=1,
        number="A7-000001-X",
        received_at="2026-11-23T09:00:00+01:00",
        applicant="Пробић Ана",
        masked_id="",
        service="marriage",
        service_version=1,
        state=state,
        mark=mark,  # type: ignore[arg-type]
        history=history,
    )


@pytest.mark.parametrize("state", get_args(CaseState))
def test_a_finished_request_goes_after_its_days_and_an_open_one_stays(state):
    at_limit = ended(view(state), START + 60 * DAY, RULE)
    assert ended(view(state), START + 60 * DAY - 1, RULE) is None
    assert at_limit == ("closed" if state in FINISHED else None)


@pytest.mark.parametrize("state", ["received_here", "zaveden", "u_radu", "zalba"])
def test_a_request_that_fell_silent_goes_too_much_later(state):
    assert ended(view(state), START + 730 * DAY - 1, RULE) is None
    assert ended(view(state), START + 730 * DAY, RULE) == "silent"


@pytest.mark.parametrize("mark", ["waiting", "sending", "held", "refused"])
def test_nothing_goes_that_the_centre_does_not_have(mark):
    assert ended(view("arhiviran", mark), START + 10_000 * DAY, RULE) is None


def test_the_days_run_anew_from_whatever_happens():
    assert ended(view("arhiviran", touched=START + 59 * DAY), START + 100 * DAY, RULE) is None


def test_a_clock_that_was_set_back_erases_nothing():
    assert ended(view("arhiviran"), START - 100 * DAY, RULE) is None
