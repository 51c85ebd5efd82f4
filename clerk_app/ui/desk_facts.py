"""What the pages before the shell say of this desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskFacts:
    """What the sign-in says about this desk. ``clerks`` are the user names that have signed in here.

    ``until``: for each of them the moment (microseconds UTC) up to which they can sign in without the centre.
    """

    municipality: str
    desk: str
    version: str
    clerks: tuple[str, ...] = ()
    until: Mapping[str, int] = field(default_factory=dict)
