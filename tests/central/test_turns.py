"""One at a time for each key, and nothing kept of what is finished."""

from __future__ import annotations

import asyncio

from clerk_app.central.turns import Turns


def test_who_shares_a_key_goes_one_after_the_other_and_the_key_is_forgotten() -> None:
    turns: Turns[str] = Turns()
    steps: list[str] = []

    async def work(key: str) -> None:
        turn = turns.of(key)
        async with turn:
            steps.append(f"{key} in")
            await asyncio.to_thread(len, steps)  # lets the others run
            steps.append(f"{key} out")

    async def all_at_once() -> None:
        await asyncio.gather(*(work("a") for _ in range(3)))

    asyncio.run(all_at_once())
    assert steps == ["a in", "a out"] * 3
    assert len(turns) == 0


def test_other_keys_do_not_wait() -> None:
    turns: Turns[int] = Turns()
    held = [turns.of(number) for number in range(3)]
    assert len({id(turn) for turn in held}) == len(turns) == 3
    held.clear()
    assert len(turns) == 0
