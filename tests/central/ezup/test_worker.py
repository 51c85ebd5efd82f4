"""The worker is woken by the bell, asks several registers at once, and ends with the centre."""

from __future__ import annotations

import threading

from clerk_app.central.bell import Bell
from clerk_app.central.ezup.asking import Asking, Going
from clerk_app.central.ezup.worker import AT_ONCE, Asker
from clerk_app.domain.errors import Unavailable


class Together(Asking):
    """Two queries that can only be answered if both are asked at once; the database is busy the first time."""

    def __init__(self) -> None:
        self.left = [object(), object()]
        self.meeting = threading.Barrier(2, timeout=20)
        self.done = threading.Semaphore(0)
        self.busy = True

    def take(self, most: int = 0) -> list[Going]:
        if self.busy:
            self.busy = False
            raise Unavailable("centre_busy")
        taken, self.left = self.left, []
        return taken  # type: ignore[return-value]

    def ask(self, going: Going) -> None:
        del going
        self.meeting.wait()
        self.done.release()

    def stop(self) -> None:
        pass


class Queue(Asking):
    """Queries that wait until the test lets them be answered; whatever is done fails at first."""

    def __init__(self, waiting: int, failures: int) -> None:
        self.waiting, self.failures = waiting, failures
        self.wanted: list[int] = []
        self.at_work = threading.Semaphore(0)
        self.answered = threading.Semaphore(0)

    def take(self, most: int = 0) -> list[Going]:
        self.wanted.append(most)
        if self.failures:
            self.failures -= 1
            raise ValueError("unheard of")
        taken = min(most, self.waiting)
        self.waiting -= taken
        return [object()] * taken  # type: ignore[list-item]

    def ask(self, going: Going) -> None:
        self.at_work.release()
        self.answered.acquire(timeout=20)
        raise ValueError("unheard of")

    def stop(self) -> None:
        pass


def test_no_more_are_taken_than_can_be_asked_at_once_and_nothing_ends_it() -> None:
    bell, asking = Bell(), Queue(waiting=AT_ONCE + 3, failures=2)
    asker = Asker(asking, bell, poll=3600)
    asker.start()
    while asking.failures:
        bell.ring(())
    bell.ring(())  # the second failure may have come after the last ring
    for _ in range(AT_ONCE):
        assert asking.at_work.acquire(timeout=20)
    bell.ring(())
    assert asking.waiting == 3
    for _ in range(3):
        asking.answered.release()
        assert asking.at_work.acquire(timeout=20), "an asker that is free again takes the next by itself"
    assert max(asking.wanted) == AT_ONCE
    for _ in range(AT_ONCE):
        asking.answered.release()
    bell.stop()
    asker.join()
    assert not asker._thread.is_alive()


def test_it_wakes_at_a_ring_and_asks_side_by_side() -> None:
    bell, asking = Bell(), Together()
    asker = Asker(asking, bell, poll=3600)
    asker.start()
    while not asking.done.acquire(timeout=0.05):
        bell.ring(())
    assert asking.done.acquire(timeout=20)
    bell.stop()
    asker.join()
    assert not asker._thread.is_alive()
