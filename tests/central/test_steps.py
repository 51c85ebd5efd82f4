"""The steps that tests watch."""

from __future__ import annotations

from typing import get_args

from clerk_app.central.server import CentralSettings
from clerk_app.central.steps import Step, unwatched


def test_nobody_watches_unless_asked_to(settings: CentralSettings) -> None:
    assert settings.steps is unwatched
    for step in get_args(Step):
        settings.steps(step)
