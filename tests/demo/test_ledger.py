import json
from dataclasses import replace

import pytest
from sqlalchemy import create_engine, func, insert, select

from clerk_app.central.schema import METADATA, REQUEST
from clerk_app.contract.answers import Registered
from clerk_app.demo.ledger import Registry, Summary, tally
from tests.actions.counter import Counter, service
from tests.app.test_upkeep import stores_of
from tests.store.desk import DESK
from tests.support.specimens import APPLICANT

FILLED = {
    "municipality": "primerovo",
    "number": "A7-000001-K",
    "service": "birth-extract",
    "service_version": 1,
    "clerk": "mprimeric",
    "form": "{}",
    "arrived": 1,
    "state": "received",
    "version": 1,
}
DAY = Summary(
    requests_accepted=9,
    receipts_printed=9,
    registered=9,
    refused=0,
    lost=0,
    doubled=0,
    measured="central",
    seconds=41.5,
    screenshots=["01-home.png"],
    receipts=[],
)


class Central:
    """The database file of a central, written as the central writes it."""

    def __init__(self, folder):
        self.file = folder / "central.db"
        self._engine = create_engine(f"sqlite:///{self.file}")
        METADATA.create_all(self._engine)

    def holds(self, received, serial):
        """One more request; without a serial it waits for its number."""
        given = {"desk": DESK, "subject": received.view.subject, "serial": serial, "year": 2026 if serial else None}
        with self._engine.begin() as connection:
            seq = connection.execute(select(func.count()).select_from(REQUEST)).scalar_one() + 1
            connection.execute(insert(REQUEST).values(FILLED | given | {"seq": seq}))

    def close(self):
        self._engine.dispose()


@pytest.fixture
def central(tmp_path):
    (tmp_path / "central").mkdir()
    made = Central(tmp_path / "central")
    yield made
    made.close()


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


def told(counter, *serials):
    """So many requests, each of which the desk was told a number of."""
    known = counter.knows(service("birth-extract"))
    day = [counter.receive(known, APPLICANT) for _ in serials]
    counter.confirm_all()
    for received, serial in zip(day, serials, strict=True):
        counter.told(received, Registered(serial=serial, year=2026, at=counter.desk.micros()), 1)
    return day


def test_of_an_outside_central_only_what_the_desk_heard_is_known(counter):
    known = counter.knows(service("birth-extract"))
    for _ in range(2):
        counter.receive(known, APPLICANT)
    counted = tally(stores_of(counter), None)
    assert (counted.accepted, counted.registry) == (2, Registry(registered=0, lost=2, doubled=0, measured="desk"))


def test_a_number_that_the_desk_heard_twice_is_doubled(counter):
    told(counter, 417, 417)
    registry = tally(stores_of(counter), None).registry
    assert registry == Registry(registered=2, lost=0, doubled=1, measured="desk")


@pytest.mark.parametrize(
    ("held", "registry"),
    [
        ((417, 418, 419), Registry(3, 0, 0, "central")),
        ((417, 418), Registry(2, 1, 0, "central")),
        ((417, 418, None), Registry(2, 1, 0, "central")),
        ((417, 417, 419), Registry(3, 0, 1, "central")),
    ],
)
def test_our_own_central_is_asked_whatever_the_desk_was_told(counter, central, held, registry):
    day = told(counter, 417, 418, 419)
    for received, serial in zip(day, held, strict=False):
        central.holds(received, serial)
    counted = tally(stores_of(counter), central.file)
    assert (counted.accepted, counted.registry) == (3, registry)
