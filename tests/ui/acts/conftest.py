"""A desk at which a handler makes acts, with a card in the reader, and a stage for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.support.all_screens import all_screens
from tests.support.cases_day import cases_desk
from tests.support.fake_acts import InventedToken
from tests.support.fake_desk import FakeDesk
from tests.support.stage import Stage


@pytest.fixture
def desk(qapp: QApplication) -> FakeDesk:
    made = cases_desk()
    made.signing.token = InventedToken()
    return made


@pytest.fixture
def stage(desk: FakeDesk, fonts: None) -> Iterator[Stage]:
    made = Stage(all_screens(desk), "sr-Cyrl")
    yield made
    made.close()
