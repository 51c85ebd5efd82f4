"""The registers of the demonstration, which is shown at any hour: none of them is away."""

from __future__ import annotations

from pathlib import Path

from clerk_app.central.ezup.rules import keep_awake
from clerk_app.demo.beside import beside


def wake_registers(database: Path) -> None:
    """End the scheduled outages, beside the running central of this database."""
    with beside(database) as parts:
        keep_awake(parts.database, parts.keys.municipality)
