"""A desk with a fee to be paid, its case, and a stage for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from clerk_app.domain.requests import RequestView
from tests.support.all_screens import all_screens
from tests.support.desk_day import busy_desk
from tests.support.fake_desk import FakeDesk
from tests.support.stage import Stage


@pytest.fixture
def desk(qapp: QApplication) -> FakeDesk:
    return busy_desk()


@pytest.fixture
def view(desk: FakeDesk) -> RequestView:
    return next(view for view in desk.requests._all() if view.fee_total and not view.annulled)


@pytest.fixture
def stage(desk: FakeDesk, fonts: None) -> Iterator[Stage]:
    made = Stage(all_screens(desk), "sr-Cyrl")
    yield made
    made.close()
