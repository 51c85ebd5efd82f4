"""What the screens hear of the link: the exchange's word, and in the dark relaying's beside it."""

from __future__ import annotations

from pathlib import Path

from clerk_app.app.relaying import ByRelay, keep_proof
from clerk_app.app.secrets import secret_of
from clerk_app.app.wiping import forget_keys
from clerk_app.contract.relay import OfficeKey, proof_of
from clerk_app.settings.relay_proof import RelayProof
from clerk_app.sync.link import LinkState
from clerk_app.sync.relay_state import RelayState
from tests.journeys.town import Town, place_of
from tests.support.lone_relay import KEY
from tests.support.memory_relay import MemoryBook


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


def test_what_proves_the_desk_to_a_relay_is_kept_where_nobody_need_sign_in_and_goes_with_a_wipe(
    town: Town, tmp_path: Path
) -> None:
    place = place_of(town.desk(tmp_path.name))
    keep_proof(place, MemoryBook(None))
    assert not place.paths.relay_proof.exists()
    for key in (KEY, OfficeKey(2, b"p" * 32)):
        keep_proof(place, MemoryBook(key))
        assert RelayProof(place.paths.relay_proof, secret_of(place)).read() == proof_of(key)
    forget_keys(place)
    assert not place.paths.relay_proof.exists()
