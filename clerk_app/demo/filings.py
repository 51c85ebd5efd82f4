"""What citizens of the demonstration have filed on the portal before the day begins."""

from __future__ import annotations

from pathlib import Path

from clerk_app.app.resources import resources_folder
from clerk_app.central.portal.seed import seed_filings
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.i18n import Texts


def file_online(database: Path, seed: str) -> list[str]:
    """File what the seed says, beside the running central of this database; returns the numbers."""
    resources = resources_folder()
    settings = CentralSettings(
        listen="127.0.0.1:0", database_url=f"sqlite:///{database}", texts=Texts(resources / "texts")
    )
    parts = open_parts(settings)
    try:
        return seed_filings(parts.portal, resources / "seed" / seed)
    finally:
        parts.database.close()
