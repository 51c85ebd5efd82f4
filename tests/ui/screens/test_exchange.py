from dataclasses import replace

from clerk_app.lanes import Lane, at_once
from clerk_app.ports.checks import CheckResult
from clerk_app.ports.line_record import Pace, Passed
from clerk_app.sync.link import LinkState
from clerk_app.sync.relay_state import RelayState
from clerk_app.ui.exchange.page import LineTold
from clerk_app.ui.exchange.words import Used
from clerk_app.ui.screens.exchange import ExchangeScreen
from tests.support.all_screens import waits
from tests.support.fake_stick import KURIR


def tell(desk, **state):
    desk.link = LinkState(**state)
    desk.news.link_changed.emit(desk.link)


def test_the_forecast_says_how_much_and_how_long(stage, desk):
    tell(desk, kind="slow", rate=5000, waiting=41, forecast=(6, 13), exchanged=desk.clock.stamp().at)
    stage.go("exchange")
    words = stage.words()
    assert "41 унос чека · око 10 мин" in words
    assert "између 6 и 13 мин" in words
    assert "41 унос је сигурно уписан на диск овог рачунара." in words
    assert "веза је слаба" in words


def test_without_a_line_no_time_is_promised(stage, desk):
    tell(desk, kind="down", code="line_slow", since=desk.clock.stamp().at, waiting=5, forecast=(1, 2))
    stage.go("exchange")
    assert "5 уноса чека" in stage.words()
    assert "око" not in stage.shell._screens["exchange"]._page._headline.text()
    assert "Креће само чим веза проради." in stage.words()


def test_what_the_outbox_holds_is_never_said_to_be_at_the_centre(stage, desk):
    stage.go("exchange")
    assert waits(desk).entries > 0
    assert "Ништа не чека" not in stage.words()
    assert "центар је потврдио" not in stage.words()


def test_f5_exchanges_now(stage, desk):
    stage.go("exchange")
    stage.shell.commands.run("exchange_now")
    stage.shell._screens["exchange"]._page.now.click()
    assert desk.asked.exchanges == 2


def test_what_went_and_how_the_line_was_stands_there_from_before_this_run(stage, desk):
    at = desk.clock.stamp().at
    passed = Passed(number=1, at=at, carrier="relay", first=1, last=2, entries=2, requests=1, bytes=1024, fate="left")
    desk.line_told = LineTold(passed=(passed,), paces=(Pace(at - 60_000_000, 9000, 640),), used=Used(2_000_000))
    stage.go("exchange")
    assert "код релеа, још није у центру" in stage.words()
    assert "одзив 640 ms" in stage.words()
    assert "утрошено данас 2,0 MB" in stage.words()
    assert stage.shell._screens["exchange"]._page._plot.accessibleDescription().startswith("1 мерење, сада 8 kB/с")


def test_an_alarm_is_kept_and_said_with_its_code(stage, desk):
    desk.news.alarm_raised.emit("chain_forked")
    desk.news.alarm_raised.emit("chain_forked")
    stage.go("exchange")
    assert stage.words().count("Ознака: chain_forked.") >= 1
    assert stage.shell._screens["exchange"]._alarms == ["chain_forked"]


def test_it_stands_in_the_rail():
    assert ExchangeScreen.rail_place == ExchangeScreen.id


def test_a_stick_is_filled_and_emptied_by_its_keys(stage, desk):
    stage.go("exchange")
    stage.shell.commands.run("to_stick")
    assert "41 захтев, 3 прилога" in stage.words()
    stage.shell.commands.run("from_stick")
    assert "41 захтев потврђен, 12 нових бројева" in stage.words()
    assert [what for what, _root in desk.stick.asked] == ["carry", "bring"]


def test_the_button_says_how_much_would_go(stage, desk):
    stage.go("exchange")
    assert stage.shell._screens["exchange"]._page.stick.carry.text() == f"Понеси {waits(desk).entries}"


def test_a_stick_that_is_put_in_is_seen(stage, desk):
    desk.stick.found = ()
    stage.go("exchange")
    screen = stage.shell._screens["exchange"]
    assert "није убачен" in stage.words()
    assert screen._page.stick.looking.isActive()
    desk.stick.found = (KURIR,)
    screen._page.stick.looking.timeout.emit()
    assert "КУРИР-2" in stage.words()
    stage.go("home")
    assert not screen._page.stick.looking.isActive()


def test_what_a_stick_came_to_is_told_on_another_screen_too(stage, desk):
    stage.go("exchange")
    screen = stage.shell._screens["exchange"]
    screen._task.doing = "carry"
    assert screen.has_work()
    stage.go("home")
    screen._task._on_taken(desk.stick.taken)
    assert "можете га извадити" in stage.words()
    assert not screen.has_work()


def test_the_relay_stands_among_the_other_ways_and_follows_what_is_told(stage, desk):
    stage.go("exchange")
    assert "Тражи се чим размена крене." in stage.words()
    desk.relay = RelayState(code="relay_full", since=desk.clock.stamp().at)
    desk.news.relay_changed.emit(desk.relay)
    assert "Реле канцеларије је пуно" in stage.words()


def test_enclosures_are_paused_by_key_and_by_button_and_that_is_said_until_they_go_on(stage, desk):
    stage.go("exchange")
    page = stage.shell._screens["exchange"]._page
    assert page.pause.text() == "Паузирај прилоге"
    stage.shell.commands.run("pause_enclosures")
    assert desk.line_told.paused
    assert (page.pause.text(), page.pause.isChecked()) == ("Настави прилоге", True)
    assert "Захтеви и одговори иду." in stage.words()
    assert "кад наставите" in stage.words()
    stage.go("home")
    stage.go("exchange")
    assert page.pause.isChecked()
    page.pause.click()
    assert not desk.line_told.paused
    page.pause.click()
    assert desk.line_told.paused
    page.pause.click()
    assert (page.pause.text(), page.pause.isChecked()) == ("Паузирај прилоге", False)
    assert "кад наставите" not in stage.words()


class Looking:
    name = "line"

    def __init__(self):
        self.looked = 0

    def run(self):
        self.looked += 1
        return CheckResult("fault", "line_proxy_password")


def test_a_line_that_does_not_work_is_looked_at_once_for_each_thing_that_is_wrong(stage, desk, monkeypatch):
    check = Looking()
    screen = stage.shell._screens["exchange"]
    monkeypatch.setattr(screen._look, "place", replace(screen._place, checks=(check,)))
    tell(desk, kind="good")
    stage.go("exchange")
    assert check.looked == 0
    tell(desk, kind="down", code="line_down", since=desk.clock.stamp().at)
    tell(desk, kind="down", code="line_down", since=desk.clock.stamp().at, waiting=1)
    assert check.looked == 1
    assert "Посредник (прокси) тражи корисничко име и лозинку" in stage.words()
    tell(desk, kind="down", code="line_proxy_password", since=desk.clock.stamp().at)
    assert check.looked == 2
    assert stage.words().count("Посредник (прокси) тражи корисничко име и лозинку") == 1


def test_no_stick_is_looked_for_once_the_program_ends(stage, desk):
    stage.go("exchange")
    screen = stage.shell._screens["exchange"]
    closed = Lane("closed", at_once)
    assert closed.close()
    screen._place = replace(screen._place, long_reads=closed)
    screen._page.stick.looking.timeout.emit()
    assert not screen._page.stick.looking.isActive()
