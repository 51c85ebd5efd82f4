"""The doors of the log take one method each, and keep nothing that is answered in any cache on the way."""

from __future__ import annotations

import pytest

from clerk_app.contract import canonical
from clerk_app.contract.ezup import EZUP_LOG, EZUP_PERSON, LogAsked, PersonAsked
from tests.central.conftest import Running
from tests.support.lone_desk import Caller


@pytest.mark.parametrize("path", [EZUP_LOG, EZUP_PERSON])
def test_an_answer_is_for_one_desk_at_one_time(centre: Running, path: str) -> None:
    desk = centre.clerk("suzoric", "uzor-2026")
    log = LogAsked(grant=desk.grant, since=0, until=9)
    asked = log if path == EZUP_LOG else PersonAsked(grant=desk.grant, number="1403988985008")
    with Caller(centre.url, desk.anchor) as caller:
        reply = caller.ask(desk, "POST", path, content=canonical.encode(asked))
        assert (reply.status_code, reply.headers["cache-control"]) == (200, "no-store")
        assert caller.ask(desk, "GET", path).status_code == 405
