"""The machines of one run with everything that lies between them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from clerk_app.sync.relaying import Relaying
from tests.faults.chaos.by_relay import BadUpstream, RelayRoad, relaying
from tests.faults.chaos.ether import Ether
from tests.faults.chaos.lots import Lots
from tests.faults.chaos.machines import Centre, DeskMachine, OfficeRelay
from tests.faults.chaos.made import Made
from tests.faults.chaos.power import Machine, PowerCut
from tests.support.harmed_sticks import Sticks

type Note = Callable[[str], None]


class Town:
    """Begins with copies of what was ``made`` once; ``note`` hears what happens in it."""

    def __init__(self, made: Made, folder: Path, lots: Lots, note: Note) -> None:
        self.folder, self.lots, self.note = folder, lots, note
        self.chance, self.clock = lots.chance, lots.clock
        self.centre = Centre(folder / "centre", made, lots)
        self.ether = Ether(self.centre, lots)
        self.relay = OfficeRelay(folder / "relay", made, lots, BadUpstream(self.ether, made))
        self.desks = [DeskMachine(folder / who.desk, made, lots, who) for who in made.desks]
        self.sticks = Sticks(folder / "sticks", lots.chance)
        self._relaying = {desk.code: self._begun(desk) for desk in self.desks}

    @property
    def machines(self) -> tuple[Machine, ...]:
        """Whatever may lose its power."""
        return (*self.desks, self.relay, self.centre)

    def relaying(self, desk: DeskMachine) -> Relaying:
        """The relaying of a desk in this life of it."""
        return self._relaying[desk.code]

    def restart(self, desk: DeskMachine) -> None:
        """The program of a desk ends and begins."""
        desk.restart()
        self._relaying[desk.code] = self._begun(desk)

    def struck(self, cut: PowerCut) -> None:
        """The machine whose power was cut while nobody spoke with it comes up again."""
        machine = next(one for one in self.machines if one.fuse is cut.whose)
        self.note("  a power cut")
        machine.come_up()
        if isinstance(machine, DeskMachine):
            self._relaying[machine.code] = self._begun(machine)

    def close(self) -> None:
        """Let go of everything, and of its folder."""
        for machine in self.machines:
            machine.close()
        shutil.rmtree(self.folder)

    def _begun(self, desk: DeskMachine) -> Relaying:
        return relaying(desk, RelayRoad(self.ether, self.relay, desk.identity), self.ether)
