"""The log of accesses is asked of the centre, by a supervisor."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from clerk_app.contract.ezup import LogPage
from clerk_app.domain.errors import Refused
from tests.support.fake_desk import FakeDesk
from tests.support.records_day import LOG


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


def test_everything_by_a_persons_number_is_read_page_by_page() -> None:
    desk = FakeDesk(role="supervisor")
    desk.sign_in()
    rows = tuple(msgspec.structs.replace(LOG.rows[0], seq=seq, made=made) for seq, made in ((3, 9), (2, 7), (1, 7)))
    pages = (LogPage(rows=rows[:2], more=True), LogPage(rows=rows[1:], more=True), LogPage(rows=rows[2:], more=True))
    desk.ezup_line.pages.extend(pages)
    told = desk.actions.systems.access_log.of_person("1403988985008", [b"one"])
    assert [row.seq for row in told] == [3, 2, 1]
    assert [(asked.before, asked.cases) for asked in desk.ezup_line.of_persons] == [
        (0, (b"one",)),
        (8, (b"one",)),
        (8, (b"one",)),
    ]
    assert "1403988985008" not in repr(desk.ezup_line.of_persons)


def test_for_a_report_one_must_be_allowed_to_give_it() -> None:
    desk = FakeDesk()
    with pytest.raises(Refused, match="not_permitted"):
        desk.actions.systems.access_log.of_person("1403988985008")
