"""What may go over a line that costs money or must be left to others: one pure function decides."""

from __future__ import annotations

from dataclasses import dataclass

from clerk_app.sync.enclosures import EnclosureChore

METERED, HOURS, BUDGET, PAUSED = "metered", "hours", "budget", "paused"
_DAY = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """``hours``: in which bulk may go, minutes of the local day, over midnight where the later comes first; or always.

    ``budget``: bytes a day, 0 for no bound. ``most_metered``: bytes of the largest enclosure on a metered line.
    """

    hours: tuple[int, int] | None = None
    budget: int = 0
    most_metered: int = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """The minute of the local day, what was spent today, and whether the line is paid by the megabyte.

    ``paused``: a clerk wants no enclosures to go today.
    """

    minute: int
    used: int = 0
    metered: bool = False
    paused: bool = False


def held_back(rules: Rules, now: Now, chore: str, *, asked: bool = False, size: int = 0) -> str:
    """Why a chore must wait, empty if it may go. Requests and answers are no chores: they always go.

    A person who asks (``asked``) need not wait for the hours or a cheaper line, save with what is large; a spent budget
    is the office's word, and holds; so does what a clerk has paused, until a clerk lets it go on.
    """
    if now.paused and chore == EnclosureChore.name:
        return PAUSED
    if rules.budget and now.used >= rules.budget:
        return BUDGET
    if now.metered and size > rules.most_metered:
        return METERED
    if asked:
        return ""
    if now.metered and chore != EnclosureChore.name:
        return METERED
    return "" if _within(rules.hours, now.minute) else HOURS


def hours_of(text: str) -> tuple[int, int] | None:
    """``HH:MM-HH:MM`` as minutes of the day; nothing for an empty text."""
    if not text:
        return None
    begins, _, ends = text.partition("-")
    return _minute(begins), _minute(ends)


def _minute(text: str) -> int:
    hours, _, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes)


def _within(hours: tuple[int, int] | None, minute: int) -> bool:
    if hours is None:
        return True
    begins, ends = hours
    return (minute - begins) % _DAY < (ends - begins) % _DAY
