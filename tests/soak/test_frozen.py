"""The frozen program, built here, on an account that has nothing: it plays the demonstration and examines itself."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from clerk_app.cli.frame import Exit

pytestmark = pytest.mark.soak

ROOT = Path(__file__).parents[2]
BUILD_WITHIN = 600
RUN_WITHIN = 240
NAMES = {"settings", "disk", "folders", "vault", "clock", "journal", "card_reader", "receipt_printer"}


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program as ``build.spec`` makes it."""
    work = tmp_path_factory.mktemp("frozen")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    command += ["--distpath", str(work / "dist"), "--workpath", str(work / "build"), str(ROOT / "build.spec")]
    subprocess.run(command, cwd=ROOT, check=True, timeout=BUILD_WITHIN)
    return work / "dist" / "clerk-app" / "clerk-app"


def run(frozen: Path, home: Path, *argv: str) -> subprocess.CompletedProcess[str]:
    """One call with neither Python, a display nor anything of this checkout within reach."""
    alone = {"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    return subprocess.run(
        [str(frozen), *argv], cwd=home, env=alone, capture_output=True, text=True, timeout=RUN_WITHIN, check=False
    )


def test_it_plays_the_day_of_the_demonstration(frozen: Path, tmp_path: Path) -> None:
    ended = run(frozen, tmp_path, "demo", "--headless", "--output", "out")
    assert ended.returncode == Exit.DONE, ended.stdout + ended.stderr
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert summary["registered"] == summary["requests_accepted"] > 0
    assert summary["receipts_printed"] >= summary["requests_accepted"]
    assert (summary["refused"], summary["lost"], summary["doubled"]) == (0, 0, 0)
    pictures = [tmp_path / "out" / name for name in (*summary["screenshots"], *summary["receipts"])]
    assert all(picture.stat().st_size > 0 for picture in pictures)


def test_the_doctor_examines_everything(frozen: Path, tmp_path: Path) -> None:
    ended = run(frozen, tmp_path, "doctor", "--root", str(tmp_path / "desk"), "--demo-vault", "--json")
    assert ended.returncode in {Exit.DONE, Exit.ATTENTION}, ended.stderr
    found = {one["check"]: one["level"] for one in json.loads(ended.stdout)["checks"]}
    assert found.keys() >= NAMES
    assert (found["settings"], found["folders"]) == ("fine", "fine")


@pytest.mark.parametrize("language", ["sr-Cyrl", "sr-Latn", "en"])
def test_it_speaks_every_language(language: str, frozen: Path, tmp_path: Path) -> None:
    ended = run(frozen, tmp_path, "demo", "--help", "--language", language)
    assert ended.returncode == Exit.DONE
    assert "cli." not in ended.stdout


def test_it_carries_texts_compiled_and_nothing_of_development(frozen: Path) -> None:
    inside = {path.name for path in frozen.parent.rglob("*")}
    assert not inside & {"pytest", "hypothesis", "mypy", "setuptools", "rich"}
    assert not any(name.endswith(".po") for name in inside)
    assert "cli.mo" in inside
