"""Checks and bundles on real files."""

from __future__ import annotations

from hypothesis import settings

# Files are written in these tests: how long that takes on a busy machine says nothing about the code.
settings.register_profile("files", deadline=None)
settings.load_profile("files")
