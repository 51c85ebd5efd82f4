"""A file that is saved: one at a time, told as it goes, and with an end that stays to be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from clerk_app.domain.errors import Unavailable
from clerk_app.lanes import InlineLane, Ticket
from clerk_app.ui.devices.saving import Saving

FOLDER = Path("/stick")


class Standing(InlineLane):
    """A lane that keeps what it is given, to be done when the test says."""

    def __init__(self):
        self.jobs: list[Callable[[], object]] = []

    def submit(self, work, done=None, failed=None, *, priority=False, ticket=None):
        del priority
        held = ticket or Ticket()
        self.jobs.append(lambda: InlineLane.submit(self, work, done, failed, ticket=held))
        return held


@pytest.fixture
def heard(qapp):
    return []


def watched(saving, heard):
    saving.changed.connect(lambda: heard.append((saving.busy, saving.done, saving.path)))
    return saving


def half_way(folder, told):
    told(1, 2)
    return folder / "a.zip"


def test_it_is_told_on_its_way_and_where_it_lies(heard):
    saving = watched(Saving("report", "life-buoy", InlineLane(), half_way), heard)
    saving.begin(FOLDER)
    assert heard == [(True, 0, None), (True, 1, None), (False, 1, FOLDER / "a.zip")]
    assert saving.command == "save_report"


def test_what_went_wrong_stays_until_the_next_try(heard):
    tries = iter((Unavailable("bundle_not_written"), None))

    def save(folder, _told):
        if (error := next(tries)) is not None:
            raise error
        return folder / "a.zip"

    saving = Saving("report", "life-buoy", InlineLane(), save)
    saving.begin(FOLDER)
    assert saving.error is not None
    assert (saving.busy, saving.error.code, saving.path) == (False, "bundle_not_written", None)
    saving.begin(FOLDER)
    assert saving.path == FOLDER / "a.zip"
    assert not saving.error


def test_one_at_a_time_and_what_was_given_up_says_nothing(heard):
    lane = Standing()
    saving = watched(Saving("copy", "database", lane, half_way), heard)
    saving.begin(FOLDER)
    saving.begin(FOLDER)
    assert len(lane.jobs) == 1
    saving.give_up()
    assert not saving.busy
    lane.jobs[0]()
    assert (saving.path, saving.error) == (None, None)
    assert heard[-1] == (False, 0, None)


def test_a_bug_is_a_bug(heard):
    def save(_folder, _told):
        raise ZeroDivisionError

    saving = Saving("copy", "database", InlineLane(), save)
    with pytest.raises(ZeroDivisionError):
        saving.begin(FOLDER)
    assert not saving.busy
