"""The counts of a month as they leave the desk: numbers and names of published services, nothing else.

No number tells of fewer than ``small`` cases, by itself or by what is taken from what: neither a count, nor what is
left of the cases behind it, nor the services that are not named, nor what was added since the month was last told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from clerk_app.domain.index import INDICATORS, Indicator, Tally, added
from clerk_app.domain.index_bodies import IndexLine

WHOLE = frozenset({"visits", "offline"})
"""Told of the desk alone, not of each service: one visit may be for several."""
LEFT_TO_CENTRE = frozenset({"by_portal"})
"""What the centre counts itself: every desk of an office sees the same filings."""
OF_NOBODY = "hours"
"""Seconds of the line are nobody's: they are told as they are."""


def lines_of(
    services: Mapping[str, Tally],
    whole: Tally,
    known: Collection[str],
    small: int,
    parts: frozenset[str],
    *,
    before: Iterable[IndexLine] = (),
) -> tuple[IndexLine, ...]:
    """The lines of a month: ``services`` are counted by service, ``whole`` is everything; ``known`` are published.

    ``before`` is what was told of the same month last: an indicator to which too little was added is told as it was.
    """
    last = list(before)
    made: list[IndexLine] = []
    for indicator in INDICATORS:
        if indicator.code in LEFT_TO_CENTRE or (indicator.part and indicator.part not in parts):
            continue
        told = _lines(indicator, {"": whole} if indicator.code in WHOLE else _named(services, known), small)
        earlier = [line for line in last if line.code == indicator.code]
        made += told if _may_follow(indicator, earlier, told, small) else earlier
    return tuple(made)


def _named(services: Mapping[str, Tally], known: Collection[str]) -> dict[str, Tally]:
    """Those that the centre has published by name; whatever else stands in the journal has none."""
    named = {service: tally for service, tally in services.items() if service in known}
    return named | {"": added(tally for service, tally in services.items() if service not in known)}


def _lines(indicator: Indicator, services: Mapping[str, Tally], small: int) -> list[IndexLine]:
    """Services by name, and the small ones together; if those are still few, the smallest that has a name joins them.

    What all services have is told beside each of them: who took one from the other would else be left with the few.
    """
    apart = {name: tally for name, tally in services.items() if name and indicator.denominator(tally) >= small}
    few = added(tally for name, tally in services.items() if name not in apart)
    while apart and 0 < indicator.denominator(few) < small:
        least = min(apart, key=lambda name: (indicator.denominator(apart[name]), name))
        few += apart.pop(least)
    made = [_line(indicator, name, tally, small) for name, tally in sorted(apart.items())]
    if indicator.denominator(few) >= max(small, 1):
        made.append(_line(indicator, "", few, small))
    return made


def _line(indicator: Indicator, service: str, tally: Tally, small: int) -> IndexLine:
    numerator, denominator = indicator.numerator(tally), indicator.denominator(tally)
    if indicator.unit == "share":
        numerator = blurred(numerator, denominator, small)
    return IndexLine(code=indicator.code, service=service, numerator=numerator, denominator=denominator)


def blurred(part: int, whole: int, small: int) -> int:
    """The part of a whole, or the nearest that leaves no few: neither within it nor without."""
    if is_told(part, small) and is_told(whole - part, small):
        return part
    ends = (0, small, whole - small, whole)
    safe = [end for end in ends if 0 <= end <= whole and is_told(end, small) and is_told(whole - end, small)]
    return min(safe, key=lambda end: (abs(end - part), end))


def is_told(count: int, small: int) -> bool:
    """Whether a count may be known: of nobody, or of enough."""
    return count == 0 or count >= small


def _may_follow(indicator: Indicator, before: Sequence[IndexLine], now: Sequence[IndexLine], small: int) -> bool:
    """Whether nothing small is left when what was told before is taken from what would be told now."""
    if not before or indicator.unit == OF_NOBODY:
        return True
    old, new = ({line.service: line for line in lines} for lines in (before, now))
    if old.keys() == new.keys():
        groups = [{name} for name in old]
    else:  # some changed their place: what they have together is all that may be compared
        alike = {name for name in old.keys() & new.keys() if name}
        groups = [*({name} for name in sorted(alike)), (old.keys() | new.keys()) - alike]
    return all(_differ_enough(indicator, old, new, group, small) for group in groups)


def _differ_enough(
    indicator: Indicator, old: Mapping[str, IndexLine], new: Mapping[str, IndexLine], group: set[str], small: int
) -> bool:
    whole, part = (
        sum(getattr(new[name], count) for name in group & new.keys())
        - sum(getattr(old[name], count) for name in group & old.keys())
        for count in ("denominator", "numerator")
    )
    counts = (whole, part, whole - part) if indicator.unit == "share" else (whole,)
    return all(is_told(abs(count), small) for count in counts)
