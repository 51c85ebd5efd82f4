"""The command line as a script calls it: exit code, JSON, words."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from clerk_app.__main__ import main
from clerk_app.cli.frame import Exit
from tests.journeys.town import CLERK, PASSWORD, Town


class Answer(NamedTuple):
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> dict[str, Any]:
        """Its one line of JSON."""
        (line,) = self.out.splitlines()
        answer: dict[str, Any] = json.loads(line)
        return answer


Call = Callable[..., Answer]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs a command in this process, with nothing of this machine's own settings."""
    monkeypatch.delenv("SALTER_LANGUAGE", raising=False)

    def called(*argv: str, stdin: str = "") -> Answer:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        code = main(argv)
        return Answer(code, *capsys.readouterr())

    return called


@pytest.fixture
def root(town: Town, tmp_path: Path, call: Call) -> Path:
    """The folder of a newly enrolled desk that has exchanged once: it knows its services, and nothing waits."""
    root = town.desk(tmp_path.name)
    desk = ("--root", str(root), "--demo-vault", "--user", CLERK, "--password-stdin")
    assert call("sync", *desk, "--once", "--hold", "0", stdin=f"{PASSWORD}\n").code == Exit.DONE
    return root


@pytest.fixture
def as_clerk(call: Call, root: Path) -> Call:
    """Runs a command of the newly enrolled desk with its clerk signed in."""

    def called(command: str, *argv: str, stdin: str = "", password: str = PASSWORD) -> Answer:
        desk = ("--root", str(root), "--demo-vault", "--json")
        return call(command, *desk, "--user", CLERK, "--password-stdin", *argv, stdin=f"{password}\n{stdin}")

    return called
