"""Looks and texts for tests of the interface."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from clerk_app.i18n import Texts
from clerk_app.ui.theme import Look, apply_look, make_look, register_fonts

RESOURCES = Path(__file__).parents[2] / "resources"

type Dress = Callable[..., Look]


@pytest.fixture(scope="session")
def fonts(qapp: QApplication) -> None:
    """The bundled typeface, known once."""
    register_fonts(RESOURCES)


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


@pytest.fixture(autouse=True)
def gone_afterwards(qapp: QApplication) -> Iterator[None]:
    """Windows of a test are deleted after it: without a running event loop Qt would keep, and restyle, them all."""
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
