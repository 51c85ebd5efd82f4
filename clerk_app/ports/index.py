"""Port: what the desk counted for the indicators, and when its line was away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from clerk_app.domain.index import Period, Tally
from clerk_app.domain.index_bodies import IndexReported


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What was counted on each day (ordinal), and how each service kept its deadlines over the whole period."""

    days: Mapping[int, Tally] = field(default_factory=dict)
    services: Mapping[str, Tally] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One request behind an indicator: what it added to both counts. It names nobody; ``day`` is an ordinal."""

    subject: bytes
    number: str
    unique_number: str
    service: str
    service_version: int
    day: int
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """The line was away from ``began`` until ``ended`` (microseconds UTC); ``kind`` is the code of why.

    Of one that is ``running`` the end is until when it is known.
    """

    began: int
    ended: int
    kind: str
    running: bool = False


class Measures(Protocol):
    """The rows of requests, counted; ``today`` is an ordinal."""

    def counted(self, period: Period, today: int) -> Counted:
        """Everything over a period, but the line."""

    def by_service(self, period: Period, today: int) -> Mapping[str, Tally]:
        """The same for each service, of what this desk received itself."""

    def evidence(self, code: str, period: Period, today: int, limit: int) -> tuple[Evidence, ...]:
        """The requests behind an indicator, newest first."""


class Outages(Protocol):
    """The desk's own record of its line; never sent."""

    def between(self, since: int, until: int) -> tuple[Outage, ...]:
        """Outages that touch the time from ``since`` until ``until`` (microseconds UTC), oldest first.

        One that is running touches whatever comes after it began.
        """

    def received(self, since: int, until: int) -> int:
        """How many requests this desk received in that time while the line was away."""

    def kept_since(self) -> int | None:
        """From when on this desk has records of anything (microseconds UTC); nothing where there are none yet."""


class Reports(Protocol):
    """What was reported to the centre from here."""

    def reported(self, subject: bytes) -> IndexReported | None:
        """The last report under a subject."""


class OutageBook(Protocol):
    """The same record as the exchange writes it; times are microseconds UTC."""

    def begin(self, at: int, kind: str) -> None:
        """The line went away; one that is noted already goes on."""

    def seen(self, at: int) -> None:
        """It is still away."""

    def end(self, at: int) -> None:
        """It is back, or the program ends."""

    def recover(self) -> None:
        """End what a program that was killed left open, where it was last seen."""
