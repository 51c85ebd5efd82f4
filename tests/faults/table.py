"""The tables that a run of the fault tests ends with: what was done to the program, and what became of the work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

type Row = Sequence[object]

FAULT_RUNS = "fault runs"
COLUMNS = {
    "killed: desk": "desk killed",
    "killed: centre": "centre",
    "killed: relay": "relay",
    "lost": "parcels lost",
    "doubled": "doubled",
    "replayed": "replayed",
    "reordered": "reordered",
    "answer lost": "answers lost",
    "answer again": "again",
    "kept back": "kept back",
    "forged": "forged",
    "sticks harmed": "sticks harmed",
    "relay lost": "relays lost",
    "entries": "entries",
}
"""What is counted in a fault run, and what stands over it in the table."""

HEADS: dict[str, Row] = {
    "killed": ("killed (-9) at", "told", "at the centre", "on paper", "lost", "doubled"),
    FAULT_RUNS: ("runs", *COLUMNS.values(), "entries lost", "entries doubled"),
    "model": ("entries", "states", "steps", "wrong", "dead ends"),
    "proxies": ("behind", "requests", "took", "POST or tunnels"),
    "histories": ("histories", "entries", "chosen", "left for a clerk", "stopped otherwise", "apart", "lost"),
    "bad day": ("fault", "step", "what the clerk is told", "kept", "lost"),
}


def rows_of(properties: Iterable[tuple[str, object]], kind: str) -> list[Row]:
    """The rows of one table among the properties that tests recorded; some record several."""
    return [value for name, value in properties if name == kind and isinstance(value, (list, tuple))]


def drawn(kind: str, rows: Iterable[Row]) -> list[str]:
    """The lines of a table, columns aligned, with the number of its rows at the end."""
    cells = [[str(cell) for cell in row] for row in (HEADS[kind], *sorted(rows, key=str))]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:], f"{len(lines) - 1} in all"]
