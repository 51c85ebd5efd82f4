"""Requests that were taken on paper while nothing else worked, and are entered later with the time on the paper."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from clerk_app.domain.bodies import OnPaper, PaperReason
from clerk_app.domain.deadlines import is_working_day
from clerk_app.domain.findings import Finding
from clerk_app.domain.intake_rule import IntakeRule
from clerk_app.domain.scripts import tidy
from clerk_app.domain.values import read_date

_TIME = re.compile(r"(\d{1,2})(?:[:.,h ]?(\d{2}))?")
_FIRST_YEAR = 2000
_LONGEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperEntry:
    """What stands on the paper, as it was typed; ``day`` is ISO where it could be read."""

    day: str = ""
    time: str = ""
    number: str = ""
    clerk: str = ""
    reason: PaperReason = "power_cut"


def read_time(text: str) -> time | None:
    """``8.10``, ``08:10``, ``0810`` or ``8`` as a time of the day; nothing when it is none."""
    found = _TIME.fullmatch(text.strip()) if text.isascii() else None
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def moment_of(entry: PaperEntry, zone: tzinfo | None) -> datetime | None:
    """The time on the paper with the offset that was valid then; nothing while it cannot be read."""
    day, at = read_date(entry.day), read_time(entry.time)
    if not day or at is None or int(day[:4]) < _FIRST_YEAR:
        return None
    return datetime.combine(date.fromisoformat(day), at, tzinfo=zone)


def findings_of(entry: PaperEntry, now: datetime, rule: IntakeRule) -> tuple[Finding, ...]:
    """What is odd about the time on the paper; ``now`` is the desk's local time."""
    moment = moment_of(entry, now.tzinfo)
    if moment is None:
        readable = read_date(entry.day) and int(read_date(entry.day)[:4]) >= _FIRST_YEAR
        return (Finding("paper_time_missing", "paper.time" if readable else "paper.day"),)
    found = []
    if moment > now:
        found.append(Finding("paper_in_future", "paper.day"))
    elif (now.date() - moment.date()).days > rule.paper_within:
        found.append(Finding("paper_old", "paper.day", {"days": str(rule.paper_within)}))
    if not (is_working_day(moment.date()) and rule.open_at(moment.time())):
        found.append(Finding("paper_outside_hours", "paper.time"))
    return tuple(found)


def kept(entry: PaperEntry, now: datetime) -> OnPaper:
    """What the request keeps of it."""
    return OnPaper(
        entered_local=now.isoformat(timespec="seconds"),
        reason=entry.reason,
        number=tidy(entry.number)[:_LONGEST],
        clerk=tidy(entry.clerk)[:_LONGEST],
    )
