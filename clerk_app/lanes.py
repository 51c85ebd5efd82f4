"""Serial lanes: one thread and one queue each; results go back through a delivery that the owner gives."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import PriorityQueue
from typing import Protocol

from clerk_app.domain.errors import Cancelled, Unavailable

type Deliver = Callable[[Callable[[], None]], None]

type Progress = Callable[[int, int], None]
"""Long work calls it between its steps: what is done, of how much. Raises ``Cancelled`` once nobody wants the rest."""

_LAST = 2  # the end of a lane stands behind everything that was submitted before it


class Ticket:
    """The right to give up one piece of work; long work holds its own and asks it between steps."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether nobody wants the result any longer."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Work not begun never begins; of work under way the result is dropped."""
        self._cancelled.set()

    def check(self) -> None:
        """Raise ``Cancelled`` if the work was given up; called between the steps of long work."""
        if self.cancelled:
            raise Cancelled


class Runs(Protocol):
    """What can take work: a lane, or its inline stand-in."""

    def submit[T](
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        *,
        priority: bool = False,
        ticket: Ticket | None = None,
    ) -> Ticket:
        """Take ``work``; exactly one of ``done``, ``failed`` or nothing (cancelled) follows."""
        ...

    def tell(self, meanwhile: Callable[[], None]) -> None:
        """Have what work under way tells delivered as its outcome will be."""
        ...


@dataclass(order=True)
class _Job:
    rank: tuple[int, int]
    run: Callable[[], None] | None = field(compare=False)


class Lane:
    """One thread that does its work in order; work submitted with ``priority`` goes before the rest.

    ``deliver`` carries each outcome to the thread that wants it. A failure without ``failed`` is raised there, so
    that a bug reaches the excepthook instead of dying in the lane.
    """

    def __init__(self, name: str, deliver: Deliver) -> None:
        self.name = name
        self._deliver = deliver
        self._queue: PriorityQueue[_Job] = PriorityQueue()
        self._numbers = itertools.count()
        self._under_way: set[Ticket] = set()
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._serve, name=name, daemon=True)
        self._thread.start()

    def submit[T](
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        *,
        priority: bool = False,
        ticket: Ticket | None = None,
    ) -> Ticket:
        """Queue ``work``; raises ``Unavailable`` once the lane is closed."""
        self._closed_check()
        held = ticket or Ticket()
        self._under_way.add(held)

        errand = _Errand(work, done, failed, held)

        def run() -> None:
            errand.run(self._deliver)
            self._under_way.discard(held)

        self._put(0 if priority else 1, run)
        return held

    def tell(self, meanwhile: Callable[[], None]) -> None:
        """Deliver something before the outcome; called by the work."""
        self._deliver(meanwhile)

    def give_up(self) -> None:
        """Cancel what is under way and what waits: for a lane of long work that nobody will wait for any longer."""
        for ticket in tuple(self._under_way):
            ticket.cancel()

    def call[T](self, work: Callable[[], T], timeout: float, *, priority: bool = False) -> T:
        """Do ``work`` on the lane while the caller waits; raises what it raises, ``Unavailable('lane_busy')`` in time.

        Never from Qt's thread, and never from the lane itself.
        """
        outcome: Future[T] = Future()
        ticket = Ticket()
        self._closed_check()
        errand = _Errand(work, outcome.set_result, outcome.set_exception, ticket)
        self._put(0 if priority else 1, lambda: errand.run(at_once))
        try:
            return outcome.result(timeout)
        except TimeoutError as error:
            ticket.cancel()
            raise Unavailable("lane_busy", lane=self.name) from error

    def close(self, timeout: float = 5.0) -> bool:
        """Take no more work, finish what is queued, and say whether that was done within ``timeout`` seconds."""
        if not self._closed.is_set():
            self._closed.set()
            self._put(_LAST, None)
        if threading.current_thread() is not self._thread:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _closed_check(self) -> None:
        if self._closed.is_set():
            raise Unavailable("lane_closed", lane=self.name)

    def _put(self, rank: int, run: Callable[[], None] | None) -> None:
        self._queue.put(_Job((rank, next(self._numbers)), run))

    def _serve(self) -> None:
        while self._serve_one():
            pass

    def _serve_one(self) -> bool:
        """A call of its own: while the lane waits for the next, it holds nothing of the one before."""
        run = self._queue.get().run
        if run is not None:
            run()
        return run is not None


class _Errand[T]:
    """One piece of work and what follows it.

    Whoever is told of the outcome empties it, also when nobody wants it any longer: what the callbacks hold belongs to
    that thread, and the lane must not be the last to let go of it.
    """

    def __init__(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None,
        failed: Callable[[Exception], None] | None,
        ticket: Ticket,
    ) -> None:
        self._held: tuple[Callable[[], T], Callable[[T], None] | None, Callable[[Exception], None] | None] | None
        self._held = work, done, failed
        self._ticket = ticket

    def run(self, deliver: Deliver) -> None:
        """Do the work, and have its outcome delivered."""
        if self._ticket.cancelled or self._held is None:
            deliver(self._let_go)
            return
        try:
            result = self._held[0]()
        except Cancelled:
            deliver(self._let_go)
        except Exception as error:  # noqa: BLE001 (lane delivery: every failure goes to whoever asked for the work)
            caught = error
            deliver(lambda: self._fail(caught))
        else:
            deliver(lambda: self._succeed(result))

    def _let_go(self) -> None:
        self._held = None

    def _succeed(self, result: T) -> None:
        held, self._held = self._held, None
        if held is not None and held[1] is not None and not self._ticket.cancelled:
            held[1](result)

    def _fail(self, error: Exception) -> None:
        held, self._held = self._held, None
        if held is None or self._ticket.cancelled:
            return
        if held[2] is None:
            raise error
        held[2](error)


class InlineLane:
    """A lane without a thread: work is done, and its outcome delivered, before ``submit`` returns (tests)."""

    def submit[T](
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        *,
        priority: bool = False,  # noqa: ARG002 (order has no meaning here)
        ticket: Ticket | None = None,
    ) -> Ticket:
        """Do ``work`` now."""
        held = ticket or Ticket()
        _Errand(work, done, failed, held).run(at_once)
        return held

    def tell(self, meanwhile: Callable[[], None]) -> None:
        """Tell it now."""
        meanwhile()

    def close(self, timeout: float = 5.0) -> bool:  # noqa: ARG002 (nothing runs)
        """Nothing to wait for."""
        return True


def untold(_done: int, _whole: int) -> None:
    """How far it is nobody asks, and nobody gives it up."""


def at_once(outcome: Callable[[], None]) -> None:
    """The delivery that does not cross threads."""
    outcome()


def close_all(lanes: list[Lane], timeout: float = 5.0) -> list[str]:
    """Close every lane within one ``timeout``; returns the names of those that did not end."""
    end = time.monotonic() + timeout
    return [lane.name for lane in lanes if not lane.close(max(0.0, end - time.monotonic()))]
