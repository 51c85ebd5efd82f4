"""The look of the operator's page: the product's own tokens as custom properties under one plain sheet."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

_ROLES = (
    *("window", "surface", "surface_alt", "sunken", "rail", "divider", "control_border", "text", "text_2", "text_3"),
    *("accent", "accent_hover", "accent_soft", "on_accent", "selection", "row_hover", "focus"),
    *("success", "success_soft", "warning", "warning_soft", "error", "error_soft", "offline", "offline_soft"),
)
SHEET = "operator.css"


def stylesheet(themes: Path | None) -> str:
    """The sheet of ``themes`` with its colours, by what the reader's system prefers; nothing where there are none."""
    if themes is None:
        return ""
    light, dark = (_colours(themes / f"{name}.toml") for name in ("light", "dark"))
    sheet = (themes / SHEET).read_text(encoding="utf-8")
    return f"{_root(light)}@media(prefers-color-scheme:dark){{{_root(dark)}}}\n{sheet}"


def _colours(file: Path) -> dict[str, str]:
    with file.open("rb") as opened:
        colours: dict[str, str] = tomllib.load(opened)["colours"]
    return {role: colours[role] for role in _ROLES}


def _root(colours: Mapping[str, str]) -> str:
    said = "".join(f"--{role.replace('_', '-')}:{colour};" for role, colour in colours.items())
    return f":root{{{said}}}\n"
