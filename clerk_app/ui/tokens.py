"""Design tokens: a theme's colours and the measures of a density, at a scale."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Density = Literal["compact", "comfortable"]

THEMES = ("light", "dark", "high_contrast")
SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """One style of type in px at the chosen scale; ``line`` is the height of a line."""

    size: int
    line: int
    weight: int


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """Colours by role, and measures already multiplied by ``scale``."""

    theme: str
    scale: float
    colours: Mapping[str, str]
    family: str
    fallback: tuple[str, ...]
    types: Mapping[str, TypeStyle]
    sizes: Mapping[str, int]
    radii: Mapping[str, int]

    def colour(self, role: str) -> str:
        """The colour of a role as ``#RRGGBB``."""
        return self.colours[role]

    def px(self, at_100_percent: float) -> int:
        """A length given at 100 %, at this scale."""
        return round(at_100_percent * self.scale)

    def size(self, name: str) -> int:
        """A measure of the density (a row, a control, the rail, an icon), by its name in ``measures.toml``."""
        return self.sizes[name]

    def radius(self, name: str) -> int:
        """The corner radius of a control, panel, chip or keycap."""
        return self.radii[name]

    @property
    def narrow(self) -> bool:
        """Whether text is so large that a 1366 px window holds little: icons only in the rail, rows in two lines."""
        return self.scale >= 1.5


def load_tokens(folder: Path, theme: str, scale: float = 1.0, density: Density = "compact") -> Tokens:
    """The tokens of one look; ``theme`` is a file's name in ``folder``, ``scale`` between 1.0 and 2.0."""
    measures = _read(folder / "measures.toml")
    held = min(max(scale, SCALES[0]), SCALES[-1])

    def scaled(values: Mapping[str, float]) -> dict[str, int]:
        return {name: round(value * held) for name, value in values.items()}

    return Tokens(
        theme=theme,
        scale=held,
        colours=_read(folder / f"{theme}.toml")["colours"],
        family=measures["font"]["family"],
        fallback=tuple(measures["font"]["fallback"]),
        types={
            name: TypeStyle(round(style["size"] * held), round(style["line"] * held), style["weight"])
            for name, style in measures["type"].items()
        },
        sizes=scaled(measures["density"][density]),
        radii=scaled(measures["radius"]),
    )


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
