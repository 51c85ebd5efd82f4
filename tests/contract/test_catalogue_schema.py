"""The published schema is the one that the program holds to, and every shipped service fits it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from clerk_app.contract.catalogue_schema import TARGET, document, write
from tests.contract.definitions import GOOD
from tests.support.schema_fit import misfits

FOLDER = Path(__file__).parents[2] / "resources" / "catalogue"
SCHEMA = json.loads(document())


def test_the_published_schema_is_the_one_in_use(tmp_path: Path) -> None:
    write(tmp_path / "contract" / "service.schema.json")
    assert (tmp_path / "contract" / "service.schema.json").read_bytes() == document()
    assert TARGET.read_bytes() == document(), "run: python -m clerk_app.contract.catalogue_schema"


def test_it_is_a_schema_and_describes_every_part() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["$ref"] == "#/$defs/Service"
    assert all(part["description"] for part in SCHEMA["$defs"].values())


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_every_shipped_service_fits(path: Path) -> None:
    assert list(misfits(tomllib.loads(path.read_text(encoding="utf-8")), SCHEMA, SCHEMA)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('id = "small"', 'id = "Small"'),
        ("version = 1", "version = 0"),
        ('type = "integer"', 'type = "colour"'),
        ('type = "integer"', 'type = "integer"\ncolour = "red"'),
        ('type = "integer"', 'type = "integer"\ncolumns = 13'),
        ('"200"', '"2000"'),
        ("amount = 100", "amount = -1"),
        ("[[sections]]", 'delivery = ["pigeon"]\n[[sections]]'),
    ],
)
def test_what_does_not_fit_is_told(old: str, new: str) -> None:
    wrong: dict[str, Any] = tomllib.loads(GOOD.replace(old, new, 1))
    assert len(list(misfits(wrong, SCHEMA, SCHEMA))) == 1
