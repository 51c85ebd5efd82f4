"""A list of a million rows: how it is loaded at the centre, brought into the desk's file, and searched there."""

from __future__ import annotations

import itertools
import random
import resource
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from clerk_app.central.database import Database as CentreDatabase
from clerk_app.central.lists.loading import load
from clerk_app.contract.lists import EMPTY, ListInfo, ListPage, PageRow, moved
from clerk_app.domain import scripts
from clerk_app.store.desk_file import DeskFile
from clerk_app.store.list_loading import DeskLists
from clerk_app.store.lists import DeskLookups
from clerk_app.sync.lists import ROWS_AT_ONCE
from tests.bench.figures import Figure, Reach, at_most, figure, quantile
from tests.bench.lone import KEY

ROWS = 1_000_000
ROUNDS = 5
_A_ROUND = 300
_SWEEPS = 6
_SYLLABLES = (
    *("ба", "бо", "ве", "ви", "го", "гра", "да", "до", "ђу", "жи", "за", "ја", "ка", "ко", "ле", "љу", "ма", "ми"),
    *("на", "не", "њи", "по", "пе", "ра", "си", "та", "то", "ћи", "ха", "ца", "ча", "џо", "ша"),
)


def measure(work: Path) -> list[Figure]:
    """Load, bring, search; the steps of the file are timed one by one, as an accept would wait for them."""
    began = time.perf_counter()
    load(CentreDatabase(f"sqlite:///{work / 'lists-centre.db'}"), "primerovo", "addresses", rows())
    loading = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    path = work / "lists-desk.db"
    path.unlink(missing_ok=True)
    with DeskFile(path, KEY) as file:
        puts, sweeps, bringing = _bring(DeskLists(file.database), file.database.checkpoint)
        found = [_searched(DeskLookups(file.database), place) for place in range(ROUNDS)]
        file.database.checkpoint()
    size = path.stat().st_size / ROWS
    note = f"{ROWS:,} rows of a street and a house number"
    worst = [quantile(one, 0.99) for one in found]
    return [
        _line("load at the centre", "s", [loading], note=note),
        _line("memory of the process that loads", "MB", [memory]),
        _line("into the desk's file, nothing else to do", "s", [bringing]),
        _line("size in the desk's file", "bytes a row", [size]),
        _line(f"{ROWS_AT_ONCE} rows: the slowest in a hundred", "ms", [quantile(puts, 0.99)], reach=at_most(20)),
        _line("a step of tidying: the slowest in a hundred", "ms", [quantile(sweeps, 0.99)], reach=at_most(20)),
        _line("search: the slowest in a hundred", "ms", worst, reach=at_most(10)),
        _line("search: the middle one", "ms", [quantile(one, 0.5) for one in found], reach=at_most(2)),
    ]


def _line(what: str, unit: str, values: list[float], *, reach: Reach | None = None, note: str = "") -> Figure:
    return figure("lists", f"list of a million, {what}", unit, values, reach=reach, note=note)


def names() -> list[str]:
    """Names of streets that nobody lives in."""
    chance = random.Random(3)
    return ["".join(chance.choice(_SYLLABLES) for _ in range(3)).capitalize() for _ in range(9000)]


def rows() -> Iterator[PageRow]:
    """Addresses: few words that all have, many that some have, numbers."""
    known = names()
    for place in range(ROWS):
        street = f"{known[place * 7 % len(known)]} {known[place % 97]}"
        yield PageRow(f"{place:08d}", f"Улица {street} {1 + place % 190}")


def _bring(lists: DeskLists, checkpoint: Callable[[], None]) -> tuple[list[float], list[float], float]:
    digest = EMPTY
    for batch in itertools.batched(rows(), 10_000, strict=False):
        digest = moved(digest, added=batch)
    puts: list[float] = []
    sweeps: list[float] = []
    began, after = time.perf_counter(), ""
    lists.next_page(ListInfo("addresses", 1, ROWS, digest.hex()))
    for batch in itertools.batched(rows(), ROWS_AT_ONCE, strict=False):
        part = ListPage("addresses", 1, 0, after, False, list(batch))
        after = batch[-1].code
        puts.append(_timed(partial(lists.put, part))[0])
        for _ in range(_SWEEPS):
            took, left = _timed(lists.sweep)
            sweeps.append(took)
            if not left:
                break
        if len(puts) % 10 == 0:
            checkpoint()
    lists.finish("addresses")
    return puts, sweeps, time.perf_counter() - began


def _searched(lookups: DeskLookups, place: int) -> list[float]:
    """Milliseconds of each search, of every length and in either script."""
    chance, known, times = random.Random(place), names(), []
    for turn in range(_A_ROUND):
        word = chance.choice(known)
        text = (word[: 1 + turn % len(word)], f"улица {word}", f"{word} {chance.randrange(190)}", "улица")[turn % 4]
        asked = text if turn % 2 else scripts.fold(scripts.to_latin(text))
        times.append(_timed(partial(lookups.search, "addresses", asked))[0])
    return times


def _timed[Done](work: Callable[[], Done]) -> tuple[float, Done]:
    """Milliseconds, and what the work gave."""
    began = time.perf_counter()
    done = work()
    return 1000 * (time.perf_counter() - began), done
