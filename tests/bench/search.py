"""How fast requests are found among 100,000 in the encrypted file, with their rows, alone and while changes arrive."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from clerk_app.contract.answers import Answers, Change, Status
from clerk_app.domain import scripts
from clerk_app.lanes import Lane, at_once
from clerk_app.settings.clock import SystemClock
from clerk_app.store.desk_file import DeskFile
from clerk_app.store.outbox import DeskOutbox
from clerk_app.store.requests import DeskRequests
from tests.bench.crowd import Crowd
from tests.bench.figures import Figure, Reach, at_most, figure, quantile
from tests.bench.lone import DESK, KEY
from tests.bench.seeding import STORED, UNNUMBERED, change, copied, registered, sequences

ROUNDS = 7
A_ROUND = 400
_SHOWN = 50
_AN_ANSWER = 200
_LETTERS = "abcdefghijklmnoprstuvzабвгдђежзијклљмнњопрстћуфхцчџш"


def measure(work: Path) -> list[Figure]:
    """Searches of every length over the same file; then the same while the writing lane applies 10,000 changes."""
    path = copied(work, "search")
    stored = sequences(path)
    with DeskFile(path, KEY) as file:
        requests = DeskRequests(file.database, SystemClock())
        asked = Asked(3)
        _timed(requests, asked.words(100))
        short, long, exact = [], [], []
        for _ in range(ROUNDS):
            short.append(_timed(requests, asked.letters(A_ROUND)))
            long.append(_timed(requests, asked.words(A_ROUND)))
            exact.append(_timed(requests, asked.both_names(A_ROUND)))
        found = sum(len(requests.find(text)) for text in asked.words(200)) / 200
        outbox = DeskOutbox(file.database, DESK, clock=SystemClock())
        meanwhile = [_while_arriving(requests, outbox, asked, part) for part in _parts(stored, outbox)]
    return _figures(short, long, exact, meanwhile, found)


class Asked:
    """What clerks type, in both scripts and without diacritics, from the first letter to the whole name."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._crowd = Crowd(seed)

    def letters(self, count: int) -> list[str]:
        """One letter."""
        return [self._random.choice(_LETTERS) for _ in range(count)]

    def words(self, count: int) -> list[str]:
        """The beginning of a surname, at least two letters of it."""
        surnames = [self._crowd.surname() for _ in range(count)]
        return [self._typed(name[: self._random.randrange(2, len(name) + 1)]) for name in surnames]

    def both_names(self, count: int) -> list[str]:
        """Surname and the beginning of the given name, as people type when there are too many of one name."""
        people = [self._crowd.person() for _ in range(count)]
        return [self._typed(f"{one.surname} {one.given_name[: self._random.randrange(1, 4)]}") for one in people]

    def _typed(self, text: str) -> str:
        way = self._random.randrange(3)
        if way == 0:
            return text.lower()
        latin = scripts.to_latin(text)
        return latin if way == 1 else scripts.fold(latin)


def _timed(requests: DeskRequests, texts: Sequence[str]) -> list[float]:
    """Milliseconds of each search."""
    seconds = []
    for text in texts:
        began = time.perf_counter()
        requests.find(text, limit=_SHOWN)
        seconds.append(1000 * (time.perf_counter() - began))
    return seconds


def _parts(stored: Sequence[int], outbox: DeskOutbox) -> list[list[Answers]]:
    """10,000 changes, three times: first the numbers of those that have none, then statuses of any."""
    position = outbox.reached().position
    chance, at = random.Random(5), int(datetime.now(UTC).timestamp() * 1_000_000)
    numbers = [registered(position + place, seq) for place, seq in enumerate(stored[-UNNUMBERED:], start=1)]
    position += len(numbers)
    parts = [numbers]
    for version, state in ((3, "u_radu"), (4, "resen_usvojen")):
        told = Status(state=state, at=at)
        some = chance.sample(stored, UNNUMBERED)
        parts.append([change(position + n, "status", seq, version, told) for n, seq in enumerate(some, start=1)])
        position += len(some)
    return [[_answer(part[n : n + _AN_ANSWER]) for n in range(0, len(part), _AN_ANSWER)] for part in parts]


def _answer(changes: list[Change]) -> Answers:
    return Answers(desk=DESK, have=0, chain_ok_to=0, position=changes[-1].position, now=0, changes=changes)


class Meanwhile:
    """Searches that ran while changes arrived, in milliseconds, and how many changes a second were applied."""

    def __init__(self) -> None:
        self.short: list[float] = []
        self.long: list[float] = []
        self.rate = 0.0


def _while_arriving(requests: DeskRequests, outbox: DeskOutbox, asked: Asked, answers: Sequence[Answers]) -> Meanwhile:
    found, lane = Meanwhile(), Lane("writes", at_once)
    ended: list[float] = []
    began = time.perf_counter()
    for one in answers:
        lane.submit(lambda one=one: outbox.apply(one))  # type: ignore[misc]
    lane.submit(lambda: ended.append(time.perf_counter()))
    while not ended:
        found.long += _timed(requests, asked.words(10))
        found.short += _timed(requests, asked.letters(1))
    lane.close()
    found.rate = sum(len(one.changes) for one in answers) / (ended[0] - began)
    return found


def _figures(
    short: list[list[float]],
    long: list[list[float]],
    exact: list[list[float]],
    meanwhile: list[Meanwhile],
    found: float,
) -> list[Figure]:
    rows = f"{STORED:,} requests stored, the newest {_SHOWN} fetched with their rows ({found:.0f} on average)"
    return [
        _line("2 letters and more: the slowest in a hundred", _p99(long), reach=at_most(2), note=rows),
        _line("surname and beginning of the name: the slowest in a hundred", _p99(exact), reach=at_most(2)),
        _line("1 letter: the slowest in a hundred", _p99(short), reach=at_most(10)),
        _line("2 letters and more: the middle one", [quantile(one, 0.5) for one in long]),
        _line("1 letter: the middle one", [quantile(one, 0.5) for one in short]),
        _line(
            "while 10,000 changes arrive: the slowest in a hundred",
            _p99([one.long for one in meanwhile]),
            reach=at_most(20),
            note="first 10,000 unique numbers, then twice 10,000 statuses, in answers of 200",
        ),
        _line("1 letter while 10,000 changes arrive: the slowest in a hundred", _p99([one.short for one in meanwhile])),
        figure("search", "changes applied while somebody searches", "a second", [one.rate for one in meanwhile]),
    ]


def _p99(rounds: list[list[float]]) -> list[float]:
    return [quantile(one, 0.99) for one in rounds]


def _line(what: str, values: list[float], *, reach: Reach | None = None, note: str = "") -> Figure:
    return figure("search", f"search, {what}", "ms", values, reach=reach, note=note)
