"""Who would wait too long is told when to come back, and whoever has a place is served."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import replace

import pytest

from clerk_app.central.crowd import BUSY, LEAST, MOST, SMALL, Crowd
from clerk_app.central.server import CentralSettings
from clerk_app.central.steps import Step
from clerk_app.domain.errors import Unavailable
from tests.central.conftest import Running
from tests.support.lone_desk import Caller


class Hand:
    """A clock moved by hand."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def asked(crowd: Crowd) -> int:
    """Seconds that somebody who comes now is asked to wait; 0 who is let in."""
    try:
        crowd.check()
    except Unavailable as error:
        return int(error.params["seconds"])
    return 0


def test_nobody_is_sent_away_while_there_are_places() -> None:
    async def play() -> None:
        hand = Hand()
        crowd = Crowd(2, hand)
        async with crowd.turn(), crowd.turn():
            hand.at += 90.0
            assert (crowd.wait(), asked(crowd)) == (0.0, 0)

    asyncio.run(play())


@pytest.mark.parametrize(
    ("lasting", "waiting", "seconds"), [(0.2, 4, 0), (0.6, 4, LEAST), (6.0, 4, 12), (90.0, 9, MOST)]
)
def test_the_wait_is_told_by_what_lasts_and_who_waits(lasting: float, waiting: int, seconds: int) -> None:
    async def play() -> None:
        hand, came = Hand(), asyncio.Semaphore(0)
        crowd = Crowd(2, hand)
        async with AsyncExitStack() as places:
            for _ in range(2):
                await places.enter_async_context(crowd.turn())
            others = [asyncio.create_task(one(crowd, came)) for _ in range(waiting)]
            for _ in others:
                await came.acquire()
            hand.at += lasting
            assert crowd.wait() == pytest.approx(waiting / 2 * lasting)
            assert asked(crowd) == seconds
        await asyncio.gather(*others)
        assert (crowd.wait(), asked(crowd)) == (0.0, 0)

    async def one(crowd: Crowd, came: asyncio.Semaphore) -> None:
        came.release()
        async with crowd.turn():
            pass

    asyncio.run(play())


def test_who_goes_away_before_their_turn_waits_no_more() -> None:
    async def play() -> None:
        hand, came = Hand(), asyncio.Event()
        crowd = Crowd(1, hand)
        async with crowd.turn():
            waits = asyncio.create_task(stand(crowd, came))
            await came.wait()
            hand.at += 2 * BUSY
            assert asked(crowd)
            waits.cancel()
            await asyncio.gather(waits, return_exceptions=True)
            assert not asked(crowd)

    async def stand(crowd: Crowd, came: asyncio.Event) -> None:
        came.set()
        async with crowd.turn():
            raise AssertionError

    asyncio.run(play())


def test_what_is_small_stands_behind_nothing_large() -> None:
    async def play() -> None:
        crowd = Crowd(2)
        served: list[int] = []
        async with crowd.turn(SMALL + 1):
            second = asyncio.create_task(serve(crowd, SMALL + 1, served))
            await asyncio.wait_for(serve(crowd, SMALL, served), 20)
            await asyncio.wait_for(serve(crowd, 1, served), 20)
            assert served == [SMALL, 1]
        await asyncio.wait_for(second, 20)
        assert served == [SMALL, 1, SMALL + 1]

    async def serve(crowd: Crowd, size: int, served: list[int]) -> None:
        async with crowd.turn(size):
            served.append(size)

    asyncio.run(play())


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_centre_that_comes_to_nothing_says_so_and_takes_what_it_had_let_in(
    start: Callable[[CentralSettings], Running], settings: CentralSettings
) -> None:
    opened, over = threading.Event(), threading.Event()

    def hold(step: Step) -> None:
        if step == "before_commit" and not opened.is_set():
            opened.wait(20)

    centre = start(replace(settings, steps=hold))
    desk, told, answers = centre.clerk(), [], []
    entries = [desk.receive() for _ in range(60)]
    raws = [desk.cut(entry) for entry in entries]

    def send(raw: bytes) -> None:
        with Caller(centre.url, desk.anchor) as caller:
            reply = caller.send(desk, raw)
        answers.append(reply.status_code)
        if reply.status_code == 503:
            told.append(int(reply.headers["Retry-After"]))
            over.set()

    threads = []
    for raw in raws:
        threads.append(threading.Thread(target=send, args=(raw,)))
        threads[-1].start()
        if over.wait(0.1):
            break
    opened.set()
    for thread in threads:
        thread.join(20)
    assert told
    assert all(LEAST <= seconds <= MOST for seconds in told)
    assert answers.count(200) == len(threads) - len(told)
