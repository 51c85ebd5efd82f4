from dataclasses import replace
from datetime import timedelta
from typing import Literal

from clerk_app.sync.link import LinkState
from clerk_app.ui.link_words import link_sentence, minutes_left, safe_sentence, short_moment, told_moment
from tests.support.fake_neighbours import NOW
from tests.support.stage import texts_in


def micros(moment):
    return int(moment.timestamp()) * 1_000_000


def test_a_moment_of_today_is_a_time_and_of_another_day_a_date():
    assert told_moment(micros(NOW), NOW, texts_in()) == "08:52"
    assert told_moment(micros(NOW - timedelta(days=3)), NOW, texts_in()) == "20.11.2026. 08:52"


def test_the_middle_of_a_forecast_is_told_and_never_nothing():
    assert minutes_left(LinkState(forecast=(6, 12))) == 9
    assert minutes_left(LinkState(forecast=(0, 1))) == 1
    assert minutes_left(LinkState()) == 0


def test_before_the_first_exchange_no_time_is_made_up():
    for kind in ("unknown", "good", "slow"):
        assert link_sentence(LinkState(kind=kind), NOW, texts_in()) == "веза се проверава"


def test_a_desk_that_the_centre_stopped_is_not_said_to_be_an_old_copy():
    stopped = link_sentence(LinkState(kind="stopped", code="desk_stopped"), NOW, texts_in())
    assert stopped == "**центар је зауставио овај шалтер**"
    assert link_sentence(LinkState(kind="stopped", code="desk_restored"), NOW, texts_in()) != stopped


def test_a_weak_line_without_a_forecast_promises_nothing():
    words = link_sentence(LinkState(kind="slow", requests=41, waiting=41), NOW, texts_in())
    assert words == "веза: **слаба** · **41 захтев** чека"


def test_a_good_line_that_sends_says_how_much():
    words = link_sentence(LinkState(kind="good", requests=2, waiting=2), NOW, texts_in())
    assert words == "веза: **добра** · **2 захтева** се шаљу"


def test_what_waits_is_safe_whatever_kind_of_entry_it_is():
    assert safe_sentence(LinkState(waiting=1), texts_in()).startswith("1 унос је")
    assert "центар је потврдио" in safe_sentence(LinkState(), texts_in())


def test_while_anything_waits_it_is_never_said_that_everything_was_exchanged():
    said: dict[Literal["good", "slow"], str] = {
        "good": "веза: **добра** · размењује се",
        "slow": "веза: **слаба** · размењује се",
    }
    for kind, words in said.items():
        assert link_sentence(LinkState(kind=kind, waiting=3, exchanged=1), NOW, texts_in()) == words
    down = link_sentence(LinkState(kind="down", waiting=3, since=micros(NOW)), NOW, texts_in())
    assert down == "веза: **нема од 08:52** · све сигурно сачувано овде"


def test_a_desk_that_has_stopped_says_nothing_of_the_line():
    words = link_sentence(LinkState(kind="stopped", requests=4, waiting=4, since=micros(NOW)), NOW, texts_in())
    assert words == "**шалтер је стао**: подаци су из старе копије"


def test_a_line_of_a_list_has_day_and_time():
    assert short_moment(micros(NOW), NOW.tzinfo, texts_in()) == "23.11. 08:52"


def test_a_spent_budget_is_said_beside_the_line_and_never_by_a_desk_that_has_stopped():
    kinds: tuple[Literal["good", "slow", "down", "unknown"], ...] = ("good", "slow", "down", "unknown")
    for kind in kinds:
        link = LinkState(kind=kind, held="budget", since=1, exchanged=1)
        assert link_sentence(link, NOW, texts_in()).endswith("**дневни пренос потрошен**")
        assert "пренос" not in link_sentence(replace(link, held="hours"), NOW, texts_in())
    assert "пренос" not in link_sentence(LinkState(kind="stopped", held="budget"), NOW, texts_in())
