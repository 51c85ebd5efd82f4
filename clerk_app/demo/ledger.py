"""What really happened: the central's own database against the desk's journal, and the paper that came out."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from clerk_app.app.desk import Desk
from clerk_app.ports.desk_file import JobState, ListFilter
from clerk_app.ports.outbox import OutboxState

_MOST = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The day in numbers, as ``summary.json`` has them."""

    requests_accepted: int
    receipts_printed: int
    registered: int
    refused: int
    lost: int
    doubled: int
    seconds: float
    screenshots: list[str]
    receipts: list[str]

    def write(self, path: Path) -> None:
        """Keep it as JSON."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

    @property
    def whole(self) -> bool:
        """Whether nothing was lost, doubled or refused, and everything was registered."""
        return not (self.lost or self.doubled or self.refused) and self.registered == self.requests_accepted


@dataclass(frozen=True, slots=True)
class Tally:
    """What the desk knows of its own day."""

    accepted: int
    printed: int
    registered: int
    refused: int
    lost: int
    doubled: int


def tally(desk: Desk) -> Tally:
    """Count from the desk's own journal, its print jobs, and the centre's word on each request."""
    stores = desk.stores
    views = stores.requests.page(ListFilter(scope="all"), limit=_MOST)
    numbers = [view.unique_number for view in views if view.registered]
    jobs = [job for view in views for job in stores.jobs.of(view.subject)]
    return Tally(
        accepted=len(views),
        printed=sum(1 for job in jobs if job.state == JobState.PRINTED),
        registered=len(numbers),
        refused=sum(1 for held in stores.attention.attention() if held.state == OutboxState.REFUSED),
        lost=stores.outbox.size().entries,
        doubled=len(numbers) - len(set(numbers)),
    )
