"""Port: a look at the line itself, for the checks: whether the centre can be reached, how, and how fast it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a look found.

    ``code``: why the centre was not reached, empty if it was. ``delay``: seconds of one small question on an open
    connection, 0 if none was answered. ``nameless``: no name server answered, the last known address did.
    ``ipv6_dead``: the centre has an IPv6 address that does not answer, and one that does. ``proxy``: host of the proxy
    in use, empty for none.
    """

    code: str = ""
    delay: float = 0.0
    nameless: bool = False
    ipv6_dead: bool = False
    proxy: str = ""


class LineLook(Protocol):
    """Looks at the line; takes as long as the line does."""

    def look(self) -> Looked:
        """Ask the centre twice for next to nothing; never raises for what it came to find."""
