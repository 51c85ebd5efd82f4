"""What the settings screen needs of the settings, without knowing where they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class SettingRow(Protocol):
    """One setting in force: its value, where it came from, and whether policy fixes it."""

    @property
    def name(self) -> str:
        """As in files and arguments."""

    @property
    def value(self) -> str | float | int | bool:
        """What counts now."""

    @property
    def source(self) -> str:
        """``default``, ``policy``, ``preference``, ``environment``, ``argument`` or ``grant``."""

    @property
    def fixed(self) -> bool:
        """Whether policy keeps it from being changed here."""

    @property
    def allowed(self) -> str:
        """What it may be, in symbols."""


class SettingsDesk(Protocol):
    """The settings as a person deals with them."""

    def explain(self) -> Sequence[SettingRow]:
        """Every setting in force, in order."""

    def save(self, name: str, value: str | float | int | bool) -> None:
        """Keep a preference durably; raises ``Invalid`` (field = name) or ``Unavailable``."""
