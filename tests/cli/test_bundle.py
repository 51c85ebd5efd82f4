"""A USB stick from the command line: out of the desk, through the centre, and back; with a real centre beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clerk_app.cli.frame import Exit
from tests.cli.conftest import Answer, Call
from tests.journeys.town import CLERK, PASSWORD, Town, lines


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "KURIR").mkdir()
    return tmp_path / "KURIR"


def centre(call: Call, town: Town, *argv: str) -> Answer:
    """The centre's own command, beside the one that runs."""
    files = Path(f"{town.database}.files")
    return call("central", "bundle", *argv, "--database", f"sqlite:///{town.database}", "--files", str(files))


def test_a_round_trip_closes_the_outbox_and_says_so(as_clerk: Call, call: Call, town: Town, stick: Path) -> None:
    assert as_clerk("receive", stdin=lines(3)).code == Exit.DONE
    exported = as_clerk("bundle", "export", str(stick))
    assert (exported.code, exported.told["requests"], exported.told["left_out"]) == (Exit.DONE, 3, 0)
    again = as_clerk("bundle", "export", str(stick))
    assert (again.told["requests"], again.told["written"]) == (3, 0)
    taken = centre(call, town, str(stick), "--json")
    assert taken.code == Exit.DONE
    (desk,) = taken.told["desks"]
    assert (desk["accepted"], desk["answers"], desk["failed"]) == (3, 1, [])
    brought = as_clerk("bundle", "import", str(stick))
    told = {name: brought.told[name] for name in ("kind", "requests", "numbers", "alarms")}
    assert (brought.code, told) == (Exit.DONE, {"kind": "new", "requests": 3, "numbers": 3, "alarms": []})
    assert as_clerk("queue").told["entries"] == 0
    assert as_clerk("bundle", "import", str(stick)).told["kind"] == "known"


def test_it_is_said_in_words(call: Call, root: Path, town: Town, stick: Path) -> None:
    desk = ("--root", str(root), "--demo-vault", "--user", CLERK, "--password-stdin", "--language", "en")
    exported = call("bundle", *desk, "export", str(stick), stdin=f"{PASSWORD}\n")
    assert exported.out.splitlines()[-1].startswith("On the stick: 0 requests")
    taken = centre(call, town, str(stick), "--language", "en")
    assert "answers 1" in taken.out
    known = call("bundle", *desk, "import", str(stick), stdin=f"{PASSWORD}\n")
    assert "known here already" in known.out or "Requests confirmed: 0" in known.out


def test_a_stick_without_an_answer_and_a_folder_that_is_not_there_are_said(as_clerk: Call, stick: Path) -> None:
    none = as_clerk("bundle", "import", str(stick))
    assert (none.code, json.loads(none.err)["error"]) == (Exit.FAILED, "bundle_none")
    away = as_clerk("bundle", "export", str(stick / "away"))
    assert (away.code, json.loads(away.err)["error"]) == (Exit.USAGE, "stick_folder")
