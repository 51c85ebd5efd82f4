"""Two sticks, and what happens to sticks: lost, damaged, copied, put back as they were."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from tests.support.stick_world import damage


class Sticks:
    """Two sticks, and what happens to sticks, drawn by ``chance``."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self._folder, self._chance = folder, chance
        self._sticks = [folder / "ONE", folder / "TWO"]
        for stick in self._sticks:
            stick.mkdir(parents=True)
        self._pictures: list[Path] = []

    def one(self) -> Path:
        return self._chance.choice(self._sticks)

    def one_is_lost(self) -> None:
        stick = self.one()
        shutil.rmtree(stick)
        stick.mkdir()

    def a_file_is_damaged(self) -> None:
        if files := self._files():
            file = self._chance.choice(files)
            damage(file, self._chance.randrange(file.stat().st_size))

    def a_file_is_missing(self) -> None:
        if files := self._files():
            self._chance.choice(files).unlink()

    def a_picture_is_taken(self) -> None:
        picture = self._folder / f"picture-{len(self._pictures)}"
        self._pictures.append(shutil.copytree(self.one(), picture))

    def an_old_picture_comes_back(self) -> None:
        if self._pictures:
            stick = self.one()
            shutil.rmtree(stick)
            shutil.copytree(self._chance.choice(self._pictures), stick)

    def _files(self) -> list[Path]:
        return [file for file in sorted(self.one().rglob("*")) if file.is_file() and file.stat().st_size]
