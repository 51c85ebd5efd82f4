from datetime import UTC, datetime
from typing import Any

import pytest

from clerk_app.lanes import InlineLane
from clerk_app.ports.line_record import Pace
from clerk_app.ports.outbox import OutboxSize, Queued
from clerk_app.sync.link import LinkState
from clerk_app.sync.relay_state import RelayState
from clerk_app.ui.exchange.page import ExchangePage, LineTold, Shown
from clerk_app.ui.exchange.stick_task import StickDoor, StickTask
from tests.support.fake_stick import FakeStick

NOW = datetime(2026, 11, 23, 8, 52, tzinfo=UTC)


@pytest.fixture
def page(context, qtbot):
    stick = FakeStick()
    made = ExchangePage(context, StickTask(InlineLane(), StickDoor(lambda: (), stick.carry, stick.bring)))
    qtbot.addWidget(made)
    made.show()
    return made


TOLD = LineTold(
    waits=OutboxSize(2, 900, int(NOW.timestamp() * 1_000_000)),
    groups=(Queued("rest", 2, 900),),
    paces=(Pace(int(NOW.timestamp()) * 1_000_000 - 60_000_000, 9000, 420),),
)


def shown(**given):
    facts: dict[str, Any] = {
        "now": NOW,
        "link": LinkState(kind="good", waiting=2),
        "relay": RelayState(),
        "asked": TOLD,
    }
    return Shown(**facts | given)


def test_it_shows_alarms_and_what_is_not_as_usual_only_where_there_is_something(page):
    page.show_all(shown())
    assert (page._alarm.isVisible(), page._facts.isVisible()) == (False, False)
    page.show_all(shown(alarms=("chain_forked",), looked="Центар одговара."))
    assert (page._alarm.isVisible(), page._facts.isVisible()) == (True, True)


def test_the_last_delay_that_was_measured_is_told(page):
    page.show_all(shown())
    assert 'одзив <span style="font-weight:600">420 ms</span>' in page._figures.text()
    assert page._plot.accessibleDescription() == "1 мерење, сада 8 kB/с, 0 прекида"


def test_the_button_says_how_much_would_go_by_stick(page):
    page.show_all(shown())
    assert page.stick.carry.text() == "Понеси 2"
