"""What citizens of the demonstration have filed on the portal before the day begins."""

from __future__ import annotations

from pathlib import Path

from clerk_app.app.resources import resources_folder
from clerk_app.central.portal.seed import seed_filings
from clerk_app.demo.beside import beside


def file_online(database: Path, seed: str) -> list[str]:
    """File what the seed says, beside the running central of this database; returns the numbers."""
    with beside(database) as parts:
        return seed_filings(parts.portal, resources_folder() / "seed" / seed)
