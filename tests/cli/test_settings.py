from pathlib import Path

import pytest

from clerk_app.cli.frame import Exit
from tests.cli.conftest import Call


def test_every_value_says_where_it_is_from(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SALTER_THEME", "dark")
    answer = call("settings", "--root", str(tmp_path), "--json")
    assert answer.code == Exit.DONE
    theme = next(row for row in answer.told["settings"] if row["name"] == "theme")
    assert (theme["value"], theme["source"]) == ("dark", "environment")
    assert all(row["source"] for row in answer.told["settings"])


def test_a_bad_value_is_said_and_the_default_kept(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SALTER_THEME", "plaid")
    answer = call("settings", "--root", str(tmp_path), "--json")
    assert answer.code == Exit.USAGE
    assert next(row for row in answer.told["settings"] if row["name"] == "theme")["value"] != "plaid"
    assert answer.err
