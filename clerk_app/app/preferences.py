"""The settings as the settings screen deals with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from clerk_app.settings.preferences import save_preferences
from clerk_app.settings.resolve import Effective

if TYPE_CHECKING:
    from clerk_app.app.windows import Program


class Preferences:
    """Saves what the user may choose; the program takes it into use when it is told (``News.settings_changed``)."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def explain(self) -> Sequence[Effective]:
        """Every setting in force, in order."""
        return self._program.place.resolved.explain()

    def save(self, name: str, value: str | float | bool) -> None:
        """Keep a preference durably; raises ``Invalid`` (field = name) or ``Unavailable``."""
        place = self._program.place
        save_preferences(place.paths.preferences, {name: value}, keys=place.keys, fixed=place.resolved.fixed)
