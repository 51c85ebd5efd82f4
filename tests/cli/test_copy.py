"""A copy from the command line: by whoever may, into a folder that is there, and never over another file."""

from __future__ import annotations

import json
from pathlib import Path

from clerk_app.cli.frame import Exit
from tests.cli.conftest import Answer, Call
from tests.journeys.town import SUPERVISOR, SUPERVISOR_PASSWORD


def as_supervisor(call: Call, root: Path, *argv: str) -> Answer:
    desk = ("--root", str(root), "--demo-vault", "--user", SUPERVISOR, "--password-stdin")
    return call("copy", *desk, *argv, stdin=f"{SUPERVISOR_PASSWORD}\n")


def test_a_supervisor_makes_one(call: Call, root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    answer = as_supervisor(call, root, "--json", str(folder))
    assert answer.code == Exit.DONE
    (copy,) = folder.iterdir()
    assert (answer.told["copy"], answer.told["bytes"]) == (str(copy), copy.stat().st_size)
    assert answer.told["entries"] >= 1


def test_a_person_is_told_how_far_it_is_and_where_it_lies(call: Call, root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    lines = as_supervisor(call, root, "--language", "en", str(folder)).out.splitlines()
    assert lines[-2] == "100 %"
    assert str(next(folder.iterdir())) in lines[-1]


def test_a_clerk_may_not(as_clerk: Call, tmp_path: Path) -> None:
    answer = as_clerk("copy", str(tmp_path))
    assert (answer.code, json.loads(answer.err)["error"]) == (Exit.FAILED, "not_permitted")
    assert list(tmp_path.glob("salter*")) == []


def test_a_folder_that_is_not_there_is_said(call: Call, root: Path, tmp_path: Path) -> None:
    answer = as_supervisor(call, root, "--json", str(tmp_path / "away"))
    assert (answer.code, json.loads(answer.err)["error"]) == (Exit.FAILED, "copy_not_written")
