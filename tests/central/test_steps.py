"""The steps that tests watch."""

from __future__ import annotations

from typing import get_args

from clerk_app.central.steps import Step, unwatched


def test_nobody_watches_unless_asked_to() -> None:
    assert [unwatched(step) for step in get_args(Step.__value__ if hasattr(Step, "__value__") else Step)] == [None] * 4
