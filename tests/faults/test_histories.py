"""Random histories of one case at three desks and the centre: at the end all show the same, and no word is lost.

A share of what ``make soak`` plays; how much happened is in the output. Faults that are planted must be found.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

import pytest

from clerk_app.actions import whole_request
from clerk_app.central import requests
from clerk_app.domain.amendments import own_changes
from clerk_app.domain.bodies import FormValues
from clerk_app.domain.case_file import CaseFile
from clerk_app.domain.overlaps import Weighed, weigh
from tests.support.histories import STEPS, History, row_of
from tests.support.office_world import World

SHARE = 80
MOST = 200
"""Histories within which a planted fault must be found; nearly all are in the first few."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with World(tmp_path_factory.mktemp("world")) as opened:
        yield opened


def test_a_share_of_random_histories_converges(world: World, record_property) -> None:
    first = random.SystemRandom().getrandbits(32)
    counted: Counter[str] = Counter()
    for seed in range(first, first + SHARE):
        history = History(world, seed)
        assert history.play(STEPS) == []
        counted += history.counted
    record_property("histories", row_of(SHARE, first, counted))
    assert counted["resolved"] > SHARE / 10


def found(world: World) -> bool:
    """Whether any of the histories comes out wrong."""
    return any(History(world, seed).play(STEPS) for seed in range(MOST))


def test_a_centre_that_does_not_look_at_versions_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "weigh", lambda _form, _touched, change: Weighed(dict(change.form)))
    assert found(world)


def test_a_centre_that_takes_entries_as_they_come_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def unordered(form, touched, change):
        return weigh(form, {name: type(touch)(touch.version, touch.by) for name, touch in touched.items()}, change)

    monkeypatch.setattr(requests, "weigh", unordered)
    assert found(world)


def test_a_desk_that_shows_its_own_word_for_ever_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def stubborn(form: FormValues, file: CaseFile) -> FormValues:
        for change in own_changes(file):
            form = form | change.form
        return form

    monkeypatch.setattr(whole_request, "standing", stubborn)
    assert found(world)
