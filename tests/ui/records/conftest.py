"""A desk with a case whose records stand in every way, and a stage for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from clerk_app.ui.screens.detail import DetailScreen
from tests.support.all_screens import all_screens
from tests.support.fake_desk import FakeDesk
from tests.support.records_day import case_of, records_desk
from tests.support.stage import Stage


@pytest.fixture
def desk(qapp: QApplication) -> FakeDesk:
    return records_desk()


@pytest.fixture
def stage(desk: FakeDesk, fonts: None) -> Iterator[Stage]:
    made = Stage(all_screens(desk), "sr-Cyrl")
    yield made
    made.close()


@pytest.fixture
def page(stage: Stage, desk: FakeDesk):
    """The case, with its records in front."""
    stage.go("detail", case_of(desk).subject)
    shown = stage.screen(DetailScreen)._page
    shown.tabs.choose("records")
    stage.settle()
    return shown
