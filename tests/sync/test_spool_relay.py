"""With nobody signed in, what is spooled goes by the office's relay, on a key that opens nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app.carriers.relay import OfficeRoads
from clerk_app.contract.relay import ProofKey, proof_of
from clerk_app.domain.errors import Refused, Unavailable
from clerk_app.sync.link import LinkState
from clerk_app.sync.spool_relay import SpoolRelay
from clerk_app.sync.spooled import SpoolRounds
from tests.support.fake_line import FakeLine
from tests.support.hand_moved_pulse import HandMovedPulse, Watch
from tests.support.lone_relay import KEY, LoneRelay
from tests.support.memory_relay import MemoryRelay
from tests.support.model_centre import ModelCentre
from tests.support.sync_entries import DESK, IDENTITY, entry
from tests.sync.test_spooled import FakeSpool

PROOF = proof_of(KEY)


@pytest.fixture
def relay(tmp_path: Path) -> Iterator[LoneRelay]:
    made = LoneRelay(tmp_path)
    yield made
    made.stop()


def by(relay: MemoryRelay, spool: FakeSpool, key: ProofKey | None = PROOF) -> SpoolRelay:
    return SpoolRelay(relay, lambda: key, spool)


def test_a_real_relay_takes_it_for_a_proof_alone_and_brings_it_to_the_centre(relay: LoneRelay) -> None:
    spool = FakeSpool(3)
    roads = OfficeRoads(DESK, lambda: (relay.address,))
    assert SpoolRelay(roads, lambda: PROOF, spool).leave() == 3
    centre, upstream = relay.upstream.centre, relay.upstream
    with upstream.spoke:
        assert upstream.spoke.wait_for(lambda: len(centre.effects) == 3, 20)
    assert centre.effects == dict.fromkeys((1, 2, 3), 1)
    assert sorted(spool.files) == [1, 2, 3]


def test_each_goes_there_once_and_all_of_them_to_another_run() -> None:
    relay, spool = MemoryRelay(ModelCentre()), FakeSpool(2)
    leaving = by(relay, spool)
    assert leaving.leave() == leaving.leave() == 2
    assert relay.received == 2
    spool.put(entry(3))
    assert leaving.leave() == 3
    assert relay.received == 3
    relay.restart()
    assert leaving.leave() == 3
    assert relay.received == 6
    assert relay.closed == 4


def test_what_the_centre_has_confirmed_lies_there_no_more() -> None:
    relay, spool = MemoryRelay(ModelCentre()), FakeSpool(2)
    leaving = by(relay, spool)
    leaving.leave()
    spool.confirmed([1])
    assert leaving.leave() == 1


def test_an_empty_spool_asks_nobody_and_without_a_key_nobody_can_be_asked() -> None:
    relay = MemoryRelay(ModelCentre(), addresses=())
    assert by(relay, FakeSpool(), None).leave() == 0
    with pytest.raises(Unavailable, match="office_key_none"):
        by(relay, FakeSpool(1), None).leave()
    with pytest.raises(Unavailable, match="relay_none"):
        by(relay, FakeSpool(1)).leave()


def test_a_cut_on_the_way_counts_nothing_as_left() -> None:
    relay, spool = MemoryRelay(ModelCentre()), FakeSpool(3)
    leaving = by(relay, spool)
    relay.takes, relay.fails = 1, None
    relay.fails = Refused("office_key_old")
    with pytest.raises(Refused, match="office_key_old"):
        leaving.leave()
    relay.takes, relay.fails = 10, None
    assert leaving.leave() == 3


def test_the_rounds_leave_it_there_while_the_line_is_down_and_say_so() -> None:
    line, spool, states = FakeLine(ModelCentre(), Watch()), FakeSpool(2), list[LinkState]()

    def note(state: LinkState) -> None:
        states.append(state)
        line.watch.note()

    line.fault = Unavailable("line_down")
    relay = MemoryRelay(ModelCentre())
    rounds = SpoolRounds(
        line,
        spool,
        IDENTITY,
        HandMovedPulse(),
        jitter=lambda: 0.5,
        alarm=print,
        link=note,
        relay=by(relay, spool),
    )
    rounds.start()
    line.watch.until(lambda: bool(states))
    assert (states[-1].kind, states[-1].relay, states[-1].relayed, states[-1].waiting) == ("down", "works", 2, 2)
    relay.fails = Unavailable("relay_full")
    rounds.nudge()
    line.watch.until(lambda: len(states) == 2)
    assert (states[-1].relay, states[-1].relayed) == ("relay_full", 0)
    line.mend()
    rounds.nudge()
    line.watch.until(lambda: states[-1].kind == "good")
    assert (states[-1].relay, spool.files) == ("", {})
    assert rounds.stop()
