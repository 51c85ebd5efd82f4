"""Another process's word on a day: reads the centre's database alone, with nothing of the program.

Usage: ``judge.py DATABASE``, an SQLite file or an address of either kind, with ``{"desk": …, "told": [number, …]}`` on
standard input; writes its findings as JSON.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg

type Rows = Callable[..., list[tuple[Any, ...]]]


def judge(rows: Rows, desk: str, told: list[str]) -> dict[str, object]:
    """What was told and is not there, and what is there twice."""
    numbers = [number for (number,) in rows("SELECT number FROM request WHERE desk = ?", desk)]
    subjects = rows("SELECT subject, count(*) FROM request WHERE desk = ? GROUP BY subject HAVING count(*) > 1", desk)
    ledger = rows("SELECT seq, count(*) FROM number_ledger WHERE desk = ? GROUP BY seq HAVING count(*) > 1", desk)
    given = rows("SELECT year, serial FROM number_ledger ORDER BY year, serial")
    seqs = [seq for (seq,) in rows("SELECT seq FROM entry WHERE desk = ? ORDER BY seq", desk)]
    without = rows("SELECT number FROM request WHERE desk = ? AND serial IS NULL AND state <> 'annulled'", desk)
    refused = rows("SELECT seq, code FROM entry WHERE desk = ? AND outcome IN ('refused', 'held')", desk)
    alarms = rows("SELECT code FROM alarm WHERE desk = ?", desk)
    return {
        "lost": sorted(set(told) - set(numbers)),
        "doubled": len(numbers) - len(set(numbers)) + len(subjects) + len(ledger) + len(given) - len(set(given)),
        "numbers": sorted(numbers),
        "unnumbered": len(without),
        "gaps": [seq for place, seq in enumerate(seqs, start=1) if seq != place][:5],
        "serial_gaps": any(_gaps([serial for year, serial in given if year == one]) for one, _serial in given),
        "refused": refused,
        "alarms": [code for (code,) in alarms],
    }


def _gaps(serials: list[int]) -> bool:
    return serials != list(range(serials[0], serials[0] + len(serials)))


def main() -> None:
    asked = json.load(sys.stdin)
    with reading(sys.argv[1]) as rows:
        json.dump(judge(rows, asked["desk"], asked["told"]), sys.stdout)


@contextmanager
def reading(database: str) -> Iterator[Rows]:
    """Asks with ``?`` where values belong."""
    if database.startswith("postgresql:"):
        with psycopg.connect(database) as served:
            yield lambda sql, *values: served.execute(sql.replace("?", "%s").encode(), values).fetchall()
        return
    file = database.removeprefix("sqlite:///")
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        yield lambda sql, *values: connection.execute(sql, values).fetchall()


if __name__ == "__main__":
    main()
