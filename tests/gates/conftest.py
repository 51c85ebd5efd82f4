"""The checkout, read once for all gates."""

from __future__ import annotations

import pytest

from tests.gates.tree import ROOT, Source, read_tree


@pytest.fixture(scope="session")
def tree() -> list[Source]:
    """Every text file of the checkout."""
    return read_tree(ROOT)
