"""A place of a desk that nobody has enrolled yet, in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from clerk_app.app.place import Place, find_place

type PlaceOf = Callable[..., Place]


@pytest.fixture
def place_of(tmp_path: Path) -> PlaceOf:
    """Finds the place with these settings given on the command line."""

    def find(**arguments: object) -> Place:
        return find_place(arguments, {}, root=tmp_path, demo=True)

    return find
