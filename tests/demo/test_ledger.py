import json
from dataclasses import dataclass, replace

import pytest

from clerk_app.app.stores import Stores
from clerk_app.contract.answers import Registered
from clerk_app.demo.ledger import Summary, tally
from tests.actions.counter import Counter, service
from tests.app.test_upkeep import stores_of
from tests.support.specimens import APPLICANT

DAY = Summary(
    requests_accepted=9,
    receipts_printed=9,
    registered=9,
    refused=0,
    lost=0,
    doubled=0,
    seconds=41.5,
    screenshots=["01-home.png"],
    receipts=[],
)


@dataclass
class Opened:
    """As much of an open desk as is counted."""

    stores: Stores


@pytest.fixture
def counter(tmp_path):
    opened = Counter(tmp_path)
    yield opened
    opened.close()


def test_a_day_is_whole_when_everything_was_registered_once():
    assert DAY.whole


@pytest.mark.parametrize("wrong", [{"lost": 1}, {"doubled": 1}, {"refused": 1}, {"registered": 8}])
def test_a_day_that_is_not_whole_is_said(wrong):
    assert not replace(DAY, **wrong).whole


def test_the_summary_is_kept_as_it_is(tmp_path):
    DAY.write(tmp_path / "summary.json")
    kept = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    assert (kept["registered"], kept["seconds"], kept["screenshots"]) == (9, 41.5, ["01-home.png"])


def test_the_day_is_counted_from_the_desks_own_file(counter):
    known = counter.knows(service("birth-extract"))
    first, second = (counter.receive(known, APPLICANT) for _ in range(2))
    opened = Opened(stores_of(counter))
    before = tally(opened)  # type: ignore[arg-type]
    assert (before.accepted, before.registered, before.lost) == (2, 0, 2)
    counter.confirm_all()
    for received in (first, second):
        counter.told(received, Registered(serial=417, year=2026, at=counter.desk.micros()), 1)
    after = tally(opened)  # type: ignore[arg-type]
    assert (after.accepted, after.registered, after.lost, after.doubled) == (2, 2, 0, 1)
