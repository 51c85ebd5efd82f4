"""One outbox, wire and sticks in any mix, with loss, repetition, reordering and damage: the ledger equals the journal.

Real desk files, a real centre and real files on sticks; only the wire itself is left out. Each history ends with a line
that works, or with one last stick that nobody harms.
"""

from __future__ import annotations

import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clerk_app.domain.errors import Unavailable
from tests.support.harmed_sticks import Sticks
from tests.support.stick_world import DirectLine, StickDesk, StickTown, error_of

SECONDS = 8.0
LEAST, STEPS = 3, 22
_EXPECTED = frozenset({"", "bundle_none", "bundle_unfinished", "bundle_forged", "malformed", "line_cut", "need_base"})


@pytest.fixture
def town(tmp_path: Path) -> Iterator[StickTown]:
    made = StickTown(tmp_path / "town")
    yield made
    made.close()


class BadLine(DirectLine):
    """Loses parcels after a few, repeats old ones, and loses answers."""

    def __init__(self, line: DirectLine, chance: random.Random, heard: list[bytes]) -> None:
        super().__init__(line._parts, line._desk)
        self._chance = chance
        self._heard = heard

    def send(self, parcels: Iterator[bytes]) -> None:
        left = self._chance.randint(0, 3)
        for raw in parcels:
            if not left:
                raise Unavailable("line_cut")
            left -= 1
            self._heard.append(raw)
            super().send(iter([raw, self._chance.choice(self._heard)]))

    def answers(self, position: int, have: int, hold: int, reference: int = 0) -> Iterator[bytes]:
        if self._chance.random() < 0.3:
            raise Unavailable("line_cut")
        return super().answers(position, have, hold, reference)


class History:
    """One desk's life, drawn by ``chance``."""

    def __init__(self, town: StickTown, folder: Path, chance: random.Random) -> None:
        self.town, self.chance = town, chance
        self.desk: StickDesk = town.desk()
        self._folder = folder
        self._sticks = Sticks(folder, chance)
        self._heard: list[bytes] = []
        self.happened: Counter[str] = Counter()
        self._position = 0

    def live(self) -> None:
        steps: list[tuple[int, Callable[[], object]]] = [
            (5, self.somebody_asks),
            (4, self.the_stick_is_filled),
            (4, self.the_centre_takes_it),
            (4, self.the_answer_is_brought_in),
            (3, self.the_wire_works_for_a_moment),
            (1, self._sticks.one_is_lost),
            (2, self._sticks.a_file_is_damaged),
            (1, self._sticks.a_file_is_missing),
            (2, self._sticks.a_picture_is_taken),
            (2, self._sticks.an_old_picture_comes_back),
            (1, self.the_program_is_started_again),
        ]
        weights = [weight for weight, _ in steps]
        for _, step in self.chance.choices(steps, weights, k=STEPS):
            self.happened[step.__name__] += 1
            assert error_of(step) in _EXPECTED
            self.nothing_is_closed_that_the_centre_does_not_have()
        self.the_end()

    def somebody_asks(self) -> None:
        self.desk.receive(self.chance.randint(1, 5))

    def the_stick_is_filled(self) -> None:
        self.desk.carry(self._sticks.one())

    def the_centre_takes_it(self) -> None:
        self.town.take(self._sticks.one())

    def the_answer_is_brought_in(self) -> None:
        self.desk.bring(self._sticks.one())

    def the_wire_works_for_a_moment(self) -> None:
        self.desk.exchange(BadLine(self.desk.line, self.chance, self._heard))

    def the_program_is_started_again(self) -> None:
        self.desk.close()
        self.desk.open()

    def nothing_is_closed_that_the_centre_does_not_have(self) -> None:
        ledger = self.town.entries(self.desk.code)
        assert set(self.desk.accepted()) <= ledger.keys()
        assert self.desk.position() >= self._position
        self._position = self.desk.position()

    def the_end(self) -> None:
        """One last way that works: the wire, or a stick."""
        if self.chance.random() < 0.5:
            self.desk.exchange()
        else:
            last = self._folder / "LAST"
            last.mkdir()
            self.desk.carry(last)
            self.town.take(last)
            self.desk.bring(last)
        ledger = self.town.entries(self.desk.code)
        assert {seq: commitment for seq, (_, commitment) in ledger.items()} == self.desk.journalled()
        assert {outcome for outcome, _ in ledger.values()} <= {"accepted"}
        assert self.desk.waiting() == 0
        assert len(self.town.requests(self.desk.code)) == self.desk.people
        assert None not in self.town.requests(self.desk.code)
        assert set(self.desk.alarms) <= {"answer_forged"}


def test_any_mix_of_carriers_ends_with_every_entry_once(
    town: StickTown, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = random.SystemRandom().randrange(2**32)
    end, done, happened = time.monotonic() + SECONDS, 0, Counter[str]()
    while done < LEAST or time.monotonic() < end:
        history = History(town, tmp_path / f"history-{done}", random.Random(f"{seed} {done}"))
        try:
            history.live()
        except AssertionError as error:
            raise AssertionError(f"history {done} of seed {seed}") from error
        history.desk.close()
        town.desks.remove(history.desk)
        shutil.rmtree(tmp_path / f"history-{done}")
        happened += history.happened
        done += 1
    with capsys.disabled():
        print(f" {done} histories of wire and sticks, {happened.total()} steps", end="")  # noqa: T201 (it is counted)
    assert happened["the_answer_is_brought_in"]
