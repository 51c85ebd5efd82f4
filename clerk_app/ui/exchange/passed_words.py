"""What went, in words: when, by which carrier, how much, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clerk_app.i18n import Texts
from clerk_app.ports.line_record import Passed
from clerk_app.ui.exchange.rate_plot import KILO
from clerk_app.ui.link_words import local_time, told_moment

_LOOKS: dict[str, tuple[str, str]] = {
    "sent": ("upload", "accent"),
    "cut": ("undo-2", "offline"),
    "left": ("network", "offline"),
    "answered": ("circle-check", "success"),
}
_STICK = ("usb", "offline")
_STOPPED = ("triangle-alert", "warning")


@dataclass(frozen=True, slots=True)
class PassedLine:
    """One row: time, carrier, what, size, what became of it with its icon and role."""

    time: str
    carrier: str
    what: str
    size: str
    fate: str
    look: tuple[str, str]


def passed_line(one: Passed, now: datetime, texts: Texts) -> PassedLine:
    """A row of the table."""
    moment = local_time(one.at, now.tzinfo)
    today = moment.date() == now.date()
    return PassedLine(
        time=texts.time(moment) if today else texts.text("format.day", d=moment.day, m=moment.month),
        carrier=texts.text(f"passed.by.{one.carrier}"),
        what=_what(one, texts),
        size=passed_size(one.bytes, texts),
        fate=_fate(one, now, texts),
        look=_look(one),
    )


def passed_size(size: int, texts: Texts) -> str:
    """Kilobytes with a decimal below ten of them, megabytes above a thousand."""
    if size >= KILO * KILO:
        return texts.text("exchange.megabytes", megabytes=texts.number(round(size * 10 / KILO / KILO), 1))
    tenths = max(1, round(size * 10 / KILO))
    return texts.text(
        "exchange.size", kilobytes=texts.number(tenths, 1) if tenths < 100 else texts.number(tenths // 10)
    )


def _what(one: Passed, texts: Texts) -> str:
    if one.requests == one.entries:
        return texts.many("passed.requests", one.requests)
    entries = texts.many("passed.entries", one.entries)
    return f"{entries}, {texts.many('passed.requests', one.requests)}" if one.requests else entries


def _look(one: Passed) -> tuple[str, str]:
    if one.fate == "left" and one.carrier == "stick":
        return _STICK
    return _STOPPED if one.stopped else _LOOKS[one.fate]


def _fate(one: Passed, now: datetime, texts: Texts) -> str:
    if one.fate != "answered":
        key = f"passed.left.{one.carrier}" if one.fate == "left" else f"passed.{one.fate}"
        words = texts.text(key)
        return f"{words} · {texts.many('passed.tries', one.tries)}" if one.tries > 1 else words
    parts = [texts.many("passed.accepted", one.entries - one.stopped)]
    if one.stopped:
        parts.append(texts.many("passed.stopped", one.stopped))
    if one.changes:
        parts.append(texts.many("passed.changes", one.changes))
    if one.carrier == "stick":
        parts.append(texts.text("passed.answered_at", time=told_moment(one.answered, now, texts)))
    return ", ".join(parts)
