from datetime import UTC, datetime
from typing import Any

import pytest

from clerk_app.lanes import InlineLane
from clerk_app.ports.outbox import OutboxSize, Queued
from clerk_app.sync.link import LinkState
from clerk_app.sync.relay_state import RelayState
from clerk_app.ui.exchange.page import ExchangePage, Shown
from clerk_app.ui.exchange.rate_plot import Sample
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


def shown(**given):
    facts: dict[str, Any] = {
        "now": NOW,
        "link": LinkState(kind="good", waiting=2),
        "relay": RelayState(),
        "waits": OutboxSize(2, 900, int(NOW.timestamp() * 1_000_000)),
        "groups": (Queued("rest", 2, 900),),
        "samples": (),
        "alarms": (),
        "looked": "",
    }
    return Shown(**facts | given)


def test_it_shows_a_plot_only_of_what_was_measured_and_alarms_only_where_there_are_some(page):
    page.show_all(shown())
    assert (page._plot.isVisible(), page._alarm.isVisible()) == (False, False)
    page.show_all(shown(samples=(Sample(0.0, 10), Sample(9.0, 20)), alarms=("chain_forked",)))
    assert (page._plot.isVisible(), page._alarm.isVisible()) == (True, True)


def test_the_button_says_how_much_would_go_by_stick(page):
    page.show_all(shown())
    assert page.stick.carry.text() == "Понеси 2"
