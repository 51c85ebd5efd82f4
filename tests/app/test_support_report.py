"""The report for support: named by desk and time, with the newest state of everything, and of nobody."""

from __future__ import annotations

import json
import logging
import zipfile
from pathlib import Path

import pytest

from clerk_app.app.support_report import SupportReport, write_report
from clerk_app.domain.errors import Cancelled, Unavailable
from clerk_app.lanes import Ticket
from clerk_app.log import event, start_log, stop_log
from clerk_app.ports.checks import CheckResult
from clerk_app.support.doctor import Report
from tests.app.conftest import PlaceOf
from tests.support.fake_neighbours import FakeCheck

CHECKS = (FakeCheck("disk", CheckResult("fine", "disk_enough")), FakeCheck("clock", CheckResult("fine", "clock_right")))


def test_it_says_what_the_checks_find_now(place_of: PlaceOf, tmp_path: Path) -> None:
    place, folder = place_of(theme="dark"), tmp_path / "stick"
    folder.mkdir()
    told: list[tuple[int, int]] = []
    report = SupportReport(place=lambda: place, checks=lambda: CHECKS, desk="A7")
    path = report.save(folder, lambda done, whole: told.append((done, whole)))
    assert path.parent == folder
    assert path.name.startswith("salter-report-A7-")
    assert told == [(0, 2), (1, 2)]
    with zipfile.ZipFile(path) as made:
        assert [one["code"] for one in json.loads(made.read("doctor.json"))["checks"]] == ["disk_enough", "clock_right"]
        values = {one["name"]: one["value"] for one in json.loads(made.read("settings.json"))}
        assert values["theme"] == "dark"
        assert json.loads(made.read("versions.json"))["clerk-app"]


def test_its_logs_are_in_their_order_the_oldest_first(place_of: PlaceOf, tmp_path: Path) -> None:
    place = place_of()
    handler = start_log(place.paths.logs, size=400, copies=2)
    for _ in range(9):
        event(logging.getLogger("clerk_app.app"), "upkeep.failed")
    stop_log(handler)
    write_report(place, Report(()), tmp_path / "r.zip")
    with zipfile.ZipFile(tmp_path / "r.zip") as made:
        lines = [json.loads(line) for place in range(3) for line in made.read(f"log-{place}.jsonl").splitlines()]
    assert len(lines) > 3
    assert [line["time"] for line in lines] == sorted(line["time"] for line in lines)


def test_one_that_was_given_up_is_not_written(place_of: PlaceOf, tmp_path: Path) -> None:
    place, ticket = place_of(), Ticket()
    ticket.cancel()
    with pytest.raises(Cancelled):
        SupportReport(place=lambda: place, checks=lambda: CHECKS, desk="A7").save(tmp_path, lambda *_: ticket.check())
    assert list(tmp_path.glob("salter-report*")) == []


def test_a_folder_that_is_not_there_is_said(place_of: PlaceOf, tmp_path: Path) -> None:
    place = place_of()
    with pytest.raises(Unavailable, match="bundle_not_written"):
        SupportReport(place=lambda: place, checks=lambda: (), desk="A7").save(tmp_path / "away")
