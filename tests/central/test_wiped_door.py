"""The last word of a desk is believed with its proof alone, and only where somebody asked for it."""

from __future__ import annotations

import httpx

from clerk_app.contract.exchange import WIPED
from tests.central.conftest import Running
from tests.central.test_app import code_of
from tests.support.lone_desk import Caller


def test_only_the_desk_itself_says_that_it_is_wiped(centre: Running) -> None:
    desk, quarantine = centre.clerk(), centre.central.parts.quarantine
    with Caller(centre.url, desk.anchor) as caller:
        assert code_of(caller.ask(desk, "POST", WIPED)) == "desk_not_stopped"
        quarantine.stop(desk.code, "Ана")
        assert code_of(caller.ask(desk, "POST", WIPED)) == "desk_not_stopped"
        quarantine.wipe(desk.code, "Ана")
        assert code_of(caller.client.post(WIPED)) == "desk_proof"
        assert caller.ask(desk, "POST", WIPED).status_code == httpx.codes.NO_CONTENT
    with centre.central.parts.database.read() as connection:
        assert quarantine.step(connection, desk.code) == "wiped"
