from datetime import timedelta

import pytest

from clerk_app.ports.outbox import OutboxSize
from clerk_app.sync.link import LinkState
from clerk_app.ui.exchange.words import Used, figures, headline, line_facts, oldest_words, range_words
from tests.support.fake_neighbours import NOW

NOW_MICROS = int(NOW.timestamp()) * 1_000_000


@pytest.mark.parametrize(
    ("link", "words"),
    [
        (LinkState(kind="good"), "Ништа не чека"),
        (LinkState(kind="slow", waiting=41, forecast=(6, 13)), "41 унос чека · око 10 мин"),
        (LinkState(kind="slow", waiting=2), "2 уноса чекају"),
        (LinkState(kind="down", waiting=5, forecast=(1, 2)), "5 уноса чека"),
    ],
)
def test_the_headline_promises_no_more_than_is_known(context, link, words):
    assert headline(link, context) == words


@pytest.mark.parametrize(
    ("link", "words"),
    [
        (LinkState(kind="slow", waiting=1, forecast=(0, 0)), "Ако веза остане оваква: између 0 и 1 мин."),
        (LinkState(kind="good", waiting=1), "Брзина везе још није измерена, па се трајање не може проценити."),
        (LinkState(kind="good"), "Центар има све што је овде примљено."),
        (LinkState(kind="down", waiting=1), "Креће само чим веза проради. Ништа не треба притискати."),
    ],
)
def test_what_the_forecast_stands_on_is_told(context, link, words):
    assert range_words(link, context) == words


def test_the_line_is_told_by_measurement_only(context):
    unmeasured = figures(LinkState(kind="unknown"), 0, Used(), context, NOW)
    assert unmeasured == "сада **није измерена** · последња размена **још није било**"
    link = LinkState(kind="slow", rate=5325, exchanged=NOW_MICROS)
    measured = figures(link, 640, Used(1_840_000, 50_000_000), context, NOW)
    assert measured == (
        "сада **5,2 kB/с** · одзив **640 ms** · последња размена **08:52** · утрошено данас **1,8 MB** од 50 MB"
    )
    assert figures(link, 0, Used(1_840_000), context, NOW).endswith("утрошено данас **1,8 MB**")


def test_why_there_is_no_line_is_told_only_while_there_is_none(context):
    down = dict(line_facts(LinkState(kind="down", code="line_slow"), context))
    assert down["Зашто нема везе"]
    assert "Зашто нема везе" not in dict(line_facts(LinkState(kind="good", code="line_slow"), context))


def test_the_oldest_entry_is_told_when_something_waits(context):
    yesterday = NOW_MICROS - int(timedelta(days=1).total_seconds()) * 1_000_000
    assert oldest_words(OutboxSize(1234, 500, yesterday), context, NOW) == "Најстарији унос чека од 22.11.2026. 08:52."
    assert oldest_words(OutboxSize(0, 0, 0), context, NOW) == ""


def test_a_desk_that_has_stopped_waits_for_no_line(context):
    link = LinkState(kind="stopped", code="desk_restored", waiting=5, forecast=(1, 2))
    assert headline(link, context) == "5 уноса чека"
    assert range_words(link, context) == "Ништа се не шаље док се рачунар не повеже као нов шалтер."
    assert "Зашто нема везе" not in dict(line_facts(link, context))


def test_what_is_not_as_usual_on_the_line_is_told(context):
    link = LinkState(kind="good", by_parcels=True, held="budget")
    told = dict(line_facts(link, context, "Центар одговара."))
    assert str(told["Начин слања"]).startswith("По једна мала пошиљка")
    assert str(told["Прилози и шифарници"]).startswith("Чекају до поноћи")
    assert told["Провера везе"] == "Центар одговара."


def test_what_a_clerk_paused_are_enclosures_alone(context):
    told = dict(line_facts(LinkState(kind="good", held="paused"), context))
    assert str(told["Прилози"]).endswith("Захтеви и одговори иду.")


@pytest.mark.parametrize("held", ["metered", "hours", "budget"])
def test_every_reason_to_wait_says_that_requests_go(context, held):
    told = dict(line_facts(LinkState(kind="good", held=held), context))
    assert "Захтеви и одговори иду." in str(told["Прилози и шифарници"])
