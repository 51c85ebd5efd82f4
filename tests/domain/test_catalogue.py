"""A service that has ended is offered until the day before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.domain.services import stall


@pytest.mark.parametrize(
    ("ended", "offered"), [("", True), ("2026-11-24", True), ("2026-11-23", False), ("2020-01-01", False)]
)
def test_a_service_is_offered_until_it_ends(ended: str, offered: bool) -> None:
    assert replace(stall(), ended=ended).is_offered("2026-11-23") is offered
