"""What the pages before the shell say of this desk."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskFacts:
    """What the sign-in says about this desk. ``clerks`` are the user names that have signed in here."""

    municipality: str
    desk: str
    version: str
    clerks: tuple[str, ...] = ()
