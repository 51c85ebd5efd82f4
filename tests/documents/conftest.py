"""What the tests of paper share: the real layouts, fonts and texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerk_app.documents.layouts import Layouts
from clerk_app.documents.wording import PaperTexts
from clerk_app.i18n import Texts

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture(scope="session")
def layouts() -> Layouts:
    return Layouts(RESOURCES / "layouts", RESOURCES / "fonts")


@pytest.fixture(scope="session")
def texts() -> PaperTexts:
    return PaperTexts(Texts(RESOURCES / "texts", "sr-Cyrl", strict=True))
