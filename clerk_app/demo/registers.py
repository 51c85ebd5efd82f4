"""The registers of the demonstration, which is shown at any hour: none of them is away."""

from __future__ import annotations

from pathlib import Path

from clerk_app.app.resources import resources_folder
from clerk_app.central.ezup.rules import keep_awake
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.i18n import Texts


def wake_registers(database: Path) -> None:
    """End the scheduled outages, beside the running central of this database."""
    texts = Texts(resources_folder() / "texts")
    parts = open_parts(CentralSettings(listen="127.0.0.1:0", database_url=f"sqlite:///{database}", texts=texts))
    try:
        keep_awake(parts.database, parts.keys.municipality)
    finally:
        parts.database.close()
