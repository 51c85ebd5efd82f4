from datetime import timedelta

import pytest

from clerk_app.domain.errors import Unavailable
from clerk_app.ports.cards import CardTrouble, ReadersChanged
from clerk_app.ports.desk_file import JobState
from clerk_app.sync.link import LinkState
from clerk_app.ui.status import Status
from tests.support.all_screens import all_screens
from tests.support.desk_day import busy_desk, registered_one
from tests.support.fake_neighbours import NOW
from tests.support.stage import Stage

DUE = NOW.replace(day=28)
SOON = "1 ваш предмет има рок у наредна 3 дана"
LATE = "1 ваш предмет касни"


@pytest.fixture
def desk(qapp):
    return busy_desk()


@pytest.fixture
def stage(desk, fonts):
    made = Stage(all_screens(desk))
    Status(desk.place, made.texts, made.shell)
    made.go("home")
    yield made
    made.close()


def said(stage, part):
    return stage.shell.strip.part(part).words


def test_who_is_at_work_and_at_which_desk(stage, desk):
    assert said(stage, "who") == "М. Примерић · шалтер 3"


@pytest.mark.parametrize(
    ("waiting", "words"),
    [
        (1, "1 захтев чека"),
        (21, "21 захтев чека"),
        (2, "2 захтева чекају"),
        (41, "41 захтев чека"),
        (58, "58 захтева чека"),
    ],
)
def test_the_line_in_words_with_right_plurals(stage, desk, waiting, words):
    desk.news.link_changed.emit(LinkState(kind="down", since=desk.clock.stamp().at, requests=waiting, waiting=waiting))
    assert said(stage, "link") == f"веза: нема од 08:52 · {words} · сигурно сачувано овде"


def test_a_good_line_says_when_everything_was_exchanged(stage, desk):
    assert said(stage, "link") == "веза: добра · све размењено у 08:52"


def test_a_weak_line_says_for_how_long(stage, desk):
    desk.news.link_changed.emit(LinkState(kind="slow", requests=41, waiting=41, forecast=(6, 12)))
    assert said(stage, "link") == "веза: слаба · 41 захтев чека · око 9 мин"


def test_the_badges_count_what_waits_and_what_needs_a_hand(stage, desk):
    desk.news.link_changed.emit(LinkState(kind="slow", requests=41, waiting=41))
    assert stage.shell.rail.button("exchange").accessibleDescription() == "41 захтев чека размену"
    assert stage.shell.rail.button("attention").accessibleDescription() == "3 ставке траже пажњу"
    desk.outbox.items.clear()
    desk.news.requests_changed.emit(frozenset())
    assert stage.shell.rail.button("attention").accessibleDescription() == "1 ставка тражи пажњу"


@pytest.mark.parametrize(
    ("offset", "words"),
    [
        (400, "23.11.2026. 08:52 · сат тачан"),
        (600_000, "23.11.2026. 08:52 · сат касни око 10 мин"),
        (-120_000, "23.11.2026. 08:52 · сат жури око 2 мин"),
        (None, "23.11.2026. 08:52 · сат није упоређен"),
    ],
)
def test_the_clock_says_how_true_it_is(stage, desk, offset, words):
    desk.clock.offset = offset
    stage.shell.findChild(Status).show_clock()
    assert said(stage, "clock") == words


def test_a_reader_that_goes_and_comes_is_told(stage, desk):
    assert said(stage, "reader") == "читач"
    desk.news.card_news.emit(ReadersChanged(()))
    assert said(stage, "reader") == "читач: искључен"
    desk.news.card_news.emit(CardTrouble("", Unavailable("card_no_service")))
    assert said(stage, "reader") == "читач: служба не ради"
    desk.news.card_news.emit(ReadersChanged(("Reader 1",)))
    assert said(stage, "reader") == "читач"


def test_a_printer_is_as_its_check_or_its_last_print_found_it(stage, desk):
    assert said(stage, "printer") == "штампач: папир при крају"
    job = desk.jobs.open()[0]
    desk.news.print_changed.emit(desk.jobs.move(job.id, JobState.FAILED, "printer_no_paper"))
    assert said(stage, "printer") == "штампач: нема папира"
    desk.news.print_changed.emit(desk.jobs.move(job.id, JobState.PRINTED))
    assert said(stage, "printer") == "штампач"


def test_after_sign_out_nobody_is_named(stage, desk):
    desk.sessions.end()
    stage.shell.findChild(Status).renew()
    assert said(stage, "who") == "шалтер 3"


def test_a_paper_that_could_not_be_made_is_said(stage, desk):
    desk.news.paper_failed.emit(Unavailable("disk_full"))
    assert stage.shell.toast.isVisible()
    assert stage.shell.toast.accessibleName() == stage.texts.text("error.disk_full")


def test_a_desk_that_has_stopped_is_said_where_the_line_was_and_counts_as_something_to_do(stage, desk):
    before = len(desk.actions.attending.items())
    desk.stop()
    stage.settle()
    part = stage.shell.strip.part("link")
    assert part.words == "шалтер је стао: подаци су из старе копије"
    assert part.urgent
    assert len(desk.actions.attending.items()) == before + 1


def test_ones_own_cases_are_counted_on_the_rail_before_their_day_and_after(stage, desk):
    desk.role = "handler"
    desk.sign_in()
    subject = registered_one(desk).subject
    desk.actions.casework.take(subject)
    desk.actions.casework.call(subject, ("извод",), "2026-11-28")
    badges: list[tuple[object, ...]] = []
    stage.shell.badge = lambda *told: badges.append(told)
    for day, told in (
        (NOW, (0, "offline", "")),
        (DUE - timedelta(days=2), (1, "offline", SOON)),
        (DUE + timedelta(days=1), (1, "error", LATE)),
    ):
        desk.clock.at = day
        badges.clear()
        desk.news.requests_changed.emit(frozenset({subject}))
        assert next(badge for badge in badges if badge[0] == "requests")[1:] == told
