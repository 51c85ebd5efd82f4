"""One run: a morning of two desks under faults of every kind, then the calm, and the outside look.

Everything in it is drawn from its seed. ``python -m tests.faults.chaos SEED`` plays one again and tells its steps.
"""

from __future__ import annotations

from pathlib import Path

from clerk_app.domain.errors import CounterError
from tests.faults.chaos.acts import Act, AtTheDesk, ByRelay, ByStick, ByWire
from tests.faults.chaos.look import Steady, look
from tests.faults.chaos.lots import Lots
from tests.faults.chaos.machines import DeskMachine
from tests.faults.chaos.made import Made
from tests.faults.chaos.power import STATEMENT, PowerCut
from tests.faults.chaos.town import Note, Town
from tests.faults.points import STORE

STEPS = 16
CALM_ROUNDS = 30
AT_CENTRE = ("parcel_read", "before_commit", "after_commit", "before_answer")
AT_DESK = tuple(point.value for point in STORE)
_OFTEN = 0.4
"""How often a machine's fuse is set before a step."""
type Ways = tuple[int, ...]
"""How much goes by wire, by relay and by stick."""
_HOW_MUCH = (0, 1, 2, 4)
_EXPECTED = frozenset({"line_cut", "bundle_none", "bundle_unfinished", "bundle_forged", "malformed"})
"""What a fault may be called; anything else that a step raises is wrong."""


class Run:
    """One morning; ``wrong`` says what was wrong, ``counted`` what befell it; ``ways`` are drawn if not given."""

    def __init__(self, made: Made, folder: Path, seed: int, note: Note, ways: Ways | None = None) -> None:
        self.seed = seed
        self._lots = Lots(seed)
        self.counted = self._lots.counted
        self._town = Town(made, folder, self._lots, note)
        self._desk, self._wire = AtTheDesk(self._town), ByWire(self._town)
        self._relay, self._stick = ByRelay(self._town), ByStick(self._town)
        self._steady = Steady(self._town.centre)
        self.wrong: list[str] = []
        self._ways = ways or tuple(self._lots.chance.choice(_HOW_MUCH) for _ in range(3))

    def play(self) -> None:
        """Faults, calm, look."""
        chance = self._lots.chance
        acts, weights = zip(*self._acts(), strict=True)
        for _ in range(STEPS):
            act: Act = chance.choices(acts, weights)[0]
            self._set_a_fuse()
            self._do(act, chance.choice(self._town.desks))
            self._lots.clock.pass_time(chance.choice((0.2, 1, 5, 40)))
        self._calm_down()
        self.wrong += look(self._town.centre, self._town.desks)
        self._count()

    def close(self) -> None:
        """Let go of the town."""
        self._town.close()

    def _acts(self) -> list[tuple[Act, int]]:
        """What happens, and how often."""
        desk, wire, relay, stick = self._desk, self._wire, self._relay, self._stick
        by_wire, by_relay, by_stick = self._ways
        return [
            (desk.somebody_asks, 8), (desk.something_is_corrected, 5), (desk.something_is_annulled, 1),
            (desk.the_program_ends, 1), (wire.late_parcels_come, 2), (wire.numbers_are_given, 1),
            (wire.the_wire_works, 4 * by_wire), (wire.only_answers_come, by_wire), (wire.the_spool_travels, by_wire),
            (relay.the_desk_relays, 4 * by_relay), (relay.the_relay_forwards, 2 * by_relay),
            (relay.the_relay_is_harmed, by_relay),
            (stick.a_stick_is_filled, 2 * by_stick), (stick.a_stick_is_taken, 2 * by_stick),
            (stick.a_stick_is_brought, 2 * by_stick), (stick.a_stick_is_harmed, by_stick),
        ]  # fmt: skip

    def _do(self, act: Act, desk: DeskMachine) -> None:
        """An act, whatever becomes of it; a desk whose power was cut comes up again."""
        self._town.note(f"{act.__name__} {desk.code}")
        try:
            act(desk)
        except PowerCut as cut:
            self._town.struck(cut)
        except CounterError as error:
            self._town.note(f"  {error.code}")
            if error.code not in _EXPECTED:
                self.wrong.append(f"{act.__name__} met {error.code}")
        desk.outgoing.rewind()
        self.wrong += [f"{desk.code}: {complaint} after {act.__name__}" for complaint in self._steady.look(desk)]

    def _set_a_fuse(self) -> None:
        chance, town = self._lots.chance, self._town
        if chance.random() >= _OFTEN:
            return
        machine = chance.choice((*town.desks, *town.desks, town.centre, town.centre, town.relay))
        named = AT_CENTRE if machine is town.centre else () if machine is town.relay else AT_DESK
        if named and chance.random() < 0.5:
            machine.fuse.set(chance.choice(named), chance.randint(1, 2))
        else:
            machine.fuse.set(STATEMENT, chance.randint(1, 25))

    def _calm_down(self) -> None:
        """No more faults; what is late comes, and one way that works brings everything. Then all listen once."""
        for machine in self._town.machines:
            machine.fuse.take_out()
        self._lots.calm = True
        self._town.ether.late_ones_come()
        odds = [1 + much for much in self._ways]
        (way,) = self._lots.chance.choices((self._wire, self._relay, self._stick), odds)
        for desk in self._town.desks:
            self._last_way(type(way).__name__, way.everything, desk)
        for desk in (*self._town.desks, *self._town.desks[:-1]):  # whoever listens first hears of the last one's later
            self._do(self._wire.everything, desk)

    def _last_way(self, name: str, way: Act, desk: DeskMachine) -> None:
        for _ in range(CALM_ROUNDS):
            self._lots.clock.pass_time(400)
            self._do(way, desk)
            if not desk.outbox.size().entries:
                return
        self.wrong.append(f"{desk.code} still has {desk.outbox.size().entries} entries that wait, {name}")

    def _count(self) -> None:
        town = self._town
        self.counted["entries"] = sum(desk.outbox.head() for desk in town.desks)
        for name, machines in (("desk", town.desks), ("centre", [town.centre]), ("relay", [town.relay])):
            self.counted[f"killed: {name}"] = sum(machine.cuts.total() for machine in machines)
        shown = sum(desk.alarms.count("answer_forged") for desk in town.desks)
        if shown != self.counted["forged"]:
            self.wrong.append(f"of {self.counted['forged']} forged answers {shown} raised an alarm")
