"""A seed may have no population; one that is malformed is said by its file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from clerk_app.central.population.sources import read
from clerk_app.domain.errors import Invalid
from tests.central.population.conftest import FOLDER


def test_a_seed_without_population_has_none(tmp_path: Path) -> None:
    assert read(tmp_path) is None


def test_what_is_malformed_is_said_by_its_file(tmp_path: Path) -> None:
    for name in ("population", "names", "places", "economy"):
        shutil.copy(FOLDER / f"{name}.toml", tmp_path)
    assert read(tmp_path) is not None
    (tmp_path / "names.toml").write_text("groups = 1", encoding="utf-8")
    with pytest.raises(Invalid) as refused:
        read(tmp_path)
    assert (refused.value.code, refused.value.params["file"]) == ("seed_malformed", "names.toml")
