"""The log of accesses is asked of the centre, by a supervisor."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from clerk_app.domain.errors import Refused
from tests.support.fake_desk import FakeDesk


def test_the_log_is_a_supervisors() -> None:
    desk = FakeDesk()
    log, moment = desk.actions.systems.access_log, datetime(2026, 11, 23, tzinfo=UTC)
    assert not log.may_read()
    with pytest.raises(Refused, match="not_permitted"):
        log.page(moment, moment)
    desk.role = "supervisor"
    desk.sign_in()
    assert log.may_read()
    assert log.page(moment, moment, "x" * 200) is desk.ezup_line.page
    assert len(desk.ezup_line.asked[0].text) == 100
