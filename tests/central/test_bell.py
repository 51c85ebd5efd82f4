"""Who waits is woken, from any thread, and nobody else."""

from __future__ import annotations

import asyncio
import threading

from clerk_app.central.bell import Bell


def test_a_ring_reaches_the_desks_it_is_for() -> None:
    bell = Bell()

    async def listen() -> None:
        with bell.listening(["A1"]) as mine, bell.listening(["A2"]) as other:
            ringing = threading.Thread(target=bell.ring, args=(["A1"],))
            ringing.start()
            assert await mine.wait(30)
            ringing.join()
            assert not await other.wait(0)

    asyncio.run(listen())
    bell.ring(["A1"])


def test_a_stop_wakes_everyone_for_good() -> None:
    bell = Bell()

    async def listen() -> None:
        with bell.listening(["A1"]) as ring:
            bell.stop()
            assert await ring.wait(30)

    asyncio.run(listen())
    bell.wait_for_work(30)
    assert bell.stopped


def test_news_without_work_wakes_those_who_listen_and_no_worker() -> None:
    bell = Bell()
    worker = bell.ear()

    async def listen() -> None:
        with bell.listening(["A1"]) as ring:
            bell.ring(["A1"], work=False)
            assert await ring.wait(30)

    asyncio.run(listen())
    assert not worker.is_set()
    bell.ring([])
    assert worker.is_set()
