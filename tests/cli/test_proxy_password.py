"""The password goes from standard input to the keyring, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerk_app.cli import proxy_password
from clerk_app.cli.frame import Exit
from tests.cli.conftest import Call


def test_it_is_kept_under_this_place(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[str, str] = {}

    class Ring:
        def __init__(self, account: str) -> None:
            self._account = account

        def write(self, password: str) -> None:
            kept[self._account] = password

    monkeypatch.setattr(proxy_password, "ProxySecret", Ring)
    answer = call("proxy-password", "--root", str(tmp_path), "--password-stdin", "--json", stdin="тајна\n")
    assert answer.code == Exit.DONE
    assert list(kept.values()) == ["тајна"]
    assert "тајна" not in str(answer.told)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and "тајна".encode() in path.read_bytes()]
