"""Beside our own centre while it runs: the demonstration's citizens, bank and registers work on its database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clerk_app.app.resources import resources_folder
from clerk_app.central.app import Parts
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.i18n import Texts


@contextmanager
def beside(database: Path) -> Iterator[Parts]:
    """The parts of a centre in this process, over the database of the one that runs."""
    texts = Texts(resources_folder() / "texts")
    parts = open_parts(CentralSettings(listen="127.0.0.1:0", database_url=f"sqlite:///{database}", texts=texts))
    try:
        yield parts
    finally:
        parts.database.close()
