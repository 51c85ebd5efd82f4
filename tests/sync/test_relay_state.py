"""What is told of the relay is told once, with since when it stands so."""

from __future__ import annotations

from clerk_app.contract.relay import Hello
from clerk_app.sync.relay_state import Met, RelayState, Standing

SECOND = 1_000_000


class Moments:
    """A clock and an ear."""

    def __init__(self) -> None:
        self.now = 1000 * SECOND
        self.told: list[RelayState] = []
        self.standing = Standing(lambda: self.now, self.told.append)


def test_since_is_when_it_began_to_stand_so_whatever_lies_there() -> None:
    at = Moments()
    at.standing.say(RelayState(code="relay_none"))
    at.now += SECOND
    at.standing.say(RelayState(code="relay_none"))
    at.standing.say(RelayState(code="relay_none", there=2))
    at.standing.say(RelayState(works=True, there=2))
    assert [(state.code, state.there, state.since // SECOND) for state in at.told] == [
        ("relay_none", 0, 1000),
        ("relay_none", 2, 1000),
        ("", 2, 1001),
    ]


def test_a_relay_that_was_met_is_named_also_when_it_is_lost() -> None:
    at = Moments()
    at.standing.meet(Met("10.0.0.5:8470", Hello("R1", b"run")))
    at.standing.say(RelayState(works=True))
    at.standing.say(RelayState(code="line_down"))
    assert [(state.name, state.address) for state in at.told] == [("R1", "10.0.0.5:8470")] * 2


def test_since_when_it_does_not_reach_the_centre_is_one_moment() -> None:
    at = Moments()
    for away, later in ((60, 0), (121, 60), (180, 60)):  # in whole seconds, and a moment on the way
        at.now += later * SECOND
        at.standing.meet(Met("10.0.0.5:8470", Hello("R1", b"run", away)))
        at.standing.say(RelayState(works=True))
    assert [state.away // SECOND for state in at.told] == [940]
    at.standing.meet(Met("10.0.0.5:8470", Hello("R1", b"run", 0)))
    at.standing.say(RelayState(works=True))
    assert at.told[-1].away == 0
