"""The stampede on paper: how many desks are done, and how many tries a second the centre gets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Protocol

_WIDTH, _HEIGHT, _LEFT, _TOP, _GAP = 420, 220, 56, 48, 84
_SECONDS = 120
_COLOURS = ("#1b5a9e", "#7f4d00", "#ab2117")
_DASHES = ("", "6 3", "2 3")


class Run(Protocol):
    """What a simulation tells."""

    @property
    def done(self) -> tuple[float, ...]:
        """Seconds after the return when each desk was done, in order."""

    @property
    def tries(self) -> tuple[float, ...]:
        """When each try was made, in order."""

    @property
    def wasted(self) -> int:
        """Tries of which the desk had given up before the centre came to them."""


type Told = Mapping[tuple[str, str], Run]


def table(told: Told) -> list[str]:
    """Rows of Markdown."""
    rows = [
        "| what happens | rule | half done | 95 % | all | most tries in a second | tries | given up in the queue |",
        "|---|---|--:|--:|--:|--:|--:|--:|",
    ]
    for (story, rule), run in told.items():
        done = [_second(run.done, share) for share in (0.5, 0.95, 1.0)]
        rows.append(
            f"| {story} | {rule} | {' | '.join(done)} | {max(_by_second(run.tries)):,}"
            f" | {len(run.tries):,} | {run.wasted:,} |"
        )
    return rows


def plot(told: Told) -> str:
    """An SVG: a row for each story, left the desks that are done, right the tries a second."""
    stories = list(dict.fromkeys(story for story, _ in told))
    height = _TOP + len(stories) * (_HEIGHT + _GAP)
    width = 2 * (_LEFT + _WIDTH) + 24
    box = f'viewBox="0 0 {width} {height}" font-family="Noto Sans, sans-serif" font-size="12"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {box}><title>5,000 desks come back at once</title>',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for place, story in enumerate(stories):
        runs = {rule: run for (name, rule), run in told.items() if name == story}
        top = _TOP + place * (_HEIGHT + _GAP)
        most = max(len(run.done) for run in runs.values())
        done = {rule: _risen(run.done) for rule, run in runs.items()}
        tries = {rule: _by_second(run.tries)[:_SECONDS] for rule, run in runs.items()}
        peak = max(max(counts) for counts in tries.values())
        parts += _panel(_LEFT, top, f"desks done: {story}", done, most)
        parts += _panel(2 * _LEFT + _WIDTH, top, "tries in each second", tries, peak)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _panel(left: int, top: int, title: str, curves: Mapping[str, Sequence[int]], most: int) -> list[str]:
    bottom, right = top + _HEIGHT, left + _WIDTH
    parts = [
        f'<text x="{left}" y="{top - 10}" font-weight="600">{title}</text>',
        f'<path d="M{left} {top}V{bottom}H{right}" fill="none" stroke="#5b6573"/>',
        f'<text x="{left - 6}" y="{top + 10}" text-anchor="end">{most:,}</text>',
        f'<text x="{left - 6}" y="{bottom}" text-anchor="end">0</text>',
    ]
    for second in range(0, _SECONDS + 1, 30):
        x = left + second * _WIDTH / _SECONDS
        parts.append(f'<text x="{x:.0f}" y="{bottom + 16}" text-anchor="middle">{second} s</text>')
    for place, (rule, counts) in enumerate(curves.items()):
        points = " ".join(
            f"{left + second * _WIDTH / _SECONDS:.1f},{bottom - count * _HEIGHT / most:.1f}"
            for second, count in enumerate(counts)
        )
        style = f'stroke="{_COLOURS[place]}" stroke-dasharray="{_DASHES[place]}"'
        parts.append(f'<polyline points="{points}" fill="none" stroke-width="1.5" {style}/>')
        x = left + place * _WIDTH / len(curves)
        parts.append(f'<path d="M{x:.0f} {bottom + 34}h22" stroke-width="2" {style}/>')
        parts.append(f'<text x="{x + 28:.0f}" y="{bottom + 38}">{rule}</text>')
    return parts


def _risen(done: Sequence[float]) -> list[int]:
    """How many were done by each second."""
    return [sum(1 for at in done if at <= second) for second in range(_SECONDS + 1)]


def _by_second(tries: Sequence[float]) -> list[int]:
    counts = {second: len(list(some)) for second, some in groupby(sorted(tries), int)}
    return [counts.get(second, 0) for second in range(max(counts) + 1)]


def _second(done: Sequence[float], share: float) -> str:
    place = max(0, int(len(done) * share) - 1)
    return f"{done[place]:.0f} s"
