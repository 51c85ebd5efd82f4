import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from clerk_app.__main__ import main
from clerk_app.cli.frame import Exit
from tests.cli.conftest import Call
from tests.journeys.town import CLERK, PASSWORD, lines
from tests.support.central_process import ROOT


def test_each_line_gets_its_number(as_clerk: Call) -> None:
    answer = as_clerk("receive", stdin=lines(3))
    assert answer.code == Exit.DONE
    assert answer.out.count('"number"') == 3


def test_a_bad_line_is_said_and_the_rest_received(as_clerk: Call) -> None:
    good = lines(2).splitlines(keepends=True)
    answer = as_clerk("receive", stdin=f"{good[0]}{{not json\n{good[1]}")
    assert answer.code == Exit.FAILED
    assert answer.out.count('"number"') == 2
    assert '"error"' in answer.err


def test_a_file_that_is_not_there_receives_nothing(as_clerk: Call, tmp_path: Path) -> None:
    answer = as_clerk("receive", str(tmp_path / "none.json"))
    assert (answer.code, answer.out) == (Exit.USAGE, "")
    assert "none.json" in answer.err


def test_nobody_receives_with_a_wrong_password(as_clerk: Call) -> None:
    answer = as_clerk("receive", stdin=lines(1), password="not this one")
    assert (answer.code, answer.out) == (Exit.NOT_SIGNED_IN, "")


def test_a_receipt_that_was_not_printed_is_said_and_the_number_all_the_same(
    as_clerk: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SALTER_PRINTER", "tcp://127.0.0.1:9")
    answer = as_clerk("receive", "--print", stdin=lines(1))
    assert answer.code == Exit.ATTENTION
    assert answer.told["number"]
    assert json.loads(answer.err)["error"].startswith("printer_")


def test_bytes_that_are_no_text_are_a_bad_line_like_any_other(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A terminal of another alphabet changes nothing: what comes is read as UTF-8."""
    given = f"{PASSWORD}\n{{".encode() + b"\xff\xfe}\n" + lines(1).encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given), encoding="ascii"))
    code = main(["receive", "--root", str(root), "--demo-vault", "--json", "--user", CLERK, "--password-stdin"])
    out, err = capsys.readouterr()
    assert (code, out.count("number"), json.loads(err)["error"]) == (Exit.FAILED, 1, "malformed")


@pytest.mark.skipif(os.name == "nt", reason="a pipe without a reader and /dev/full are of the others")
@pytest.mark.parametrize("listener", ["closed", "gone", "full"])
def test_nothing_more_is_received_once_nobody_hears_the_numbers(root: Path, as_clerk: Call, listener: str) -> None:
    command = [sys.executable, "-m", "clerk_app", "receive", "--root", str(root), "--demo-vault", "--json"]
    command += ["--user", CLERK, "--password-stdin"]
    reading, writing = os.pipe()
    os.close(reading)
    out = {"gone": writing, "full": os.open("/dev/full", os.O_WRONLY), "closed": None}[listener]
    ended = subprocess.run(
        command,
        cwd=ROOT,
        input=f"{PASSWORD}\n{lines(3)}".encode(),
        stdout=out,
        stderr=subprocess.PIPE,
        preexec_fn=(lambda: os.close(1)) if listener == "closed" else None,
        check=False,
    )
    assert (ended.returncode, json.loads(ended.stderr)) == (Exit.FAILED, {"error": "output_failed"})
    assert as_clerk("queue").told["entries"] == 1
