"""A conversation ends only when both legs rest, whatever happens to either."""

from __future__ import annotations

import pytest

from clerk_app.contract.exchange import LONGEST_HOLD
from clerk_app.domain.errors import Unavailable
from clerk_app.lanes import InlineLane
from clerk_app.sync.conversation import DOWN, UP, Conversation, Parts
from clerk_app.sync.cutting import Cutter
from clerk_app.sync.incoming import Incoming, News
from clerk_app.sync.link import Meter
from clerk_app.sync.mailbox import Mailbox, Stopped
from clerk_app.sync.outgoing import Outgoing
from clerk_app.sync.ways import Ways
from tests.support.fake_line import FakeLine
from tests.support.fake_outbox import FakeOutbox, InlineWrite
from tests.support.hand_moved_pulse import HandMovedPulse, Watch
from tests.support.model_centre import ModelCentre
from tests.support.sync_entries import IDENTITY, StillClock


class Table:
    """One conversation whose legs run in the caller's thread, so that its order is fixed: down, then up."""

    def __init__(self) -> None:
        self.outbox = FakeOutbox()
        self.line = FakeLine(ModelCentre(), Watch())
        self.line.release()
        self.write = InlineWrite()
        self.heard = 0
        pulse, clock = HandMovedPulse(), StillClock()
        news = News(changed=lambda _: None, alarm=lambda _: None)
        outgoing = Outgoing(
            self.outbox, self.write, Cutter(IDENTITY), lambda _: None, now=lambda: 0, monotonic=pulse.now
        )
        self.parts = Parts(
            line=self.line,
            outbox=self.outbox,
            write=self.write,
            outgoing=outgoing,
            incoming=Incoming(self.outbox, self.write, IDENTITY, clock, news),
            legs={UP: InlineLane(), DOWN: InlineLane()},
            mailbox=Mailbox(pulse),
            pulse=pulse,
            meter=Meter(),
            ways=Ways(),
            awaiting=lambda: False,
            heard=self._heard,
        )

    def run(self):
        return Conversation(self.parts).run()

    def _heard(self) -> None:
        self.heard += 1


def test_with_nothing_to_say_it_is_one_empty_question() -> None:
    table = Table()
    outcome = table.run()
    assert (outcome.error, outcome.heard) == (None, True)
    assert table.line.dialled == [("answers", 0)]


def test_what_was_sent_is_listened_for_until_it_is_answered() -> None:
    table = Table()
    table.outbox.accept(5)
    outcome = table.run()
    assert (outcome.error, outcome.news) == (None, True)
    assert [what for what, _ in table.line.dialled] == ["answers", "send", "answers"]
    assert table.line.dialled[0] == ("answers", LONGEST_HOLD)
    assert table.outbox.size().entries == 0
    assert table.heard == 2


@pytest.mark.parametrize("leg", [UP, DOWN])
def test_the_first_error_is_told_with_its_leg(leg: str) -> None:
    table = Table()
    table.outbox.accept(1)
    error = Unavailable("line_down")
    if leg == UP:
        table.line.send_fault = error
    else:
        table.line.fault = error
    outcome = table.run()
    assert (outcome.error, outcome.leg) == (error, leg)


def test_a_line_that_answers_nothing_is_not_asked_for_ever() -> None:
    table = Table()
    table.outbox.accept(1)
    table.line.deaf = True
    outcome = table.run()
    assert (outcome.error, outcome.heard) == (None, False)
    assert len(table.line.dialled) < 10


def test_a_store_without_time_ends_it_with_no_leg_left() -> None:
    table = Table()
    table.write.error = Unavailable("store_busy")
    outcome = table.run()
    assert outcome.error is table.write.error


def test_a_stop_that_came_before_lets_nothing_be_dialled_again() -> None:
    table = Table()
    table.outbox.accept(1)
    table.parts.mailbox.post(Stopped())
    assert table.run().error is None
    assert len(table.line.dialled) == 2
