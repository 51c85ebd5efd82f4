"""What a kill left behind, from every side: the desk's word, the paper, the centre's database."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults import desk_worker
from tests.journeys.forked import Forked
from tests.journeys.town import Town
from tests.support.central_process import ROOT

_PATIENCE = 90.0
OPEN_STATES = {"waiting", "sending"}


@dataclass
class Run:
    """One run of a desk process: how it ended, and everything that it said."""

    code: int
    said: list[dict[str, Any]] = field(default_factory=list)

    def told(self, what: str) -> list[dict[str, Any]]:
        return [line for line in self.said if line["what"] == what]

    @property
    def accepted(self) -> list[str]:
        """Numbers that a clerk has read out."""
        return [line["number"] for line in self.told("accepted")]

    @property
    def drained(self) -> bool:
        return bool(self.told("drained"))


class DeskProcess:
    """A desk at work in a process of its own."""

    def __init__(self, root: Path, town: Town, *arguments: str) -> None:
        argv = [str(root), *arguments]
        for setting in (f"printer={town.printer.address}", f"copy_to={copies_of(root)}"):
            argv += ["--setting", setting]
        self._process = Forked(desk_worker.main, argv)

    def until_opened(self) -> dict[str, Any]:
        """Wait for its first word; the rest comes with ``end``."""
        opened: dict[str, Any] = json.loads(self._process.first_line())
        return opened

    def end(self, patience: float = _PATIENCE) -> Run:
        """Wait for it, whichever way it ends; once ``patience`` is over it is killed as by a power cut."""
        ended = self._process.end(patience)
        assert "Traceback" not in ended.stderr, ended.stderr
        return Run(ended.returncode, [json.loads(line) for line in ended.stdout.splitlines()])


def copies_of(root: Path) -> Path:
    """The second folder of a desk, as on another disk."""
    folder = root.with_name(f"{root.name}-copies")
    folder.mkdir(exist_ok=True)
    return folder


def judged(database: Path | str, desk: str, told: Iterable[str]) -> dict[str, Any]:
    """What a process that knows nothing of the program reads in the centre's database."""
    command = [sys.executable, "-I", str(ROOT / "tests" / "faults" / "judge.py"), str(database)]
    asked = json.dumps({"desk": desk, "told": sorted(told)})
    ended = subprocess.run(command, input=asked, capture_output=True, text=True, timeout=_PATIENCE, check=True)
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


def desk_of(root: Path) -> str:
    """The code of the desk in ``root``."""
    return str(json.loads((root / "desk.json").read_text(encoding="utf-8"))["desk"])


def check_whole(town: Town, root: Path, runs: list[Run], papers_before: Counter[str]) -> dict[str, Any]:
    """Nothing lost, nothing doubled: the last of ``runs`` has drained; ``papers_before`` lay there when it began."""
    desk, last = desk_of(root), runs[-1]
    assert last.code == 0
    assert last.drained
    told = [number for run in runs for number in run.accepted]
    papers = town.printer.numbers(desk)
    found = judged(town.database, desk, [*told, *papers])
    assert (found["lost"], found["doubled"], found["unnumbered"]) == ([], 0, 0)
    assert (found["gaps"], found["serial_gaps"], found["refused"], found["alarms"]) == ([], False, [], [])
    assert len(set(told)) == len(told)
    known = {number for line in last.told("drained") for number in line["papers"]}
    assert set(found["numbers"]) == known
    assert set(papers) <= known
    assert max(papers.values(), default=0) <= 1
    printed = {line["number"] for run in runs for line in run.told("paper") if line["state"] == "printed"}
    assert printed <= set(papers)
    new_here = set(last.accepted)
    assert {number: count for number, count in papers.items() if number not in new_here} == dict(papers_before)
    return found
