"""The counts of a month as they leave the desk: numbers and names of published services, nothing else.

What stands on fewer than ``small`` cases is put together with others of its kind, and left out if that is still few.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from clerk_app.domain.index import INDICATORS, Indicator, Tally, added
from clerk_app.domain.index_bodies import IndexLine

WHOLE = frozenset({"visits", "offline"})
"""Told of the desk alone, not of each service: one visit may be for several."""
LEFT_TO_CENTRE = frozenset({"by_portal"})
"""What the centre counts itself: every desk of an office sees the same filings."""


def lines_of(
    services: Mapping[str, Tally], whole: Tally, known: Collection[str], small: int, parts: frozenset[str]
) -> tuple[IndexLine, ...]:
    """The lines of a month: ``services`` are counted by service, ``whole`` is everything; ``known`` are published."""
    made: list[IndexLine] = []
    for indicator in INDICATORS:
        if indicator.code in LEFT_TO_CENTRE or (indicator.part and indicator.part not in parts):
            continue
        made += _lines(indicator, {"": whole} if indicator.code in WHOLE else _named(services, known), small)
    return tuple(made)


def _named(services: Mapping[str, Tally], known: Collection[str]) -> dict[str, Tally]:
    """Those that the centre has published by name; whatever else stands in the journal has none."""
    named = {service: tally for service, tally in services.items() if service in known}
    return named | {"": added(tally for service, tally in services.items() if service not in known)}


def _lines(indicator: Indicator, services: Mapping[str, Tally], small: int) -> list[IndexLine]:
    few = Tally()
    made: list[IndexLine] = []
    for service, tally in sorted(services.items()):
        if service and indicator.denominator(tally) >= small:
            made.append(_line(indicator, service, tally))
        else:
            few += tally
    if indicator.denominator(few) >= max(small, 1):
        made.append(_line(indicator, "", few))
    return made


def _line(indicator: Indicator, service: str, tally: Tally) -> IndexLine:
    return IndexLine(
        code=indicator.code,
        service=service,
        numerator=indicator.numerator(tally),
        denominator=indicator.denominator(tally),
    )
