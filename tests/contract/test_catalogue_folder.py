"""A folder of definitions: what is wrong is told by file, place and reason, and takes no other with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerk_app.contract.catalogue_folder import Loaded, Refused, load_folder, problems_of
from clerk_app.contract.catalogue_limits import MOST_BYTES
from tests.contract.definitions import GOOD


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "a-good.toml": GOOD,
        "b-twice.toml": GOOD.replace("Мала", "Друга"),
        "c-newer.toml": GOOD.replace("version = 1", "version = 2"),
        "d-negative.toml": GOOD.replace("amount = 100", "amount = -1").replace("days = 8", "days = 0"),
        "e-torn.toml": GOOD[:100],
        "f-large.toml": "#" * (MOST_BYTES + 1),
        "g-strange.toml": GOOD.replace('code = "fee"', 'code = "fee"\ncolour = "red"'),
        "h.txt": "no definition",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "i-folder.toml").mkdir()
    return tmp_path


def test_the_good_ones_are_loaded_and_the_others_told(folder: Path) -> None:
    loaded = load_folder(folder)
    assert {name: service.version for name, service in loaded.services.items()} == {"a-good.toml": 1, "c-newer.toml": 2}
    refused = {one.file: (one.path, one.code) for one in loaded.refused}
    assert refused.pop("e-torn.toml")[1] == "catalogue_malformed"
    assert refused == {
        "b-twice.toml": ("version", "service_twice"),
        "d-negative.toml": ("deadline", "deadline_wrong"),
        "f-large.toml": ("", "file_large"),
        "g-strange.toml": ("fees[0].colour", "catalogue_malformed"),
        "i-folder.toml": ("", "file_unreadable"),
    }


def test_all_problems_of_a_file_are_told(folder: Path) -> None:
    assert problems_of("d", folder / "d-negative.toml") == [
        Refused("d", "deadline", "deadline_wrong"),
        Refused("d", "fees.fee", "fee_amount"),
    ]
    assert problems_of("a", folder / "a-good.toml") == []
    assert [one.code for one in problems_of("x", folder / "none.toml")] == ["file_unreadable"]


def test_where_no_folder_is_there_is_nothing(tmp_path: Path) -> None:
    assert load_folder(tmp_path / "none") == Loaded({}, ())
