"""Cases in every status, written as they would have come about: a desk sends, the numberer numbers, a handler moves."""

from __future__ import annotations

import secrets
from datetime import timedelta
from pathlib import Path

from clerk_app.central.app import Parts, build
from clerk_app.central.cases.plan import CasesSeed, Happening, plan, read
from clerk_app.central.cases.requesting import Requesting
from clerk_app.central.cases.retired_desk import Clerk, RetiredDesk
from clerk_app.central.clock import DAY, ScriptedClock, local, micros
from clerk_app.central.database import Database
from clerk_app.central.population.draws import Draws
from clerk_app.central.requests import any_received
from clerk_app.central.seed import Clerks
from clerk_app.central.seed_files import toml
from clerk_app.central.steps import unwatched
from clerk_app.domain.errors import Invalid


def seed_cases(database: Database, municipality: str, folder: Path, now: int) -> int:
    """Give a seeded centre that has received nothing yet its cases of the days before ``now``; returns how many.

    Raises ``Invalid('seed_malformed')``.
    """
    with database.read() as connection:
        if any_received(connection, municipality):
            return 0
    seed = read(folder)
    until = local(now)
    clock = ScriptedClock(micros(until - timedelta(days=seed.days)) - DAY, lambda: 0)
    parts = build(database, municipality, Path(), clock, unwatched)
    telling = _Telling(parts, clock, seed, _clerks(seed, folder))
    for happening in plan(seed, telling.draws, until):
        telling.let(happening)
    telling.end(now)
    return telling.received


def _clerks(seed: CasesSeed, folder: Path) -> tuple[Clerk, ...]:
    """Who sits at the desk, with the passwords to begin with."""
    known = {one.user: Clerk(one.user, one.password) for one in toml(folder / "clerks.toml", Clerks).clerk}
    if not set(seed.clerks) <= set(known):
        raise Invalid("seed_malformed", file="cases.toml")
    return tuple(known[user] for user in seed.clerks)


class _Telling:
    """Lets what is planned happen, each at its time."""

    def __init__(self, parts: Parts, clock: ScriptedClock, seed: CasesSeed, clerks: tuple[Clerk, ...]) -> None:
        self.draws = Draws(seed.draw)
        self.received = 0
        self._parts = parts
        self._clock = clock
        self._seed = seed
        self._clerks = clerks
        self._numbers: dict[int, str] = {}
        self._desk = RetiredDesk(parts, seed.office, seed.counter, seed.programme)
        self._requesting = Requesting(parts, seed, self.draws)

    def let(self, happening: Happening) -> None:
        """One thing happens."""
        self._clock.move_to(max(happening.at, self._clock()))
        if happening.step is None:
            self._receive(happening)
        else:
            step = happening.step
            self._parts.registry.set_status(self._numbers[happening.case], step.state, step.note, self._seed.handler)

    def end(self, now: int) -> None:
        """The desk goes, and whoever numbers next may begin at once."""
        self._clock.move_to(max(now, self._clock()))
        self._desk.retire()
        self._parts.numbering.release()

    def _receive(self, happening: Happening) -> None:
        clerk = self.draws.pick(self._clerks)
        grant = self._desk.sign_in(clerk)
        number = self._desk.next_number()
        body = self._requesting.body(number, grant, incomplete=happening.course.incomplete)
        self._desk.send("request.received", body, secrets.token_bytes(16), grant.id)
        self._numbers[happening.case] = number
        self.received += 1
        if happening.course.numbered:
            self._parts.numbering.give()
