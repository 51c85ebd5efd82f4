"""A clerk at a door is who the grant names, for what the role may, where and while it was given."""

from __future__ import annotations

import pytest

from clerk_app.central.clock import DAY
from clerk_app.central.grants import clerk_of
from clerk_app.domain.errors import Refused
from clerk_app.domain.permissions import Activity
from tests.central.conftest import Running
from tests.support.lone_desk import LoneDesk


def asked(centre: Running, desk: LoneDesk, grant: str, activity: Activity = "register_eid", later: int = 0) -> str:
    parts = centre.central.parts
    with parts.database.read() as connection:
        known = parts.desks.get(desk.code)
        return clerk_of(connection, parts.keys.municipality, known, grant, activity=activity, now=parts.now() + later)


def test_a_grant_names_its_clerk(shared: Running, desk: LoneDesk) -> None:
    assert asked(shared, desk, desk.grant) == "mprimeric"


def test_what_a_grant_does_not_cover_is_refused(shared: Running, desk: LoneDesk) -> None:
    for grant in ("nobody's", "with a \0", ""):
        with pytest.raises(Refused, match="grant_unknown"):
            asked(shared, desk, grant)
    with pytest.raises(Refused, match="grant_not_ours"):
        asked(shared, desk, shared.clerk().grant)
    with pytest.raises(Refused, match="grant_expired"):
        asked(shared, desk, desk.grant, later=400 * DAY)
    with pytest.raises(Refused, match="not_permitted"):
        asked(shared, desk, desk.grant, activity="read_ezup_log")
