"""Port: the file of one case, read when somebody opens a part of it."""

from __future__ import annotations

from typing import Protocol

from clerk_app.domain.case_file import CaseFile


class CaseFiles(Protocol):
    """Everything that is known here of one case, beside its view."""

    def of(self, subject: bytes) -> CaseFile:
        """The file of a case; an empty one of a subject that nobody knows."""
