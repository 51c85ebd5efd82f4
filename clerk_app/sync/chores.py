"""What is done beside the exchange while nothing presses: reference data and enclosures, on a thread of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from clerk_app.domain.errors import Cancelled, CounterError
from clerk_app.sync.mailbox import Mailbox, Pulse
from clerk_app.sync.retry import LONGEST_WAIT, Again, decide
from clerk_app.sync.rounds import Next, Rounds

LOOK_AT_HELD = 60.0
LOOK_AGAIN = 1.0  # while an entry presses, a chore looks so often whether it still does


class Chore(Protocol):
    """One kind of work; ``every`` says after how many seconds it is due again by itself."""

    name: str
    every: float

    def run(self, pause: Callable[[], None]) -> None:
        """Do all there is; call ``pause`` between small pieces. Raises as the line does."""


@dataclass(slots=True)
class _Turn:
    """When a chore is next due, and how often it has failed in a row."""

    due: float
    failed: int = 0


class Chores:
    """Does each chore when it is due or asked for, one at a time, while ``free`` and nothing is ``pressing``.

    ``held`` tells why a chore must wait, by its name and whether a person asked for it, empty if it may go.
    """

    def __init__(
        self,
        chores: tuple[Chore, ...],
        pulse: Pulse,
        jitter: Callable[[], float],
        cut: Callable[[], None] = lambda: None,
        alarm: Callable[[str], None] = lambda _: None,
        *,
        held: Callable[[str, bool], str] = lambda _name, _asked: "",
    ) -> None:
        self._chores = chores
        self._pulse = pulse
        self._jitter = jitter
        self._alarm = alarm
        self._held = held
        self._asked: set[str] = set()
        self._doing = ""
        self._mailbox = Mailbox(pulse)
        self._turns = {chore.name: _Turn(pulse.now()) for chore in chores}
        self._rounds = Rounds("sync-files", self._mailbox, pulse, self._attempt, cut)
        self._free = False
        self._pressing: Callable[[], bool] = lambda: False

    def start(self, pressing: Callable[[], bool]) -> None:
        """Begin; ``pressing`` tells whether an entry waits for the line."""
        self._pressing = pressing
        self._rounds.start()

    def end(self) -> None:
        """Ask for the end; never waits."""
        self._rounds.end()

    def joined(self, within: float) -> bool:
        """Whether everything has ended within so many seconds after ``end``."""
        return self._rounds.joined(within)

    def line_works(self, *, works: bool) -> None:
        """The exchange has just worked, or has just failed."""
        self._free = works
        if works:
            self._rounds.nudge()

    def ask(self, name: str) -> None:
        """Make one due now, unless it is waiting after a failure."""
        turn = self._turns[name]
        if not turn.failed:
            turn.due = self._pulse.now()
        self._rounds.nudge()

    def hurry(self) -> None:
        """Make all due now, whatever happened before: a person asks for it."""
        self._asked = set(self._turns)
        for turn in self._turns.values():
            turn.due = self._pulse.now()
        self._rounds.nudge()

    def _attempt(self) -> Next:
        if self._free:
            for chore in self._chores:
                if self._turns[chore.name].due <= self._pulse.now() and not self._mailbox.stopped:
                    self._run_or_wait(chore)
        soonest = min((turn.due for turn in self._turns.values()), default=self._pulse.now() + LONGEST_WAIT)
        return Next(max(soonest, self._pulse.now() + LOOK_AGAIN) if self._free else self._pulse.now() + LONGEST_WAIT)

    def _run_or_wait(self, chore: Chore) -> None:
        """What the line is too dear for, or not now, is looked at again after a while."""
        self._doing = chore.name
        if self._is_held():
            self._turns[chore.name].due = self._pulse.now() + LOOK_AT_HELD
        else:
            self._run(chore)
        self._asked.discard(chore.name)

    def _is_held(self) -> bool:
        return bool(self._held(self._doing, self._doing in self._asked))

    def _run(self, chore: Chore) -> None:
        turn = self._turns[chore.name]
        turn.due = self._pulse.now() + chore.every
        try:
            chore.run(self._pause)
        except Cancelled:
            turn.due = min(turn.due, self._pulse.now() + LOOK_AT_HELD)
        except CounterError as error:
            self._on_error(turn, error)
        else:
            turn.failed = 0

    def _on_error(self, turn: _Turn, error: CounterError) -> None:
        now = self._pulse.now()
        decision = decide(error, turn.failed, now, self._jitter())
        turn.failed += 1
        if isinstance(decision, Again):
            turn.due = decision.at
        else:
            turn.due = now + LONGEST_WAIT
            self._alarm(decision.code)

    def _pause(self) -> None:
        """Wait while an entry presses; raises ``Cancelled`` when the program ends, or what is done must wait."""
        while self._pressing() and not self._mailbox.stopped:
            self._mailbox.take(self._pulse.now() + LOOK_AGAIN)
        if self._mailbox.stopped or self._is_held():
            raise Cancelled
