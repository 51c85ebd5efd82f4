"""Pages made light, by a library that is loaded with the first of them."""

from __future__ import annotations

from pathlib import Path

from clerk_app.ports.files import LightPage


class LatePages:
    """The port ``Pages``."""

    def lighter(self, path: Path) -> LightPage | None:
        """The page of this file made lighter; nothing where the file itself is to be kept."""
        from clerk_app.documents.pages import Pages

        return Pages().lighter(path)
