"""A USB stick in words: which one is in, what was taken along, and what came back."""

from __future__ import annotations

from collections.abc import Sequence

from clerk_app.i18n import Texts
from clerk_app.ports.bundle import FoundStick
from clerk_app.sync.bringing_back import Brought
from clerk_app.sync.carrying import Taken

_GIGA, _MEGA = 1_000_000_000, 1_000_000


def found_words(sticks: Sequence[FoundStick], texts: Texts) -> str:
    """Which stick is in and how much fits on it, or what to do."""
    if not sticks:
        return texts.text("stick.none")
    if len(sticks) > 1:
        return texts.text("stick.several")
    return texts.text("stick.there", name=sticks[0].name, free=size_words(sticks[0].free, texts))


def size_words(size: int, texts: Texts) -> str:
    """Room on a stick, as it is written on sticks."""
    if size >= _GIGA:
        return texts.text("stick.gb", size=texts.number(size // _GIGA))
    return texts.text("stick.mb", size=texts.number(size // _MEGA))


def taken_words(taken: Taken, texts: Texts) -> str:
    """What is on the stick now."""
    parts = []
    if taken.entries:
        parts.append(
            texts.many("stick.requests" if taken.requests else "stick.entries", taken.requests or taken.entries)
        )
    if taken.enclosures:
        parts.append(texts.many("stick.enclosures", taken.enclosures))
    said = texts.text("stick.may_pull", what=", ".join(parts)) if parts else texts.text("stick.nothing_waits")
    return f"{said} {texts.text('stick.left_out', count=taken.left_out)}" if taken.left_out else said


def brought_words(brought: Brought, texts: Texts) -> str:
    """What the centre has told."""
    if brought.kind == "known":
        return texts.text("stick.known")
    confirmed = ("stick.confirmed", brought.requests) if brought.requests else _entries(brought)
    counts = (
        confirmed,
        ("stick.numbers", brought.numbers),
        ("stick.papers", brought.papers),
        ("stick.stopped", brought.stopped),
    )
    parts = [texts.many(key, count) for key, count in counts if count]
    return texts.text("stick.brought", what=", ".join(parts) or texts.text("stick.no_news"))


def _entries(brought: Brought) -> tuple[str, int]:
    return "stick.confirmed_entries", brought.confirmed
