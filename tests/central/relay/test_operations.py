"""The operations of relays name who may call them."""

from __future__ import annotations

from clerk_app.central.line_operations import OPERATIONS as LINE
from clerk_app.central.relay.operations import OPERATIONS
from clerk_app.contract import relay
from clerk_app.contract.exchange import EXCHANGE


def test_a_relay_proves_itself_a_desk_asks_for_its_key_and_both_bring_parcels() -> None:
    callers = {one.path: one.caller for one in (*LINE, *OPERATIONS)}
    assert callers[relay.KEY] == callers[relay.ANSWERS] == "relay"
    assert callers[relay.OFFICE_KEY] == "desk"
    assert callers[relay.ENROLMENTS] == "anyone"
    assert callers[EXCHANGE] == "carrier"
