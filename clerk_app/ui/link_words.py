"""What is said of the line: the sentence of the status strip, the calm note while there is none, and the forecast."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from clerk_app.domain.errors import DESK_STOPPED
from clerk_app.i18n import Texts
from clerk_app.sync.link import LinkState

MICROSECONDS = 1_000_000
BARS = {"good": "link-good", "slow": "link-weak", "down": "link-none", "unknown": "link-unknown"}
ROLES = {"good": "success", "slow": "warning", "down": "offline", "unknown": "text_2", "stopped": "error"}


def link_icon(link: LinkState) -> str:
    """The bars of the line; of a desk that has stopped, which has none, the sign of a fault."""
    return BARS.get(link.kind, "circle-x")


def local_time(micros: int, zone: tzinfo | None) -> datetime:
    """A moment as the clock on the wall shows it here."""
    return datetime.fromtimestamp(micros / MICROSECONDS, UTC).astimezone(zone)


def told_moment(micros: int, now: datetime, texts: Texts) -> str:
    """Hours and minutes for today, with the day before that."""
    moment = local_time(micros, now.tzinfo)
    return texts.time(moment) if moment.date() == now.date() else texts.moment(moment)


def short_moment(micros: int, zone: tzinfo | None, texts: Texts) -> str:
    """Day, hours and minutes, for lists in which the year is plain."""
    moment = local_time(micros, zone)
    return f"{texts.text('format.day', d=moment.day, m=moment.month)} {texts.time(moment)}"


def minutes_left(link: LinkState) -> int:
    """The middle of the forecast in minutes, at least one; 0 when nothing can be told."""
    if link.forecast is None:
        return 0
    low, high = link.forecast
    return max(1, round((low + high) / 2))


def link_sentence(link: LinkState, now: datetime, texts: Texts) -> str:
    """The line in one sentence (LOOK §5), with how much waits and for how long, and that the day's data are used up."""
    line = _line_sentence(link, now, texts)
    return texts.text("strip.budget_spent", line=line) if link.held == "budget" and link.kind in BARS else line


def _line_sentence(link: LinkState, now: datetime, texts: Texts) -> str:
    if link.kind == "stopped":
        return texts.text("strip.revoked" if link.code == DESK_STOPPED else "strip.stopped")
    if link.kind == "unknown":
        return (
            texts.many("strip.link_unknown", link.requests) if link.requests else texts.text("strip.link_unknown_idle")
        )
    if link.kind == "down":
        since = told_moment(link.since, now, texts)
        if not link.requests:
            return texts.text("strip.link_none_kept" if link.waiting else "strip.link_none_idle", time=since)
        return texts.many("strip.link_none", link.requests, time=since)
    return _working(link, now, texts)


def _working(link: LinkState, now: datetime, texts: Texts) -> str:
    """A line that works, well or badly."""
    if link.requests and link.kind == "slow":
        minutes = minutes_left(link)
        key = "strip.link_weak" if minutes else "strip.link_weak_untold"
        return texts.many(key, link.requests, minutes=minutes)
    if link.requests:
        return texts.many("strip.link_sending", link.requests)
    if link.waiting:
        return texts.text("strip.link_good_busy" if link.kind == "good" else "strip.link_weak_busy")
    if not link.exchanged:
        return texts.text("strip.link_unknown_idle")
    word = "strip.link_good" if link.kind == "good" else "strip.link_weak_idle"
    return texts.text(word, time=told_moment(link.exchanged, now, texts))


def safe_sentence(link: LinkState, texts: Texts) -> str:
    """That everything that waits, entries of every kind, is on the disk of this computer."""
    return texts.many("exchange.safe", link.waiting) if link.waiting else texts.text("exchange.safe_none")
