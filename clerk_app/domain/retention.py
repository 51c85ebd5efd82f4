"""How long a desk keeps what it received: the case is kept by the centre, the desk needs it only for a while."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from clerk_app.domain.requests import FINISHED, RequestView

DAY = 24 * 3600 * 1_000_000
"""A day in microseconds."""

DRAFT_DAYS = 7
Ground = Literal["closed", "silent"]


@dataclass(frozen=True, slots=True)
class Retention:
    """Days since anything last happened with a request, here or at the centre.

    ``closed``: for requests that are finished or annulled. ``silent``: for those of which the centre never said so.
    """

    closed: int = 60
    silent: int = 730


def ended(view: RequestView, now: int, retention: Retention) -> Ground | None:
    """On what ground a request may be erased now (microseconds UTC), if on any: never before the centre has it all."""
    if view.mark != "accepted":
        return None
    idle = (now - max((item.at for item in view.history), default=now)) // DAY
    if view.state in FINISHED:
        return "closed" if idle >= retention.closed else None
    return "silent" if idle >= retention.silent else None
