"""The inbox is asked for with the desk's proof and the clerk's grant; the number stands in no address."""

from __future__ import annotations

from clerk_app.contract import canonical
from clerk_app.contract.exchange import Problem
from clerk_app.contract.inbox import INBOX_LOOKUPS, InboxAnswer, InboxLookup
from tests.central.at_delivery import PERSON
from tests.central.conftest import Running
from tests.support.lone_desk import Caller, LoneDesk


def test_a_desk_is_answered(shared: Running, desk: LoneDesk, caller: Caller) -> None:
    asked = canonical.encode(InboxLookup(grant=desk.grant, id_number=PERSON))
    reply = caller.ask(desk, "POST", INBOX_LOOKUPS, content=asked)
    assert canonical.decode(reply.content, InboxAnswer) == InboxAnswer(has_inbox=False)
    assert reply.headers["cache-control"] == "no-store"


def test_without_proof_or_grant_nothing_is_told(shared: Running, desk: LoneDesk, caller: Caller) -> None:
    asked = canonical.encode(InboxLookup(grant="", id_number=PERSON))
    assert caller.client.post(INBOX_LOOKUPS, content=asked).status_code == 401
    refused = caller.ask(desk, "POST", INBOX_LOOKUPS, content=asked)
    assert (refused.status_code, canonical.decode(refused.content, Problem).code) == (403, "grant_unknown")
    assert caller.ask(desk, "POST", INBOX_LOOKUPS, content=b"{}").status_code == 422
