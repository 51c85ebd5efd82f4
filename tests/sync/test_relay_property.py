"""Any mix of wire and relay, of loss, repetition, old copies and lies, ends with every entry once at the centre."""

from __future__ import annotations

import sys
from collections import Counter

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from clerk_app.contract.keys import SigningKey
from clerk_app.domain.errors import Unavailable
from clerk_app.ports.outbox import OutboxState
from clerk_app.sync.cutting import Cutter
from clerk_app.sync.incoming import Incoming, News
from clerk_app.sync.outgoing import Outgoing
from tests.support.memory_relay import Told
from tests.support.sync_entries import IDENTITY, StillClock
from tests.sync.test_relaying import DARK, LIGHT, Desk

EXAMPLES, STEPS = 60, 30
done: Counter[str] = Counter()
"""How many of each rule were run, for whoever reads the count."""


class Mixed(RuleBasedStateMachine):
    """A desk, its centre, and a relay of which nothing good may be assumed."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk()
        self.centre, self.relay, self.outbox = self.desk.centre, self.desk.relay, self.desk.outbox
        self.copies: list[dict[tuple[int, int, int], bytes]] = [{}]
        self.carried: list[bytes] = []
        self.spoken: list[bytes] = []
        write = self.desk.relaying._world.write
        news = News(changed=lambda _: None, alarm=lambda _: None)
        self.outgoing = Outgoing(
            self.outbox, write, Cutter(IDENTITY), lambda _: None, now=lambda: 0, monotonic=lambda: 0.0
        )
        self.incoming = Incoming(self.outbox, write, IDENTITY, StillClock(), news)

    @rule(count=st.integers(1, 20))
    def the_clerk_accepts(self, count: int) -> None:
        self.outbox.accept(count, size=300)

    @rule(arrive=st.integers(0, 3))
    def parcels_go_by_wire_and_it_is_cut(self, arrive: int) -> None:
        for place, raw in enumerate(self.outgoing.parcels()):
            self.carried.append(raw)
            if place == arrive:
                break
            self.centre.receive(raw)
        self.outgoing.rewind()

    @rule(takes=st.integers(0, 4), fails=st.booleans())
    def the_desk_speaks_with_the_relay(self, takes: int, fails: bool) -> None:
        self.relay.takes = takes if fails else 10**6
        self.relay.fails = Unavailable("line_down") if fails else None
        turn(self.desk)
        self.relay.fails, self.relay.takes = None, 10**6

    @rule()
    def the_line_is_back_for_a_moment(self) -> None:
        self.desk.turn(LIGHT)

    @rule(most=st.integers(1, 5))
    def the_relay_forwards(self, most: int) -> None:
        self.carried += list(self.relay.kept.values())[:most]
        self.relay.forward(most)

    @rule()
    def the_relay_fetches_an_answer(self) -> None:
        self.relay.fetch()
        self.spoken.append(self.relay.told[-1].raw)

    @rule(what=st.sampled_from(["copied", "dead", "old"]), place=st.integers(0, 10**6))
    def the_relays_folder_is(self, what: str, place: int) -> None:
        """Copied, gone with all that it had, or put back as it was at some time."""
        if what == "copied":
            self.copies.append(dict(self.relay.kept))
            return
        self.relay.kept = dict(self.copies[place % len(self.copies)]) if what == "old" else {}
        self.relay.taken.clear()
        self.relay.told.clear()
        self.relay.restart()

    @rule(place=st.integers(0, 10**6))
    def an_old_parcel_comes_again(self, place: int) -> None:
        if self.carried:
            self.centre.receive(self.carried[place % len(self.carried)])

    @rule(lie=st.sampled_from(["forged", "old", "ahead", "of the wire"]), place=st.integers(0, 10**6))
    def the_relay_lies(self, lie: str, place: int) -> None:
        reached = self.outbox.reached()
        lies = {
            "forged": lambda: self.centre.answer(0, signer=SigningKey(b"x" * 32), asked=(0, 0)),
            "old": lambda: self.spoken[place % len(self.spoken)],
            "ahead": lambda: self.centre.answer(reached.position + 1, asked=(reached.position + 1, reached.have)),
            "of the wire": lambda: self.centre.answer(len(self.centre.feed)),
        }
        if lie != "old" or self.spoken:
            self.relay.told.insert(0, Told((0, 0), (10**9, 10**9), lies[lie]()))
            turn(self.desk)
            self.relay.told.clear()

    @rule(lost=st.booleans())
    def the_centre_answers_by_wire(self, lost: bool) -> None:
        raw = self.centre.answer(self.outbox.reached().position)
        if not lost:
            self.hear(raw)

    def hear(self, raw: bytes) -> None:
        taken = self.incoming.take(raw)
        assert taken is not None
        self.outgoing.confirmed(taken.have)

    @invariant()
    def nothing_is_closed_that_the_centre_does_not_have(self) -> None:
        done["steps"] += 1
        assert set(self.outbox.in_state(OutboxState.ACCEPTED)) <= self.centre.effects.keys()

    @invariant()
    def nothing_has_happened_twice_and_no_change_was_missed(self) -> None:
        assert set(self.centre.effects.values()) <= {1}
        position = self.outbox.reached().position
        assert {(one.desk, one.seq) for one in self.centre.feed[:position]} <= self.outbox.changes.keys()

    def teardown(self) -> None:
        """The relay is whole at last; that the wire alone is enough is shown beside."""
        done["histories"] += 1
        self.relay.restart()
        self.desk.turn(LIGHT)
        turn(self.desk)
        self.relay.forward()
        self.relay.told.clear()
        self.relay.fetch()
        turn(self.desk)
        assert self.outbox.size().entries == 0
        assert set(self.centre.effects) == set(self.outbox.rows)


def turn(desk: Desk) -> None:
    desk.pulse.advance(1000)  # whoever was shunned is asked again
    desk.turn(DARK)


def test_every_mix_ends_with_each_entry_once(record_property) -> None:
    done.clear()
    run_state_machine_as_test(Mixed, settings=settings(max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None))
    assert done["histories"] >= EXAMPLES
    record_property("mixed", dict(done))
    sys.stdout.write(f"{done['histories']} histories, {done['steps']} steps: lost 0, doubled 0\n")
