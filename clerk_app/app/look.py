"""The look that the settings and the system ask for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from clerk_app.app.place import Place
from clerk_app.ui.theme import Look, make_look


def look_of(application: QApplication, place: Place) -> Look:
    """Theme, text size and density of the settings; ``system`` follows the desktop."""
    settings = place.settings
    dark = settings.theme == "dark" or (settings.theme == "system" and _system_is_dark(application))
    return make_look(
        place.resources,
        "dark" if dark else "light",
        settings.scale,
        "comfortable" if settings.density == "comfortable" else "compact",
        ratio=application.devicePixelRatio(),
    )


def _system_is_dark(application: QApplication) -> bool:
    return application.styleHints().colorScheme() == Qt.ColorScheme.Dark
