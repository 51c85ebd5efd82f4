"""A supervisor's desk with an autumn behind it, its figures, and a stage with the screen of indicators."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from clerk_app.domain.index_figures import Figures
from clerk_app.domain.index_periods import of_kind
from clerk_app.ui.screens.indicators import IndicatorsScreen
from tests.support.all_screens import all_screens
from tests.support.desk_day import busy_desk
from tests.support.fake_desk import FakeDesk
from tests.support.fake_index import INDEX_ITEM, autumn, office_item
from tests.support.fake_neighbours import NOW
from tests.support.stage import Stage


@pytest.fixture
def desk(qapp: QApplication) -> FakeDesk:
    busy = busy_desk("supervisor")
    autumn(busy.measures, busy.outages)
    busy.reference.told(INDEX_ITEM, office_item())
    return busy


@pytest.fixture
def figures(desk: FakeDesk) -> Figures:
    """This month."""
    return desk.actions.systems.indicators.figures(of_kind("month", NOW.date()))


@pytest.fixture
def stage(desk: FakeDesk, fonts: None) -> Iterator[Stage]:
    made = Stage(all_screens(desk), "sr-Cyrl")
    made.go("indicators")
    yield made
    made.close()


@pytest.fixture
def screen(stage: Stage) -> IndicatorsScreen:
    return stage.screen(IndicatorsScreen)
