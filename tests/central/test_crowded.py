"""Many processes over one PostgreSQL, killed at random: no change is passed by, no number is missing or twice."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clerk_app.central.app import Parts
from clerk_app.central.server import CentralSettings, open_parts
from tests.central.test_numbers import lone
from tests.support.centre_rows import rows
from tests.support.crowded_centre import Crowd, Town, heard_of
from tests.support.lone_desk import LoneDesk

WRITERS, NUMBERERS = 3, 2
SEED = int(os.environ.get("CROWD_SEED", "20261129"))


@pytest.fixture
def kind() -> str:
    """Processes write side by side there alone."""
    return "postgresql"


@pytest.fixture
def parts(settings: CentralSettings) -> Iterator[Parts]:
    opened = open_parts(settings)
    yield opened
    opened.database.close()


def filled(parts: Parts, folder: Path, parcels: int, size: int) -> list[LoneDesk]:
    """Desks whose parcels wait; in each parcel one request has a finding, which is told as it is accepted."""
    desks = []
    for _ in range(WRITERS):
        desk = lone(parts)
        made = [desk.cut(desk.receive(number="x"), *(desk.receive() for _ in range(size - 1))) for _ in range(parcels)]
        Town(folder).keep(desk, made)
        desks.append(desk)
    return desks


def crowded(parts: Parts, folder: Path, address: str, parcels: int, kills: int) -> Crowd:
    """Run everybody until every desk has sent everything and heard every number, and judge what is there then."""
    desks = filled(parts, folder, parcels, 5)
    with Crowd(folder, address, SEED) as crowd:
        for place in range(NUMBERERS):
            crowd.begin("numberer", str(place))
        for desk in desks:
            crowd.begin("writer", desk.code)
            crowd.begin("reader", desk.code)
        crowd.run(2 * WRITERS, (4, 12), kills)
    requests = WRITERS * parcels * 5
    ask: Callable[[str], list[tuple[int, ...]]] = lambda said: rows(address, said)  # noqa: E731
    assert ask("SELECT count(*), count(DISTINCT subject), count(serial) FROM request") == [(requests,) * 3]
    assert ask("SELECT count(*), min(serial), max(serial) FROM number_ledger") == [(requests, 1, requests)]
    (feed,) = ask("SELECT count(*), count(DISTINCT position), min(position), max(position) FROM feed")
    assert feed == (feed[0], feed[0], 1, feed[0])
    assert ask("SELECT position FROM feed_counter") == [(feed[0],)]
    for desk in desks:
        told = heard_of(folder, desk.code)
        positions = [position for position, _ in told]
        assert all(before < after for before, after in itertools.pairwise(positions))
        heard = [one for _, given in told for one in given]
        assert [place for place, _ in heard] == sorted(place for place, _ in heard)
        assert sorted(seq for _, seq in heard) == list(range(1, len(desk.entries) + 1))
    return crowd


def test_nobody_passes_a_change_by_and_numbers_have_no_gap(
    parts: Parts, settings: CentralSettings, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    crowd = crowded(parts, tmp_path, settings.database_url, parcels=20, kills=12)
    record_property("kills", dict(crowd.kills))
    assert crowd.kills.total() >= 8


@pytest.mark.soak
def test_nor_in_a_long_run(parts: Parts, settings: CentralSettings, tmp_path: Path) -> None:
    crowd = crowded(parts, tmp_path, settings.database_url, parcels=600, kills=400)
    assert crowd.kills.total() >= 300
    assert len(crowd.kills) == 3
