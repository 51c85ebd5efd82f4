"""A desk with a case to which a document came, and a stage for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from clerk_app.ui.dialog_over import DialogOver
from clerk_app.ui.screens.detail import DetailScreen
from tests.support.all_screens import all_screens
from tests.support.delivered import Case
from tests.support.desk_day import busy_desk
from tests.support.fake_desk import FakeDesk
from tests.support.stage import Stage


@pytest.fixture
def desk(qapp: QApplication) -> FakeDesk:
    return busy_desk()


@pytest.fixture
def case(desk: FakeDesk) -> Case:
    return Case(desk)


@pytest.fixture
def stage(desk: FakeDesk, fonts: None) -> Iterator[Stage]:
    made = Stage(all_screens(desk), "sr-Cyrl")
    yield made
    made.close()


def show(stage: Stage, case: Case) -> None:
    """The case with its deliveries."""
    stage.go("detail", case.subject)
    stage.screen(DetailScreen)._page.tabs.choose("delivery")
    stage.settle()


def over[Kind: DialogOver](stage: Stage, kind: type[Kind]) -> Kind:
    """The dialog that stands over the window."""
    stage.settle()
    return next(found for found in stage.window.findChildren(kind) if found.isVisible())
