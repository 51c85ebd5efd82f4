"""The command line as a whole: help in every language, exit codes, and arguments that name nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clerk_app.__main__ import COMMANDS, main
from clerk_app.cli.frame import Exit


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SALTER_LANGUAGE", raising=False)


def printed(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of one call."""
    try:
        code = main(argv)
    except SystemExit as ended:
        code = int(ended.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize("language", ["sr-Cyrl", "sr-Latn", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = printed(capsys, command, "--help", "--language", language)
    assert code == Exit.DONE
    assert "cli." not in out, "a text is missing"
    assert all(f" {exit_code.value} " in " ".join(out.split()) for exit_code in Exit)


def test_nothing_said_is_answered_with_help(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = printed(capsys)
    assert code == Exit.DONE
    assert all(command in out for command in COMMANDS)


def test_an_unknown_command_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "dance")[0] == Exit.USAGE


def test_an_unknown_language_is_a_wrong_call_in_serbian(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = printed(capsys, "doctor", "--language", "xy")
    assert code == Exit.USAGE
    assert "--language" in err


def test_an_unknown_language_of_the_environment_does_not_stop_a_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SALTER_LANGUAGE", "xy")
    assert "Шалтер" in printed(capsys, "--help")[1]


def test_a_desk_that_is_none_asks_for_enrolment(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = printed(capsys, "sync", "--once", "--root", str(tmp_path), "--demo-vault", "--json")
    assert code == Exit.NOT_SIGNED_IN
    assert json.loads(err)["error"] == "not_enrolled"


@pytest.mark.parametrize(("given", "error"), [(None, "argument_file"), (b"no picture", "picture_unreadable")])
def test_a_receipt_that_is_no_picture_is_a_wrong_call(
    given: bytes | None, error: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "receipt.png"
    if given is not None:
        picture.write_bytes(given)
    code, _, err = printed(capsys, "verify-receipt", "--png", str(picture), "--root", str(tmp_path), "--json")
    assert code == Exit.USAGE
    assert json.loads(err)["error"] == error


def test_settings_name_each_value_and_where_it_came_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = printed(capsys, "settings", "--root", str(tmp_path), "--json")
    rows = {row["name"]: row for row in json.loads(out)["settings"]}
    assert code == Exit.DONE
    assert rows["lock_after"]["source"] == "default"


def test_a_bad_value_is_said_and_counts_as_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SALTER_LOCK_AFTER", "soon")
    code, out, err = printed(capsys, "settings", "--root", str(tmp_path), "--language", "en")
    assert code == Exit.USAGE
    assert "lock_after = 10" in out
    assert "SALTER_LOCK_AFTER" in err
