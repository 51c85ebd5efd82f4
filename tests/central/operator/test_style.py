"""The page's colours are the product's, and readable wherever the sheet puts one on another."""

from __future__ import annotations

import re

from clerk_app.central.operator.style import stylesheet
from tests.central.conftest import RESOURCES


def test_every_colour_that_the_sheet_asks_for_is_given_in_both_schemes() -> None:
    sheet = stylesheet(RESOURCES / "themes")
    light, dark = sheet.split("@media(prefers-color-scheme:dark)")
    for wanted in set(re.findall(r"var\((--[\w-]+)\)", sheet)):
        assert f"{wanted}:#" in light
        assert f"{wanted}:#" in dark
    assert not re.search(r"#[0-9a-fA-F]{3,6}\b", sheet.partition("color-scheme:light dark")[2])


def test_without_themes_the_page_is_plain() -> None:
    assert stylesheet(None) == ""
