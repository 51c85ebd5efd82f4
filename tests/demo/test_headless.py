import json
import subprocess
import sys
from pathlib import Path

from tests.support.central_process import ROOT


def test_a_day_that_does_not_get_on_says_where_and_fails(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.demo.stuck_day", str(tmp_path)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1, ended.stderr
    assert "the first citizen" in ended.stdout
    output = tmp_path / "out"
    summary = json.loads((output / "summary.json").read_text(encoding="utf-8"))
    assert (summary["requests_accepted"], summary["registered"], summary["receipts"]) == (0, 0, [])
    (picture,) = (output / "screenshots").iterdir()
    assert "stuck" in picture.name
