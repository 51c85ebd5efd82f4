"""Any mix of loss, repetition and reordering ends with an empty outbox and every entry once at the centre."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from clerk_app.contract.dictionaries import Dictionary
from clerk_app.contract.keys import SigningKey
from clerk_app.contract.packing import History
from clerk_app.domain.errors import Refused
from clerk_app.ports.outbox import OutboxState
from clerk_app.sync.cutting import Cutter
from clerk_app.sync.incoming import Incoming, News
from clerk_app.sync.outgoing import Outgoing
from clerk_app.sync.packing import NEED_BASE, Packing
from tests.support.fake_outbox import FakeOutbox, InlineWrite
from tests.support.model_centre import ModelCentre
from tests.support.sync_entries import IDENTITY, StillClock

DICTIONARY = Dictionary(1, History(b'{"note":"1 1 1 1 1 1 1 1 1"}'))


class Exchange(RuleBasedStateMachine):
    """A desk and a centre with the worst line between them."""

    def __init__(self) -> None:
        super().__init__()
        self.outbox = FakeOutbox()
        self.centre = ModelCentre()
        self.alarms: list[str] = []
        self.carried: list[bytes] = []
        self.spoken: list[bytes] = []
        self.forgeries = 0
        write = InlineWrite()
        news = News(changed=lambda _: None, alarm=self.alarms.append)
        self.outgoing_parts: Callable[[], Outgoing] = lambda: Outgoing(
            self.outbox,
            write,
            Cutter(IDENTITY, Packing(self.outbox.base, DICTIONARY)),
            lambda _: None,
            now=lambda: 0,
            monotonic=lambda: 0.0,
        )
        self.outgoing = self.outgoing_parts()
        self.incoming = Incoming(self.outbox, write, IDENTITY, StillClock(), news)

    @rule(count=st.integers(1, 30))
    def the_clerk_accepts(self, count: int) -> None:
        self.outbox.accept(count, size=500)

    @rule(arrive=st.integers(0, 4))
    def parcels_are_sent_and_the_line_is_cut(self, arrive: int) -> None:
        """So many arrive; the next is made and lost."""
        for place, raw in enumerate(self.outgoing.parcels()):
            self.carried.append(raw)
            if place == arrive:
                break
            self.arrives(raw)
        self.outgoing.rewind()

    @rule()
    def a_whole_request_arrives(self) -> None:
        for raw in self.outgoing.parcels():
            self.carried.append(raw)
            if not self.arrives(raw):
                return
        self.outgoing.sent()

    @rule(updated=st.booleans())
    def the_centre_comes_from_a_backup(self, updated: bool) -> None:
        """It lacks what parcels are packed against, and may know the dictionary."""
        self.centre.forgot |= self.centre.effects.keys()
        self.centre.dictionaries = {DICTIONARY.version: DICTIONARY.history} if updated else {}

    @rule(place=st.integers(0, 10**6))
    def an_old_parcel_comes_again_by_another_carrier(self, place: int) -> None:
        if self.carried:
            with suppress(Refused):  # of what it was packed against is lost
                self.centre.receive(self.carried[place % len(self.carried)])

    @rule(lost=st.booleans())
    def the_centre_answers(self, lost: bool) -> None:
        self.spoken.append(self.centre.answer(self.outbox.reached().position))
        if not lost:
            self.hear(self.spoken[-1])

    @rule(place=st.integers(0, 10**6))
    def an_old_answer_comes_again(self, place: int) -> None:
        if self.spoken:
            self.hear(self.spoken[place % len(self.spoken)])

    @rule()
    def somebody_forges_an_answer(self) -> None:
        self.forgeries += 1
        assert self.incoming.take(self.centre.answer(0, signer=SigningKey(b"x" * 32))) is None

    @rule()
    def the_program_is_started_again(self) -> None:
        self.outgoing = self.outgoing_parts()

    def arrives(self, raw: bytes) -> bool:
        """Whether the centre takes it; if not, it is made anew."""
        lacking = ""
        try:
            self.centre.receive(raw)
        except Refused as error:
            lacking = error.code
        if lacking:
            assert lacking == NEED_BASE
            assert self.outgoing.need_base()
        return not lacking

    def hear(self, raw: bytes) -> None:
        taken = self.incoming.take(raw)
        assert taken is not None
        self.outgoing.confirmed(taken.have)

    @invariant()
    def nothing_is_closed_that_the_centre_does_not_have(self) -> None:
        assert set(self.outbox.in_state(OutboxState.ACCEPTED)) <= self.centre.effects.keys()

    @invariant()
    def nothing_has_happened_twice(self) -> None:
        assert set(self.centre.effects.values()) <= {1}
        assert len(self.alarms) == self.forgeries

    def teardown(self) -> None:
        """The line comes back."""
        self.outgoing.rewind()
        for _ in range(3):  # by a base, by the dictionary, alone
            self.a_whole_request_arrives()
        self.hear(self.centre.answer(self.outbox.reached().position))
        assert self.outbox.size().entries == 0
        assert self.centre.effects == dict.fromkeys(self.outbox.rows, 1)
        assert self.outbox.changes.keys() == {(IDENTITY.desk, seq) for seq in self.outbox.rows}


TestExchange = Exchange.TestCase
TestExchange.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
