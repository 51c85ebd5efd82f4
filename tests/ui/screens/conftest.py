"""A desk with a morning behind it, and stages that are taken away after the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.support.all_screens import all_screens
from tests.support.desk_day import busy_desk
from tests.support.fake_desk import FakeDesk
from tests.support.stage import Stage

type MakeStage = Callable[..., Stage]


@pytest.fixture
def desk(qapp: QApplication) -> FakeDesk:
    return busy_desk()


@pytest.fixture
def stage(desk: FakeDesk, fonts: None) -> Iterator[Stage]:
    made = Stage(all_screens(desk), "sr-Cyrl")
    yield made
    made.close()
