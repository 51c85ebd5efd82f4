"""What may happen in a town, one thing at a time: clerks, the wire, the relay, sticks."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from clerk_app.carriers.bundle import stick_at
from clerk_app.central.bundle import take_bundles
from clerk_app.domain.errors import Unavailable
from clerk_app.sync.bringing_back import BackParts, bring_in
from clerk_app.sync.carrying import CarryParts, take_along
from clerk_app.sync.spooled import send_spooled
from tests.faults.chaos.by_relay import forward
from tests.faults.chaos.ether import BadWire
from tests.faults.chaos.legs import down, up
from tests.faults.chaos.machines import DeskMachine
from tests.faults.chaos.town import Town
from tests.support.fake_outbox import InlineWrite

type Act = Callable[[DeskMachine], None]
THIN_LINE = 600.0
"""Bytes a second: parcels become small, and many."""


@dataclass
class AtTheDesk:
    """Clerks, and the program that they use."""

    town: Town
    words: int = 0

    def somebody_asks(self, desk: DeskMachine) -> None:
        for _ in range(self.town.chance.randint(1, 4)):
            desk.receive()

    def something_is_corrected(self, desk: DeskMachine) -> None:
        if desk.subjects:
            self.words += 1
            desk.correct(self.town.chance.choice(desk.subjects), f"{self.words}")

    def something_is_annulled(self, desk: DeskMachine) -> None:
        if desk.subjects:
            desk.annul(self.town.chance.choice(desk.subjects))

    def the_program_ends(self, desk: DeskMachine) -> None:
        self.town.restart(desk)


@dataclass
class ByWire:
    """HTTPS; and the centre, which nobody asks."""

    town: Town

    def the_wire_works(self, desk: DeskMachine) -> None:
        """Up and down, until nothing moves or the line is gone."""
        line = BadWire(self.town.ether, desk.identity)
        desk.outgoing.rate = self.town.chance.choice((0.0, THIN_LINE))
        for _ in range(self.town.chance.randint(1, 3)):
            more_to_send = self._up(line, desk)
            more_to_come = down(line, desk)
            if not (more_to_send or more_to_come):
                break

    def only_answers_come(self, desk: DeskMachine) -> None:
        down(BadWire(self.town.ether, desk.identity), desk)

    def late_parcels_come(self, _desk: DeskMachine) -> None:
        self.town.ether.late_ones_come()

    def the_spool_travels(self, desk: DeskMachine) -> None:
        """What a desk sends after a restart at which nobody has signed in."""
        send_spooled(BadWire(self.town.ether, desk.identity), desk.spool, desk.identity, desk.alarms.append)

    def numbers_are_given(self, _desk: DeskMachine) -> None:
        with self.town.centre.powered():
            self.town.centre.number()

    def everything(self, desk: DeskMachine) -> None:
        """By a line that works."""
        self.town.centre.number()
        self.the_wire_works(desk)

    def _up(self, line: BadWire, desk: DeskMachine) -> bool:
        """Send; after a cut what comes down may have been on its way already, for that is a leg of its own."""
        cut: Unavailable | None = None
        try:
            return up(line, desk.outgoing)
        except Unavailable as error:
            cut = error
        desk.outgoing.rewind()
        if self.town.chance.random() < 0.5:
            raise cut
        return False


@dataclass
class ByRelay:
    """The office's relay, which may be harmed."""

    town: Town

    def the_desk_relays(self, desk: DeskMachine) -> None:
        """A turn or two with the relay, whose line may work between them."""
        self.town.relaying(desk).attempt()
        for _ in range(self.town.chance.randint(0, 3)):
            forward(self.town.relay)
            self.town.clock.pass_time(25)
        self.town.relaying(desk).attempt()

    def the_relay_forwards(self, _desk: DeskMachine) -> None:
        forward(self.town.relay)

    def the_relay_is_harmed(self, _desk: DeskMachine) -> None:
        """Copied, gone with all that it had, put back as it was, or started again."""
        relay, copy = self.town.relay, self.town.folder / "relay-copy"
        what = self.town.chance.choice(("copied", "gone", "old", "old", "again"))
        self.town.note(f"  {what}")
        relay.close()
        if what == "copied":
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(relay.folder, copy)
        elif what in {"gone", "old"}:
            self.town.lots.counted["relay lost"] += 1
            shutil.rmtree(relay.folder)
            if what == "gone":
                relay.folder.mkdir()
            else:
                shutil.copytree(copy if copy.is_dir() else relay.made, relay.folder)
        relay.open()

    def everything(self, desk: DeskMachine) -> None:
        """By a relay that works."""
        for _ in range(3):
            self.town.relaying(desk).attempt()
            forward(self.town.relay)
            self.town.clock.pass_time(40)
            self.town.centre.number()


@dataclass
class ByStick:
    """Sticks, in the hands of people."""

    town: Town

    def a_stick_is_filled(self, desk: DeskMachine) -> None:
        self._carry(desk, self.town.sticks.one())

    def a_stick_is_taken(self, _desk: DeskMachine) -> None:
        self._take(self.town.sticks.one())

    def a_stick_is_brought(self, desk: DeskMachine) -> None:
        self._bring(desk, self.town.sticks.one())

    def a_stick_is_harmed(self, _desk: DeskMachine) -> None:
        sticks = self.town.sticks
        harms = (
            sticks.one_is_lost,
            sticks.a_file_is_damaged,
            sticks.a_file_is_missing,
            sticks.a_picture_is_taken,
            sticks.an_old_picture_comes_back,
        )
        harm = self.town.chance.choice(harms)
        self.town.note(f"  {harm.__name__}")
        self.town.lots.counted["sticks harmed"] += 1
        harm()

    def everything(self, desk: DeskMachine) -> None:
        """By a stick that nobody harms."""
        last = self.town.folder / "last-stick"
        last.mkdir(exist_ok=True)
        self._carry(desk, last)
        self._take(last)
        self._bring(desk, last)

    def _carry(self, desk: DeskMachine, stick: Path) -> None:
        parts = CarryParts(
            unconfirmed=desk.unconfirmed,
            enclosures=desk.enclosures,
            stick=stick_at(stick, desk.code, desk.identity.centre_sign),
            identity=desk.identity,
            now=self.town.clock.micros,
        )
        take_along(parts)

    def _take(self, stick: Path) -> None:
        with self.town.centre.powered():
            take_bundles(stick, self.town.centre.parts, patience=0)

    def _bring(self, desk: DeskMachine, stick: Path) -> None:
        parts = BackParts(
            stick=stick_at(stick, desk.code, desk.identity.centre_sign),
            outbox=desk.outbox,
            unconfirmed=desk.unconfirmed,
            uploads=desk.uploads,
            write=InlineWrite(),
            identity=desk.identity,
            clock=self.town.clock.hand,
            news=desk.news,
        )
        bring_in(parts)
