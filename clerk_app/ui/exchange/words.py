"""The exchange in words: the forecast in one sentence, and the facts of line and queue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QWidget

from clerk_app.ports.outbox import OutboxSize
from clerk_app.sync.link import LinkState
from clerk_app.sync.thrift import PAUSED
from clerk_app.ui.exchange.rate_plot import KILO
from clerk_app.ui.link_words import minutes_left, told_moment
from clerk_app.ui.print_words import reason_words
from clerk_app.ui.screen import Context

MEGA = 1_000_000

type Fact = tuple[str, str | QWidget]


def headline(link: LinkState, context: Context) -> str:
    """How much waits, and for how long where that can be told."""
    texts, waiting = context.texts, link.waiting
    if not waiting:
        return texts.text("exchange.nothing_waits")
    minutes = minutes_left(link)
    if link.kind in {"down", "stopped"} or not minutes:
        return texts.many("exchange.items", waiting)
    return texts.text("exchange.items_minutes", items=texts.many("exchange.items", waiting), minutes=minutes)


def range_words(link: LinkState, context: Context) -> str:
    """What the forecast stands on."""
    texts = context.texts
    if link.kind in {"down", "stopped"}:
        return texts.text("exchange.when_back" if link.kind == "down" else "exchange.when_replaced")
    if link.forecast is None:
        return texts.text("exchange.no_forecast") if link.waiting else texts.text("exchange.up_to_date")
    low, high = link.forecast
    return texts.text("exchange.range", low=max(low, 0), high=max(high, 1))


@dataclass(frozen=True, slots=True)
class Used:
    """Bytes that went over the line today, and how many may (0: no bound)."""

    today: int = 0
    most: int = 0


def figures(link: LinkState, delay: int, used: Used, context: Context, now: datetime) -> str:
    """What was measured: rate, delay in milliseconds, when there was an exchange, what was spent today."""
    texts = context.texts
    rate = texts.text("exchange.rate", rate=texts.number(round(link.rate * 10 / KILO), 1)) if link.rate else ""
    parts = [texts.text("exchange.figure.rate", rate=rate or texts.text("exchange.not_measured"))]
    if delay:
        parts.append(texts.text("exchange.figure.delay", delay=texts.number(delay)))
    last = told_moment(link.exchanged, now, texts) if link.exchanged else texts.text("exchange.not_yet")
    parts.append(texts.text("exchange.figure.exchanged", time=last))
    if used.most:
        most = texts.number(used.most // MEGA)
        parts.append(texts.text("exchange.figure.used_of", used=_megabytes(used.today, context), most=most))
    elif used.today:
        parts.append(texts.text("exchange.figure.used", used=_megabytes(used.today, context)))
    return " · ".join(parts)


def line_facts(link: LinkState, context: Context, looked: str = "") -> list[Fact]:
    """Why there is no line, what is not as usual on it, and what a look at it found."""
    texts = context.texts
    rows: list[Fact] = []
    if link.kind == "down" and link.code:
        rows.append((texts.text("exchange.fact.reason"), reason_words(link.code, texts)))
    if link.by_parcels:
        rows.append((texts.text("exchange.fact.way"), texts.text("exchange.by_parcels")))
    if link.held:
        what = "exchange.group.enclosures" if link.held == PAUSED else "exchange.fact.held"
        rows.append((texts.text(what), texts.text(f"exchange.held.{link.held}")))
    if looked:
        rows.append((texts.text("exchange.fact.check"), looked))
    return rows


def oldest_words(waits: OutboxSize, context: Context, now: datetime) -> str:
    """Since when the oldest entry waits; nothing where none does."""
    texts = context.texts
    return texts.text("exchange.oldest", since=told_moment(waits.oldest, now, texts)) if waits.entries else ""


def _megabytes(size: int, context: Context) -> str:
    return context.texts.number(round(size * 10 / MEGA), 1)
