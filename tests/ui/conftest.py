"""Looks and texts for tests of the interface."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clerk_app.i18n import Texts
from clerk_app.ui.screen import Context
from clerk_app.ui.theme import Look, apply_look, make_look, register_fonts
from tests.support.desk_day import busy_desk
from tests.support.fake_desk import FakeDesk
from tests.support.fake_frame import context_of
from tests.support.viewer import Viewer, in_the_viewers_place

RESOURCES = Path(__file__).parents[2] / "resources"

type Dress = Callable[..., Look]
type Settle = Callable[[], None]


@pytest.fixture(scope="session")
def fonts(qapp: QApplication) -> None:
    """The bundled typeface, known once."""
    register_fonts(RESOURCES)


@pytest.fixture(autouse=True)
def nothing_held(qapp: QApplication) -> Iterator[None]:
    """No test leaves a button of the pointer pressed: for every test after it nothing would be brought into sight."""
    yield
    assert qapp.mouseButtons() == Qt.MouseButton.NoButton


@pytest.fixture
def dress(qapp: QApplication, fonts: None) -> Dress:
    """Puts a look on the application and returns it."""

    def put_on(theme: str = "light", scale: float = 1.0) -> Look:
        look = make_look(RESOURCES, theme, scale)
        apply_look(qapp, look)
        return look

    return put_on


@pytest.fixture
def look(dress: Dress) -> Look:
    """The light look at 100 %."""
    return dress()


@pytest.fixture
def texts() -> Texts:
    """Serbian Cyrillic, in which a missing text is an error."""
    return Texts(RESOURCES / "texts", strict=True)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """Something to stand on; kept until the test ends."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def context(texts: Texts, look: Look, page: QWidget) -> Context:
    """What a part of a screen is built with, without a window around it."""
    return context_of(texts, look, page)


@pytest.fixture
def desk(qapp: QApplication) -> FakeDesk:
    """A desk with a morning behind it."""
    return busy_desk()


@pytest.fixture
def viewer(qapp: QApplication) -> Iterator[Viewer]:
    """What the system's viewer was asked to show."""
    with in_the_viewers_place() as viewer:
        yield viewer


@pytest.fixture
def settle(qapp: QApplication) -> Settle:
    """Lets happen what was posted: children that came are laid out and shown, those that went are gone."""

    def let_happen() -> None:
        for _ in range(3):
            qapp.sendPostedEvents()
            qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            qapp.processEvents()

    return let_happen


@pytest.fixture(autouse=True)
def gone_afterwards(qapp: QApplication) -> Iterator[None]:
    """Windows of a test are deleted after it: without a running event loop Qt would keep, and restyle, them all."""
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
