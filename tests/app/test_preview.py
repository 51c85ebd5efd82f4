"""A service is saved as a picture in the look and size that are asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from clerk_app.app.preview import preview
from clerk_app.app.resources import resources_folder
from clerk_app.contract import catalogue
from clerk_app.domain.errors import Unavailable
from clerk_app.i18n import Texts

TEXTS = Texts(resources_folder() / "texts", strict=True)
SERVICE = catalogue.load((resources_folder() / "catalogue" / "taxi-permit.toml").read_bytes())


def test_looks_differ(qapp: object, tmp_path: Path) -> None:
    light, dark = tmp_path / "light.png", tmp_path / "dark.png"
    assert preview(SERVICE, TEXTS, theme="light", scale=1.0, picture=light) == 0
    assert preview(SERVICE, TEXTS, theme="high-contrast", scale=2.0, picture=dark) == 0
    assert QImage(str(light)).pixelColor(300, 300) != QImage(str(dark)).pixelColor(300, 300)


def test_a_picture_that_cannot_be_saved_is_said(qapp: object, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="picture_failed"):
        preview(SERVICE, TEXTS, theme="light", scale=1.0, picture=tmp_path / "none" / "x.png")
