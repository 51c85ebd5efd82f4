"""What the screens hear of the link: the exchange's word, and in the dark relaying's beside it."""

from __future__ import annotations

from clerk_app.app.relaying import ByRelay
from clerk_app.sync.link import LinkState
from clerk_app.sync.relay_state import RelayState


def test_in_the_dark_both_are_told_as_one_and_in_the_light_the_exchange_alone() -> None:
    told: list[LinkState] = []
    of_relay: list[RelayState] = []
    by_relay = ByRelay(told.append, of_relay.append)
    by_relay._relay(RelayState(known=True))
    assert (told, of_relay) == ([], [RelayState(known=True)])
    by_relay.link(LinkState(kind="down", code="line_down", waiting=3))
    by_relay._relay(RelayState(code="relay_none"))
    by_relay._relay(RelayState(works=True, there=3))
    by_relay.link(LinkState(kind="good"))
    assert [(one.kind, one.waiting, one.relay, one.relayed) for one in told] == [
        ("down", 3, "", 0),
        ("down", 3, "relay_none", 0),
        ("down", 3, "works", 3),
        ("good", 0, "", 0),
    ]


def test_before_the_exchange_is_joined_nothing_is_asked_of_it() -> None:
    by_relay = ByRelay(lambda _: None)
    by_relay.start()
    by_relay.nudge()
    by_relay.key_came()
    by_relay.look_again()
    by_relay.stop()
