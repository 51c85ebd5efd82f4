"""The linter's settings are in force: each rule that the house leans on refuses a planted offence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.gates.tree import ROOT

BRANCHY = "\n".join(f"    if x == {n}:\n        return {n}" for n in range(9))

OFFENCES = {
    "D100": "x = 1\n",
    "D101": '"""M."""\n\n\nclass Public:\n    x = 1\n',
    "D103": '"""M."""\n\n\ndef public() -> None:\n    return\n',
    "ANN201": '"""M."""\n\n\ndef public():\n    """Do."""\n    return 1\n',
    "BLE001": '"""M."""\n\ntry:\n    x = 1\nexcept Exception:\n    x = 2\n',
    "C901": f'"""M."""\n\n\ndef branchy(x: int) -> int:\n    """Choose."""\n{BRANCHY}\n    return 0\n',
    "DTZ005": '"""M."""\n\nimport datetime\n\nx = datetime.datetime.now()\n',
    "ERA001": '"""M."""\n\n# x = 1\n',
    "PGH003": '"""M."""\n\nx: int = 1  # type: ignore\n',
    "PGH004": '"""M."""\n\nx = 1  # noqa\n',
    "S105": '"""M."""\n\npassword = "secret-word"\n',
    "T201": '"""M."""\n\nprint(1)\n',
}


def tool(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    program, *rest = arguments
    command = [str(Path(sys.executable).parent / program), *rest]
    return subprocess.run(command, cwd=ROOT, input=text, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("rule", OFFENCES)
def test_ruff_refuses(rule: str) -> None:
    found = tool(
        "ruff",
        "check",
        "--output-format",
        "concise",
        "--stdin-filename",
        "clerk_app/planted.py",
        "-",
        text=OFFENCES[rule],
    )
    assert f" {rule} " in found.stdout


def test_mypy_is_strict(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text("def give(x):\n    return x\n\n\nx: int = 'a'  # type: ignore\n", encoding="utf-8")
    cache = str(tmp_path / "cache")
    found = tool("mypy", "--config-file", str(ROOT / "pyproject.toml"), "--cache-dir", cache, str(planted))
    assert "[no-untyped-def]" in found.stdout
    assert "[ignore-without-code]" in found.stdout
