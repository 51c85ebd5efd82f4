"""What really happened: the central's own database against the desk's journal, and the paper that came out.

An outside central keeps its database to itself: there the numbers are what the desk heard from it, and the summary says
so (``measured``).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from clerk_app.app.stores import Stores
from clerk_app.central.held import held_requests
from clerk_app.domain.requests import RequestView
from clerk_app.ports.desk_file import JobState, ListFilter
from clerk_app.ports.outbox import OutboxState

type Measured = Literal["central", "desk"]

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
    measured: Measured
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
class Registry:
    """Requests at the centre: how many have their number, how many of the desk's are not there, how many are twice."""

    registered: int
    lost: int
    doubled: int
    measured: Measured


@dataclass(frozen=True, slots=True)
class Tally:
    """The day in numbers: what the desk did, and what became of it at the centre."""

    accepted: int
    printed: int
    refused: int
    registry: Registry


NOTHING = Tally(0, 0, 0, Registry(0, 0, 0, "desk"))


def tally(stores: Stores, central: Path | None) -> Tally:
    """Count the desk's journal and print jobs, and the requests in the database file of our own ``central``.

    Without one, the desk's word on its requests is taken.
    """
    everything = stores.requests.page(ListFilter(scope="all"), limit=_MOST)
    views = [view for view in everything if view.origin == "here"]
    jobs = [job for view in views for job in stores.jobs.of(view.subject)]
    return Tally(
        accepted=len(views),
        printed=sum(1 for job in jobs if job.state == JobState.PRINTED),
        refused=sum(1 for held in stores.attention.attention() if held.state == OutboxState.REFUSED),
        registry=_heard(views, stores.outbox.size().entries) if central is None else _held(views, central),
    )


def _heard(views: Sequence[RequestView], waiting: int) -> Registry:
    """What the desk was told; what still waits for the centre counts as lost."""
    numbers = [view.unique_number for view in views if view.registered]
    return Registry(len(numbers), waiting, len(numbers) - len(set(numbers)), "desk")


def _held(views: Sequence[RequestView], central: Path) -> Registry:
    """What the central holds of the desk's requests; lost is also one that was told a number and has none there."""
    ours = {view.subject for view in views}
    there = [one for one in held_requests(central) if one.subject in ours]
    subjects = {one.subject for one in there}
    numbers = [one.number for one in there if one.number is not None]
    registered = {one.subject for one in there if one.number is not None}
    told = {view.subject for view in views if view.registered}
    lost = (ours - subjects) | (told - registered)
    twice = len(there) - len(subjects) + len(numbers) - len(set(numbers))
    return Registry(len(registered), len(lost), twice, "central")
