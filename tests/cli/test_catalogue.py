"""Definitions are checked and shown from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from clerk_app.cli.frame import Exit
from tests.cli.conftest import Call
from tests.contract.definitions import GOOD

WRONG = GOOD.replace("amount = 100", "amount = -1").replace("days = 8", "days = 0")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.toml").write_text(GOOD, encoding="utf-8")
    return tmp_path


def test_a_good_folder_is_done(call: Call, folder: Path) -> None:
    answer = call("catalogue", "check", str(folder), "--json")
    assert answer.code == Exit.DONE
    assert answer.told == {"good": ["service/small@1"], "problems": []}


def test_what_is_wrong_is_told_by_file_place_and_reason(call: Call, folder: Path) -> None:
    (folder / "wrong.toml").write_text(WRONG, encoding="utf-8")
    answer = call("catalogue", "check", str(folder), "--language", "en")
    assert answer.code == Exit.ATTENTION
    assert answer.out.splitlines() == [
        "service/small@1",
        "wrong.toml: deadline: the deadline has no days",
        "wrong.toml: fees.fee: the amount is below zero",
        "Good services: 1. Files with errors: 1.",
    ]
    told = call("catalogue", "check", str(folder), "--json").told
    assert told["problems"][0] == {"file": "wrong.toml", "path": "deadline", "code": "deadline_wrong"}


def test_a_single_file_is_checked(call: Call, folder: Path) -> None:
    assert call("catalogue", "check", str(folder / "good.toml")).code == Exit.DONE
    assert call("catalogue", "check", str(folder / "none.toml")).code == Exit.USAGE


def test_a_preview_is_saved_as_a_picture(qapp: object, call: Call, folder: Path) -> None:
    picture = folder / "small.png"
    grab = ("--grab", str(picture), "--theme", "dark", "--text-size", "1.5")
    assert call("catalogue", "preview", str(folder / "good.toml"), *grab).code == Exit.DONE
    assert QImage(str(picture)).width() >= 640


def test_a_service_that_comes_with_the_program_is_shown_by_its_id(qapp: object, call: Call, folder: Path) -> None:
    picture = folder / "taxi.png"
    assert call("catalogue", "preview", "taxi-permit", "--grab", str(picture)).code == Exit.DONE
    assert picture.exists()


@pytest.mark.parametrize("what", ["wrong.toml", "none"])
def test_what_is_no_service_is_not_shown(call: Call, folder: Path, what: str) -> None:
    (folder / "wrong.toml").write_text(WRONG, encoding="utf-8")
    answer = call("catalogue", "preview", str(folder / what), "--grab", str(folder / "x.png"))
    assert (answer.code, (folder / "x.png").exists()) == (Exit.USAGE, False)


def test_a_picture_that_cannot_be_saved_is_said(qapp: object, call: Call, folder: Path) -> None:
    answer = call("catalogue", "preview", "marriage", "--grab", str(folder / "none" / "x.png"), "--json")
    assert answer.code == Exit.FAILED
    assert "picture_failed" in answer.err


def test_services_are_published_into_a_centre_that_is_there(call: Call, folder: Path, tmp_path: Path) -> None:
    database = ("--json", "--database", f"sqlite:///{tmp_path / 'central.db'}")
    assert call("central", "code", *database, "--seed", "primerovo").code == Exit.DONE
    assert call("central", "publish", str(folder), *database).told["new"] == ["service/small@1"]
    assert call("central", "publish", str(folder), *database).told["known"] == ["service/small@1"]
    (folder / "good.toml").write_text(GOOD.replace('"200"', '"201"'), encoding="utf-8")
    answer = call("central", "publish", str(folder), *database)
    assert answer.code == Exit.ATTENTION
    assert answer.told["refused"] == [{"file": "good.toml", "path": "version", "code": "version_taken"}]
    assert call("central", "publish", str(folder / "none"), *database).code == Exit.USAGE
    assert call("central", "publish", *database).code == Exit.USAGE
