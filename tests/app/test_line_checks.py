"""Checks of the line share one look, and a system that chooses proxies by a script is told of."""

from __future__ import annotations

from functools import partial

import pytest

from clerk_app.app.line_checks import FRESH, ProxyKnown, SharedLook, line_checks_of, seen_relay
from clerk_app.domain.errors import Damaged, Unavailable
from clerk_app.ports.line_look import Looked
from clerk_app.support.relay_check import SeenRelay
from tests.support.lone_relay import KEY
from tests.support.memory_relay import MemoryRelay
from tests.support.model_centre import ModelCentre


def test_one_look_serves_the_checks_of_one_run() -> None:
    looked: list[Looked] = []
    now = [0.0]

    def look() -> Looked:
        looked.append(Looked(delay=float(len(looked) + 1)))
        return looked[-1]

    shared = SharedLook(look, lambda: now[0])
    assert shared() is shared()
    now[0] = FRESH + 1
    assert shared().delay == 2.0


def test_a_script_matters_only_where_the_system_chooses() -> None:
    for chosen, script, level in (
        ("system", "", "fine"),
        ("system", "http://mreza.primer.rs/proxy.pac", "warning"),
        ("none", "http://mreza.primer.rs/proxy.pac", "fine"),
        ("http://proksi.primer.rs:3128", "http://mreza.primer.rs/proxy.pac", "fine"),
    ):
        assert ProxyKnown(partial(str, chosen), partial(str, script)).run().level == level


def test_there_is_nothing_to_look_at_before_a_computer_is_a_desk() -> None:
    assert line_checks_of(None) == ()


def test_the_relay_is_asked_only_with_the_key_and_the_first_that_proves_itself_counts() -> None:
    relay = MemoryRelay(ModelCentre(), addresses=("stranger:1", "relay:1"), away=61)
    with pytest.raises(Unavailable, match="office_key_none"):
        seen_relay(relay, None)
    assert seen_relay(relay, KEY) == SeenRelay("R1", "stranger:1", 61)
    assert relay.closed == 1
    relay.fails = Damaged("relay_foreign")
    with pytest.raises(Damaged, match="relay_foreign"):
        seen_relay(relay, KEY)
    relay.addresses = ()
    with pytest.raises(Unavailable, match="relay_none"):
        seen_relay(relay, KEY)
