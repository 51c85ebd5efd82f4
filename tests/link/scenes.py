"""What every round of a run begins with, made once: a desk with so many requests that the centre has not heard of."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from tests.link import floor
from tests.link.profiles import PROFILES, Profile
from tests.link.stage import Stage

AT_ONCE = 50
"""Requests in a parcel of the size that bytes a request are asked for."""
_FREE = PROFILES["plain1m"]  # any: the line is not shaped while a scene is made
_SEED, _TRAINING_SEED, _FRESH_SEED = 11, 900, 12
_TRAINING, _FRESH = 1000, 500


@dataclass(frozen=True, slots=True)
class Scene:
    """``count`` requests wait; all of them could be packed into ``packed`` bytes; ``rows`` has one a line."""

    folder: Path
    rows: Path
    count: int
    packed: int

    def limit(self, profile: Profile) -> float:
        """The fewest seconds in which they pass, and a status for each comes back."""
        return floor.seconds(profile, self.packed, self.count)


class Scenes:
    """Makes each when it is first asked for, and keeps it in ``work``, where an earlier run may have left it."""

    def __init__(self, work: Path) -> None:
        self._work = work
        self._dictionary, self._trained = work / "dictionary", work / "trained.json"

    def of(self, count: int) -> Scene:
        """A desk where ``count`` requests wait."""
        told = self._work / f"scene-{count}.json"
        if not told.exists():
            if count and not self._trained.exists():
                self._train()
            made = self._made(count)
            told.write_text(json.dumps({"count": made.count, "packed": made.packed}), encoding="utf-8")
        return Scene(*self._places(count), **json.loads(told.read_text(encoding="utf-8")))

    @property
    def a_request(self) -> float:
        """Bytes a request in parcels of ``AT_ONCE``, sealed and signed, against what the centre has of this desk."""
        a_request: float = json.loads(self._trained.read_text(encoding="utf-8"))["a_request"]
        return a_request

    def _places(self, count: int) -> tuple[Path, Path]:
        return self._work / f"scene-{count}", self._work / f"rows-{count}"

    def _made(self, count: int) -> Scene:
        folder, rows = self._places(count)
        with Stage(_FREE, 0) as stage:
            if not count:
                stage.leave(folder)
                return Scene(folder, rows, 0, 0)
            made = stage.desk.ask(do="receive", count=count, seed=_SEED, dictionary=str(self._dictionary))
            stage.desk.ask(do="rows", file=str(rows))
            stage.leave(folder)
        return Scene(folder, rows, made["entries"], made["packed"])

    def _train(self) -> None:
        with Stage(_FREE, 0) as stage:
            desk = stage.desk
            desk.ask(do="receive", count=_TRAINING, seed=_TRAINING_SEED)
            desk.ask(do="train", dictionary=str(self._dictionary))
            desk.ask(do="start")
            desk.ask(do="settled")
            desk.ask(do="reopen")
            desk.ask(do="receive", count=_FRESH, seed=_FRESH_SEED)
            packed = desk.ask(do="pack", at_once=AT_ONCE)
        self._trained.write_text(json.dumps(packed), encoding="utf-8")
