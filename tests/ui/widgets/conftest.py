"""Widgets by themselves, outside any screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

type Settle = Callable[[], None]


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """Something to stand on; kept until the test ends."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def settle(qapp: QApplication) -> Settle:
    """Lets happen what was posted: children that came are laid out and shown, those that went are gone."""

    def let_happen() -> None:
        for _ in range(3):
            qapp.sendPostedEvents()
            qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            qapp.processEvents()

    return let_happen
