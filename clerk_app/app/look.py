"""The look that the settings and the system ask for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from clerk_app.app.place import Place
from clerk_app.ui.theme import Look, make_look


def look_of(application: QApplication, place: Place) -> Look:
    """Theme, text size and density of the settings; ``system`` follows the desktop."""
    settings = place.settings
    hints = application.styleHints()
    asked = theme_of(
        settings.theme,
        dark=hints.colorScheme() == Qt.ColorScheme.Dark,
        contrast=hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast,
    )
    return make_look(
        place.resources,
        asked.replace("-", "_"),
        settings.scale,
        "comfortable" if settings.density == "comfortable" else "compact",
        ratio=application.devicePixelRatio(),
    )


def theme_of(setting: str, *, dark: bool, contrast: bool) -> str:
    """The theme for a setting on a desktop that is ``dark`` or asks for ``contrast``, which comes first."""
    if setting != "system":
        return setting
    if contrast:
        return "high-contrast"
    return "dark" if dark else "light"
