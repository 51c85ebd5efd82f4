"""Every state of a model, the shortest way to one that is wrong, and the states from which nothing leads to the end."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from tests.protocol.model import Model, State


@dataclass(frozen=True, slots=True)
class Explored:
    """What there is: ``wrong`` with the steps that lead there, and ``stuck`` states."""

    states: int
    steps: int
    wrong: str
    way: tuple[str, ...]
    stuck: int


def explore(model: Model) -> Explored:
    """Go through all of them, breadth first; stops at the first that is wrong."""
    begin = State()
    came: dict[State, tuple[State, str] | None] = {begin: None}
    before: dict[State, list[State]] = {begin: []}
    todo, steps = deque([begin]), 0
    while todo:
        state = todo.popleft()
        for name, after in model.steps(state):
            steps += 1
            if after not in came:
                came[after] = (state, name)
                before[after] = []
                if wrong := model.wrong(after):
                    return Explored(len(came), steps, wrong, _way(came, after), 0)
                todo.append(after)
            before[after].append(state)
    return Explored(len(came), steps, "", (), len(came) - _leading_to_the_end(before))


def _way(came: dict[State, tuple[State, str] | None], state: State) -> tuple[str, ...]:
    steps = []
    while (step := came[state]) is not None:
        state, name = step
        steps.append(name)
    return tuple(reversed(steps))


def _leading_to_the_end(before: dict[State, list[State]]) -> int:
    """From how many states the desk can still come to know of every entry."""
    todo = [state for state in before if state.done]
    seen = set(todo)
    while todo:
        for earlier in before[todo.pop()]:
            if earlier not in seen:
                seen.add(earlier)
                todo.append(earlier)
    return len(seen)
