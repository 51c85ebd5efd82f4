"""The worker is woken by the bell, asks several registers at once, and ends with the centre."""

from __future__ import annotations

import threading

from clerk_app.central.bell import Bell
from clerk_app.central.ezup_asking import Asking, Going
from clerk_app.central.ezup_worker import Asker
from clerk_app.domain.errors import Unavailable


class Together(Asking):
    """Two queries that can only be answered if both are asked at once; the database is busy the first time."""

    def __init__(self) -> None:
        self.left = [object(), object()]
        self.meeting = threading.Barrier(2, timeout=20)
        self.done = threading.Semaphore(0)
        self.busy = True

    def take(self) -> list[Going]:
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
