"""Upkeep of an open desk, with or without the line: what has to be done again and again, in commits of milliseconds."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Thread

from clerk_app.actions.eid_erasing import EidErasing
from clerk_app.actions.erasing import Erasing
from clerk_app.actions.looking import LookFolding
from clerk_app.app.memory import give_back
from clerk_app.app.stores import Stores
from clerk_app.domain.errors import Cancelled, CounterError
from clerk_app.domain.retention import Retention
from clerk_app.log import event
from clerk_app.ports.clock import Clock, Entropy
from clerk_app.store.erasure import Erasure
from clerk_app.store.search_index import SearchIndex
from clerk_app.store.steps import Steps, unwatched

_LOG = logging.getLogger(__name__)
_LOOK = 1.0
_PATIENCE = 5.0
HOUR, DAY = 3600.0, 86400.0


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do every so many seconds, first at once; it calls what it is given between its commits."""

    name: str
    every: float
    run: Callable[[Callable[[], None]], object]


class Upkeep:
    """Does each task when it is due, on a thread of its own; one that fails is tried again when it is next due."""

    def __init__(self, tasks: tuple[Task, ...], now: Callable[[], float] = time.monotonic) -> None:
        self._tasks = tasks
        self._now = now
        self._due = {task.name: now() for task in tasks}
        self._stopped = Event()
        self._thread = Thread(target=self._serve, name="upkeep", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End between two commits."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(_PATIENCE)

    def tick(self) -> None:
        """Do what is due now; raises ``Cancelled`` when it is stopped meanwhile."""
        for task in self._tasks:
            if self._now() >= self._due[task.name]:
                self._due[task.name] = self._now() + task.every
                self._try(task)

    def _serve(self) -> None:
        while not self._stopped.wait(_LOOK):
            try:
                self.tick()
            except Cancelled:
                return

    def _try(self, task: Task) -> None:
        try:
            task.run(self._pause)
        except Cancelled:
            raise
        except CounterError as error:
            event(_LOG, "upkeep.failed", level=logging.WARNING, task=task.name, code=error.code)

    def _pause(self) -> None:
        if self._stopped.is_set():
            raise Cancelled


def tasks_of(
    stores: Stores,
    *,
    clock: Clock,
    entropy: Entropy,
    folding: LookFolding,
    retention: Retention,
    reached: Steps = unwatched,
) -> tuple[Task, ...]:
    """Everything that an open desk needs: search words settled, looks committed to, what need not be kept erased."""
    database = stores.file.database
    index = SearchIndex(database, reached=reached)
    erasures = Erasure(database, stores.journal, entropy)
    eid = EidErasing(stores.eid, erasures, clock, retention)
    erasing = Erasing(
        requests=stores.requests,
        erasures=erasures,
        drafts=stores.drafts,
        clock=clock,
        retention=retention,
    )

    def settle(pause: Callable[[], None]) -> None:
        while index.settle():
            pause()
        database.checkpoint()

    return (
        Task("search", 10.0, settle),
        Task("memory", 10.0, lambda _pause: give_back()),
        Task("looks", HOUR, lambda _pause: folding.fold()),
        Task("erasing", DAY, erasing.run),
        Task("eid", DAY, eid.run),
        Task("records", HOUR, lambda _pause: stores.records.forget()),
    )
